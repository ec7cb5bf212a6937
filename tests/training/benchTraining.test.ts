import { describe, expect, it } from 'vitest';
import type { Exercise } from '../../bench/training/Exercise';
import { exerciseOf } from '../../bench/training/exerciseOf';
import { sameWork } from '../../bench/training/sameWork';
import { someText } from '../../bench/training/someText';
import { trainingTable } from '../../bench/training/trainingTable';
import { Trainer } from '../../src/engine/train/Trainer';
import { flat } from '../../src/engine/tensor/flat';
import { tinyRecipe } from './tinyRecipe';

const recipe = tinyRecipe();

describe('an exercise', () => {
  const exercise = exerciseOf(recipe, 2);

  it('begins with the parameters before the first step', () => {
    const { model } = new Trainer(recipe, { seed: 1 });
    const given = exercise.params.map(({ name, values }) => {
      const { buffer, byteOffset, byteLength } = new Uint8Array(Buffer.from(values, 'base64'));
      return [name, new Float32Array(buffer, byteOffset, byteLength / 4)];
    });
    const initial = Object.entries(model.params).map(([name, t]) => [name, flat(t)] as const);
    expect(given).toEqual(initial);
    expect(exercise.parameters).toBe(initial.reduce((sum, [, { length }]) => sum + length, 0));
  });

  it('has the batches, rates and losses of the steps', () => {
    const records = new Trainer(recipe, { seed: 1 }).records();
    for (const { batch, learningRate, loss } of exercise.steps) {
      const { value: record } = records.next();
      expect(record).toMatchObject({ learningRate, loss, tokens: batch.tokens });
    }
    expect(exercise.steps[0]?.batch).not.toEqual(exercise.steps[1]?.batch);
  });
});

describe('the same work', () => {
  const step = { batch: { tokens: 1 }, learningRate: 1 };
  const exercise: Exercise = {
    ...{ config: { vocab_size: 65 }, parameters: 0, params: [], optimizer: {}, clip: 1 },
    steps: [
      { ...step, loss: 4.2 },
      { ...step, loss: 4 },
    ],
  };

  it('is what meets the same losses but for rounding', () => {
    const { same, remark } = sameWork(exercise, [4.2, 4.000004]);
    expect(same).toBe(true);
    expect(remark).toBe(
      'loss 4.2000 at step 1, PyTorch 4.2000 (ln 65 = 4.1744); over 2 steps they differ by a share of 1e-6 at most',
    );
  });

  it.each([
    ['another loss', [4.2, 4.001]],
    ['a loss that is not finite', [NaN, 4]],
    ['a step too few', [4.2]],
  ])('is not what meets %s', (_, losses) => {
    expect(sameWork(exercise, losses).same).toBe(false);
  });
});

describe('the table', () => {
  const timing = (median: number) => ({ median, best: median, runs: 3 });
  const tiny = { name: 'tiny', parameters: 2311, tokens: 300 };
  const same = { remark: '', same: true };

  it('says how many times as fast ours is', () => {
    const run = { threads: 1, ours: timing(20), pytorch: { ...same, timing: timing(30) } };
    const table = trainingTable([{ ...tiny, runs: [run] }]);
    expect(table.split('\n').at(-1)).toBe(
      '| tiny | 2,311 | 300 | 1 | 20.0 | 15,000 | 30.0 | 10,000 | ×1.50 |',
    );
  });

  it.each([
    ['is absent', {}],
    ['failed', { pytorch: { remark: 'failed', same: false } }],
  ])('has dashes where PyTorch %s', (_, found) => {
    const table = trainingTable([{ ...tiny, runs: [{ threads: 2, ours: timing(20), ...found }] }]);
    expect(table.split('\n').at(-1)).toMatch(/15,000( \| –){3} \|$/);
  });
});

it('some text has as many characters as tiny Shakespeare', () => {
  expect(new Set(someText()).size).toBe(65);
});
