/** What shakespeare-gpt loses at each of its 64 positions, and what it loses when it learned without the mask. */
import { generate } from '../../src/engine/generation/generate';
import type { CausalModel } from '../../src/engine/models/causalModel';
import { positionLosses, spacedWindows } from '../../src/engine/questions/positionLosses';
import { Rng } from '../../src/engine/random/Rng';
import { defineRecord, type RecordEntry } from '../../src/lessons/defineRecord';
import { shakespeareGpt, shakespeareGptOpen, type ShakespeareGpt } from '../../src/lessons/models';

type Load = () => Promise<ShakespeareGpt>;

/** On 640 windows of the last tenth, spread evenly. */
const losses = (load: Load): RecordEntry<number[]> => ({
  reads: 'text',
  async compute(text) {
    const { tokenizer, ...model } = await load();
    const heldOut = tokenizer.encode(text.slice(Math.floor(text.length * 0.9)));
    return [...positionLosses(model, spacedWindows(heldOut, { count: 640, T: 64 }))];
  },
});

/** The trained model with its mask taken off, in every layer. */
const unmasked: RecordEntry<number[]> = {
  reads: 'text',
  async compute(text) {
    const { tokenizer, ...trained } = await shakespeareGpt();
    const model: CausalModel = { ...trained, config: { ...trained.config, causal: false } };
    const heldOut = tokenizer.encode(text.slice(Math.floor(text.length * 0.9)));
    return [...positionLosses(model, spacedWindows(heldOut, { count: 640, T: 64 }))];
  },
};

const written = (load: Load, prompt: string): RecordEntry<string> => ({
  reads: 'models',
  quick: true,
  async compute() {
    const { tokenizer, ...model } = await load();
    const settings = { tokens: 26, temperature: 0.8 };
    const drawn = generate(model, tokenizer.encode(prompt), settings, new Rng(1));
    return tokenizer.decode(Array.from(drawn, ({ id }) => id));
  },
});

export const record = defineRecord({
  models: ['shakespeare-gpt', 'shakespeare-gpt-open'],
  entries: {
    lossesMasked: losses(shakespeareGpt),
    lossesOpen: losses(shakespeareGptOpen),
    lossesUnmasked: unmasked,
    writtenMasked: written(shakespeareGpt, 'ROMEO:\n'),
    writtenOpen: written(shakespeareGptOpen, 'ROMEO:\n'),
  },
});
