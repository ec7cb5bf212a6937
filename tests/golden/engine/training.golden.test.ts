// Loss, optimizers, schedules and clipping against PyTorch. The mistakes that these must notice: training.planted.test.ts.
import { describe, expect, it } from 'vitest';
import { gradients } from '../../../src/engine/autograd/gradients';
import { watch } from '../../../src/engine/autograd/watch';
import { crossEntropy } from '../../../src/engine/ops/crossEntropy';
import { clipGradients, globalNorm } from '../../../src/engine/train/clipGradients';
import { tensorFrom } from '../../../src/engine/tensor/tensorFrom';
import clippingGolden from './clipping.json';
import lossGolden from './crossEntropy.json';
import { allFromGolden, firstDivergence, fromGolden, type GoldenRecord } from './firstDivergence';
import schedulesGolden from './schedules.json';
import { optimizerCases, scheduleCases, trained } from './trainingCases';
import optimizersGolden from './optimizers.json';

type LossCase = Exclude<keyof typeof lossGolden, 'source'>;

describe('crossEntropy', () => {
  const names = Object.keys(lossGolden).filter((name) => name !== 'source') as LossCase[];

  it.each(names)('%s, with its gradient', (name) => {
    const { targets, smoothing, steps, ...given } = lossGolden[name];
    const { logits } = watch({ logits: fromGolden(given.logits) });
    const settings = { smoothing, ignore: -100 };
    const loss = crossEntropy(logits, tensorFrom(targets, 'int32'), settings);
    const found = { loss, 'grad.logits': gradients(loss, { logits }, tensorFrom(3)).logits };
    expect(firstDivergence(steps, found)).toBeNull();
  });
});

describe('optimizers', () => {
  const names = Object.keys(optimizerCases) as (keyof typeof optimizerCases)[];

  it.each(names)('%s: 20 steps', (name) => {
    const { optimizer, learningRate } = optimizerCases[name];
    const golden: GoldenRecord = optimizersGolden[name];
    expect(firstDivergence(golden, trained(optimizer, learningRate))).toBeNull();
  });
});

describe('schedules', () => {
  const names = Object.keys(scheduleCases) as (keyof typeof scheduleCases)[];

  it.each(names)('%s', (name) => {
    const golden = schedulesGolden.steps[name];
    const rates = tensorFrom(golden.values.map((_, n) => scheduleCases[name](n)), 'float64'); // prettier-ignore
    expect(firstDivergence({ rates: golden }, { rates }, 1e-8)).toBeNull();
  });
});

describe('clipGradients', () => {
  it.each(['above', 'below'] as const)('a norm %s the limit', (name) => {
    const { limit, steps, ...given } = clippingGolden[name];
    const before = allFromGolden(given.gradients);
    const norm = globalNorm(before);
    const found = { norm: tensorFrom(norm), ...clipGradients(before, limit, norm) };
    expect(firstDivergence(steps, found)).toBeNull();
  });
});
