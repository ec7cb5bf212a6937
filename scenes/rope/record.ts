/** What the trained model loses, and what it writes, when hands are frozen: on 160 windows of text that it never saw. */
import type { Interventions } from '../../src/engine/interventions/intervene';
import { turning, type Turning } from '../../src/engine/interventions/turning';
import { generate } from '../../src/engine/generation/generate';
import { positionLosses, spacedWindows } from '../../src/engine/questions/positionLosses';
import { Rng } from '../../src/engine/random/Rng';
import { defineRecord, type RecordEntry } from '../../src/lessons/defineRecord';
import { shakespeareLlama } from '../../src/lessons/models';

export const windows = { count: 160, T: 64 };
export const writing = { prompt: 'ROMEO:\n', tokens: 48, temperature: 0.8, seed: 1 };

const frozen = (isFrozen: (pair: number) => boolean): Turning => ({
  angle: (pair, theta) => (isFrozen(pair) ? 0 : theta),
});
const turnings = {
  trained: {},
  shifted: { start: 3 },
  fastFrozen: frozen((pair) => pair < 4),
  middleFrozen: frozen((pair) => pair >= 4 && pair < 8),
  slowFrozen: frozen((pair) => pair >= 8),
  noneTurn: frozen(() => true),
  oneSpeed: { angle: () => 1 },
} satisfies Record<string, Turning>;

async function modelTurning(how: Turning) {
  const model = await shakespeareLlama();
  const interventions: Interventions = { 'block.*_rotated': turning(model.config, how) };
  return { model, interventions };
}

/** Nats per character, on windows of the last tenth. */
function loss(how: Turning, quick = false): RecordEntry<number> {
  return {
    reads: 'text',
    quick,
    async compute(text) {
      const { model, interventions } = await modelTurning(how);
      const heldOut = model.tokenizer.encode(text.slice(Math.floor(text.length * 0.9)));
      const losses = positionLosses(model, spacedWindows(heldOut, windows), interventions);
      return losses.reduce((sum, x) => sum + x, 0) / losses.length;
    },
  };
}

function written(how: Turning, quick = false): RecordEntry<string> {
  return {
    reads: 'models',
    quick,
    async compute() {
      const { model, interventions } = await modelTurning(how);
      const { prompt, seed, ...settings } = writing;
      const ids = model.tokenizer.encode(prompt);
      const drawn = generate(model, ids, { ...settings, interventions }, new Rng(seed));
      return model.tokenizer.decode(Array.from(drawn, ({ id }) => id));
    },
  };
}

export const record = defineRecord({
  models: ['shakespeare-llama'],
  entries: {
    lossTrained: loss(turnings.trained, true),
    lossShifted: loss(turnings.shifted),
    lossFastFrozen: loss(turnings.fastFrozen),
    lossMiddleFrozen: loss(turnings.middleFrozen),
    lossSlowFrozen: loss(turnings.slowFrozen),
    lossNoneTurn: loss(turnings.noneTurn),
    lossOneSpeed: loss(turnings.oneSpeed),
    textTrained: written(turnings.trained, true),
    textFastFrozen: written(turnings.fastFrozen, true),
    textSlowFrozen: written(turnings.slowFrozen),
    textNoneTurn: written(turnings.noneTurn),
  },
});
