import { describe, expect, it } from 'vitest';
import type { CausalConfig } from '../../models/causalModel';
import { Rng } from '../../random/Rng';
import { sizeOf } from '../../tensor/shape';
import { filled } from '../../tensor/tensorFrom';
import { CharacterTokenizer } from '../../tokenizers/CharacterTokenizer';
import type { Tokenizer } from '../../tokenizers/Tokenizer';
import { noTrace } from '../../trace/Trace';
import type { Recipe } from '../Recipe';
import type { Windows } from './characterRecipe';
import { shakespeareGpt } from './shakespeareGpt';
import { shakespeareLlama } from './shakespeareLlama';

type Make = (text: string, tokenizer?: Tokenizer) => Recipe<CausalConfig, Windows>;

const sentence = 'a rose is a rose is a rose. ';
const text = sentence.repeat(60);

describe.each<[string, Make]>([
  ['shakespeareGpt', shakespeareGpt],
  ['shakespeareLlama', shakespeareLlama],
])('%s', (_, make) => {
  const recipe = make(text);

  it('draws windows of the training part; targets are the next characters', () => {
    const { inputs, targets, tokens } = recipe.batch(new Rng(1));
    expect([inputs.length, inputs[0]?.length, tokens]).toEqual([12, 64, 12 * 64]);
    const training = text.slice(0, text.length * 0.9);
    inputs.forEach((row, b) => {
      expect(targets[b]?.slice(0, -1)).toEqual(row.slice(1));
      const read = recipe.tokenizer?.decode([...row, ...(targets[b]?.slice(-1) ?? [])]) ?? '';
      expect(read).toHaveLength(65);
      expect(training).toContain(read);
    });
    expect(recipe.batch(new Rng(1))).toEqual(recipe.batch(new Rng(1)));
    expect(recipe.batch(new Rng(2))).not.toEqual(recipe.batch(new Rng(1)));
  });

  it('knows nothing before training: every character is as likely, about', () => {
    const model = recipe.initial(new Rng(1));
    const settings = { rng: new Rng(1), trace: noTrace };
    const loss = recipe.loss(model, recipe.batch(new Rng(1)), settings).item();
    expect(Math.abs(loss - Math.log(recipe.tokenizer?.size ?? 0))).toBeLessThan(0.3);
  });

  it('measures exactly ln V where the model is all zeros', () => {
    const { config, params } = recipe.initial(new Rng(1));
    const zeros = Object.entries(params).map(([name, { shape }]) => [name, filled(shape, 0)]);
    const { validationLoss } = recipe.measure({ config, params: Object.fromEntries(zeros) });
    expect(validationLoss).toBeCloseTo(Math.log(recipe.tokenizer?.size ?? 0), 6);
  });

  it('has 0.8 million parameters for the 65 characters of Shakespeare', () => {
    const other = Array.from({ length: 65 }, (__, i) => String.fromCharCode(48 + i)).join('');
    const { params } = make(other.repeat(20)).initial(new Rng(1));
    const count = Object.values(params).reduce((sum, { shape }) => sum + sizeOf(shape), 0);
    expect(Math.round(count / 1e4) / 100).toBe(0.81);
  });

  it('reads with another vocabulary where one is given', () => {
    const tokenizer = CharacterTokenizer.fromText('the quick brown fox: a jump. zigs');
    const other = make(text, tokenizer);
    expect(other.tokenizer).toBe(tokenizer);
    expect(other.initial(new Rng(1)).config.vocab_size).toBe(tokenizer.size);
    const { inputs } = other.batch(new Rng(1));
    expect(text).toContain(tokenizer.decode(inputs[0] ?? []));
  });

  it('explains a text that is too short to hold some of it out', () => {
    expect(() => make(sentence)).toThrow(/more than 650 characters[\s\S]*28/);
  });
});
