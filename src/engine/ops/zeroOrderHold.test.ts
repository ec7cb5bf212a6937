import { describe, expect, it } from 'vitest';
import { filled } from '../tensor/tensorFrom';
import { depthwiseConvolution } from './depthwiseConvolution';
import { selectiveScan } from './selectiveScan';
import { heldShare, heldShareSlope } from './zeroOrderHold';

/** Σ_k z^k / (k + 1)! and its derivative, from the smallest term up: exact for small z. */
const series = (z: number) => sumOf((k) => z ** k / factorial(k + 1));
const slope = (z: number) => sumOf((k) => ((k + 1) * z ** k) / factorial(k + 2));

describe('the zero-order hold', () => {
  it.each([0, 1e-300, -1e-12, 1e-8, -1e-4, -0.0199, -0.0201, 0.5, -1, -3])('is safe at %d', (z) => {
    expect(Math.abs(heldShare(z) / series(z) - 1)).toBeLessThan(1e-14);
    expect(Math.abs(heldShareSlope(z) / slope(z) - 1)).toBeLessThan(1e-11);
  });

  it('far below 0 is −1/z: what the input has become when it no longer grows', () => {
    expect(heldShare(-1000)).toBe(1 / 1000);
    expect(heldShareSlope(-1000)).toBeCloseTo(1e-6, 15);
  });
});

describe('the scan', () => {
  it('explains inputs that do not fit', () => {
    const [x, A, selected, h] = [
      [2, 5, 3],
      [3, 4],
      [2, 5, 4],
      [2, 3, 4],
    ].map((s) => filled(s, 1));
    if (!x || !A || !selected || !h) throw new Error('four shapes, four tensors');
    expect(selectiveScan(x, x, A, selected, selected, h).shape).toEqual([2, 5, 3]);
    expect(() => selectiveScan(x, x, A, x, selected, h)).toThrow(/selectiveScan: Bsel/);
    expect(() => selectiveScan(x, A, A, selected, selected, h)).toThrow(/selectiveScan: delta/);
    expect(() => selectiveScan(x, x, A, selected, selected, x)).toThrow(/selectiveScan: initial/);
  });

  it('and its convolution explains a text shorter than what it sees', () => {
    const x = filled([1, 2, 3], 1);
    expect(() => depthwiseConvolution(x, filled([3, 4], 1))).toThrow(/2 rows, a filter of 4/);
  });
});

function factorial(n: number): number {
  return n < 2 ? 1 : n * factorial(n - 1);
}

function sumOf(term: (k: number) => number): number {
  return Array.from({ length: 40 }, (_, k) => term(39 - k)).reduce((sum, t) => sum + t, 0);
}
