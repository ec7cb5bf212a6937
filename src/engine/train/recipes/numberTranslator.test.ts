import { expect, it } from 'vitest';
import { initialEncoderDecoder } from '../../models/encoderDecoder/initialEncoderDecoder';
import { Rng } from '../../random/Rng';
import { splitNumbers } from '../../tasks/splitNumbers';
import { noTrace } from '../../trace/Trace';
import { Trainer } from '../Trainer';
import { numberTranslator } from './numberTranslator';

const recipe = numberTranslator();

it('learns from numbers that are not held out', () => {
  const heldOut = new Set(splitNumbers().heldOut);
  const { target, tokens } = recipe.batch(new Rng(3));
  expect(target).toHaveLength(recipe.batchSize);
  const numbers = target.map((row) => Number(recipe.tokenizer?.decode(row)));
  expect(numbers.filter((n) => heldOut.has(n))).toEqual([]);
  expect(tokens).toBe(numbers.reduce((sum, n) => sum + `${n}`.length + 1, 0));
});

it('begins near a guess among 13 ids, and gets better', () => {
  const model = recipe.initial(new Rng(1));
  const along = { rng: new Rng(1), trace: noTrace };
  const loss = recipe.loss(model, recipe.batch(new Rng(2)), along).item();
  expect(Math.abs(loss - Math.log(13))).toBeLessThan(1);

  const trainer = new Trainer(recipe, { seed: 1, steps: 25 });
  const losses = [...trainer.records()].map((record) => record.loss);
  expect(losses.at(-1)).toBeLessThan((losses[0] ?? 0) * 0.9);
});

it('says what an untrained model says, and counts it as wrong', () => {
  const { config } = recipe.initial(new Rng(1));
  const model = initialEncoderDecoder(config, new Rng(2));
  expect(recipe.samples(model, new Rng(1))[0]).toMatch(/^three hundred forty two → \d*$/);
  expect(recipe.evaluate(model)['exactMatch']).toBeLessThan(0.05);
});
