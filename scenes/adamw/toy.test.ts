import { describe, expect, it } from 'vitest';
import { adam, adamW } from '../../src/engine/train/adam';
import { sgd } from '../../src/engine/train/sgd';
import { divisionsOf, everyWeight, pathsOf, round } from './toy';
import { twoDigits } from './twoDigits';

const gradients = [4, 0.25, 0];
const settings = { ...everyWeight, weightDecay: 0.1 };

describe('pathsOf', () => {
  // torch.optim 1.13, float64: w after 2, 100 and 500 steps with the gradients −, +, +, −, …
  it.each([
    [adam(settings), [1.009222721, 1.005788771, 0.980002748], [0.981346478, 0.686524112, 0.224446107], [0.887748383, 0.136592916, 0.000000004]], // prettier-ignore
    [adamW(settings), [1.007464684, 1.007464684, 0.998001], [0.91007829, 0.91007829, 0.904792147], [0.609757657, 0.609757657, 0.606378945]], // prettier-ignore
    [sgd(settings), [0.997961, 0.9979985, 0.998001], [0.904794053, 0.904792266, 0.904792147], [0.606386825, 0.606379437, 0.606378945]], // prettier-ignore
  ])('%# is what torch says', (optimizer, ...expected) => {
    const paths = pathsOf(optimizer, gradients, 0.01, 500);
    [2, 100, 500].forEach((step, k) => {
      paths.forEach((path, i) => {
        expect(path[step / round]).toBeCloseTo(expected[k]?.[i] ?? NaN, 8);
      });
    });
  });
});

describe('divisionsOf', () => {
  it.each([0.001, 0.1, 10])('divides λ = %d by √(g² + λ²)', (lambda) => {
    const { pulls, sizes } = divisionsOf(gradients, lambda);
    gradients.forEach((g, i) => {
      // v is a mean of two numbers of unlike weight: 0.999 : 1
      expect((sizes[i] ?? NaN) / Math.hypot(g, lambda)).toBeCloseTo(1, 3);
      expect((pulls[i] ?? NaN) * (sizes[i] ?? NaN)).toBeCloseTo(lambda, 12);
    });
    expect(pulls[2]).toBeCloseTo(1, 4);
  });
});

describe('twoDigits', () => {
  it.each([
    [4.001, 1],
    [0.269, 2],
    [0.0249, 3],
    [0.0996, 2],
    [0.1, 2],
    [10.77, 0],
    [0, 1],
  ])('shows %d with %d decimals', (value, decimals) => {
    expect(twoDigits({ kind: 'scalar', of: 'x', value, decimals: 9 }).decimals).toBe(decimals);
  });
});
