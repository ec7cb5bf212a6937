/** What becomes of weights in a step: against the optimizer itself, against the numbers of a format counted one by one. */
import { describe, expect, it } from 'vitest';
import { bfloat16 } from '../../src/engine/formats/bfloat16';
import { float16 } from '../../src/engine/formats/float16';
import { narrowed } from '../../src/engine/questions/batchGradients';
import { effectiveDecays, followingDecay } from '../../src/engine/questions/effectiveDecay';
import {
  decayUpdates,
  unchangedWeights,
  updatesBetween,
} from '../../src/engine/questions/unchangedWeights';
import { flat } from '../../src/engine/tensor/flat';
import { tensorFrom } from '../../src/engine/tensor/tensorFrom';
import { adam, adamW, type AdamSettings } from '../../src/engine/train/adam';
import type { Optimizer } from '../../src/engine/train/Optimizer';
import { sgd } from '../../src/engine/train/sgd';

describe('unchangedWeights', () => {
  const gap = 2 ** -10; // of bf16 between 0.125 and 0.25
  const weights = { w: tensorFrom([0.125, 0.125, 0.125, 0.125]), b: tensorFrom([1]) };
  const updates = { w: tensorFrom([0.49 * gap, 0.51 * gap, -0.1 * gap, 0]), b: tensorFrom([-0.5]) };

  it('counts updates below half a gap', () => {
    expect(unchangedWeights(weights, updates, bfloat16)).toEqual({ unchanged: 3, weights: 5 });
    // below a power of 2 the gap is half as large: −0.1 of it still rounds back; in fp16 every gap is an eighth
    expect(unchangedWeights(weights, updates, float16)).toEqual({ unchanged: 1, weights: 5 });
    expect(unchangedWeights(weights, updates, bfloat16, 10)).toEqual({ unchanged: 1, weights: 5 });
    expect(unchangedWeights(weights, updates, float16, 0.001)).toEqual({ unchanged: 4, weights: 5 }); // prettier-ignore
  });

  it('takes updates as differences, and decay as a share', () => {
    const after = { w: tensorFrom([0.25, 0.125, 0, 0.125]), b: tensorFrom([3]) };
    expect(flat(updatesBetween(weights, after)['w'] ?? tensorFrom([]))).toEqual(Float64Array.of(0.125, 0, -0.125, 0)); // prettier-ignore
    expect(flat(decayUpdates(weights, 0.5)['b'] ?? tensorFrom([]))).toEqual(Float64Array.of(-0.5));
    expect(unchangedWeights(weights, decayUpdates(weights, 3e-5), bfloat16).unchanged).toBe(5);
    expect(() => unchangedWeights(weights, { w: updates.w }, bfloat16)).toThrow(/update of "b"/);
  });
});

describe('narrowed', () => {
  it('tells what keeps fewer digits from what is lost', () => {
    const gradients = { g: tensorFrom([2 ** -26, 2 ** -25, 2 ** -24, 2 ** -15, 2 ** -14, 0, -(2 ** -20), 1e6]) }; // prettier-ignore
    expect(narrowed(gradients, float16)).toEqual({ nonzero: 7, lost: 2, overflowed: 1, subnormal: 3 }); // prettier-ignore
    expect(narrowed(gradients, float16, 2 ** 12).subnormal).toBe(0 + 0);
  });
});

describe('effectiveDecays', () => {
  const start = () => ({ w: tensorFrom([[1, 1, 1]], 'float64'), b: tensorFrom([1], 'float64') });
  const decay: AdamSettings = { weightDecay: 0.1 };
  const learningRate = 0.01;
  const run = (optimizer: Optimizer, steps: number) => {
    const params = start();
    const state = optimizer.initialState(params);
    const path = [1, 1, 1].map((w) => [w]);
    for (let step = 1; step <= steps; step++) {
      const sign = step % 2 ? 1 : -1;
      const gradients = {
        w: tensorFrom([[4 * sign, 0.25 * sign, 0]], 'float64'),
        b: tensorFrom([sign], 'float64'),
      };
      optimizer.update(params, gradients, state, { learningRate, step });
      flat(params.w).forEach((w, i) => path[i]?.push(w));
    }
    return { params, state, path };
  };

  it.each([adam(decay), adamW(decay)])('changes nothing: $name', (optimizer) => {
    const [plain, followed] = [run(optimizer, 40), run(followingDecay(optimizer), 40)];
    expect(followed.path).toEqual(plain.path);
    expect(flat(followed.params.b)).toEqual(flat(plain.params.b));
  });

  it('is what the weight lost between two passes over both batches', () => {
    const optimizer = followingDecay(adam(decay));
    const { params, state, path } = run(optimizer, 200);
    const found = effectiveDecays(params, state, optimizer, 200);
    expect(found.map(({ name, index }) => [name, index])).toEqual([['w', 0], ['w', 1], ['w', 2]]); // prettier-ignore
    for (const i of [0, 1]) {
      const lost = Math.log((path[i]?.[180] ?? NaN) / (path[i]?.[200] ?? NaN)) / 20 / learningRate;
      expect((found[i]?.decay ?? NaN) / lost).toBeCloseTo(1, 1);
    }
    const [loud, quiet, silent] = found;
    expect(loud?.decay).toBeCloseTo(0.1 / 4, 3);
    expect(quiet?.decay).toBeGreaterThan(10 * (loud?.decay ?? NaN));
    expect(loud?.gradientSize).toBeCloseTo(4, 6);
    expect(silent?.gradientSize).toBe(0);
  });

  it('is λ for every weight under AdamW', () => {
    const optimizer = followingDecay(adamW(decay));
    const { params, state } = run(optimizer, 10);
    const found = effectiveDecays(params, state, optimizer, 10);
    expect(found.map((one) => one.decay)).toEqual([0.1, 0.1, 0.1]);
  });

  it('explains another optimizer, and a state that was not followed', () => {
    expect(() => followingDecay(sgd({}))).toThrow(/adam or adamW[\s\S]*sgd/);
    const { params, state } = run(adam(decay), 2);
    expect(() => effectiveDecays(params, state, adam(decay), 2)).toThrow(/penalty_moment\.w/);
  });
});
