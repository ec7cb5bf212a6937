import fc from 'fast-check';
import { expect, it } from 'vitest';
import { matmul } from '../engine/ops/matmul';
import { flat } from '../engine/tensor/flat';
import { tensorFrom } from '../engine/tensor/tensorFrom';
import { argmax, close, dot, largestChange, mean, norm, sum, variance } from './arithmetic';

const numbers = (length: number) =>
  fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), {
    minLength: length,
    maxLength: length,
  });

it("multiplies and adds as the engine's matmul does", () => {
  const rows = fc.integer({ min: 1, max: 9 }).chain((n) => fc.tuple(numbers(n), numbers(n)));
  fc.assert(
    fc.property(rows, ([a, b]) => {
      const column = b.map((x) => [x]);
      const [product] = flat(matmul(tensorFrom([a], 'float64'), tensorFrom(column, 'float64')));
      expect(dot(a, b)).toBeCloseTo(product ?? NaN, 6);
      expect(norm(a) ** 2).toBeCloseTo(dot(a, a), 4);
    }),
  );
});

it('knows mean and variance', () => {
  const heights = [2, 4, 4, 4, 5, 5, 7, 9]; // variance 4, the textbook's own
  expect([sum(heights), mean(heights), variance(heights)]).toEqual([40, 5, 4]);
});

it('lets no claim hold of what is not there', () => {
  expect(dot([1, 2], [1])).toBeNaN();
  expect(dot([1], [1, 2])).toBeNaN();
  expect(largestChange([1, 2], [1])).toBeNaN();
  expect(largestChange([1], [1, 2])).toBeNaN();
  expect(close(NaN, NaN)).toBe(false);
  expect(close(1, undefined)).toBe(false);
});

it('calls equal what float32 cannot tell apart, from either side', () => {
  expect(close(1e6, 1e6 + 1)).toBe(true);
  expect(close(1e6 + 100, 1e6)).toBe(false);
  expect(close(0, 9e-6)).toBe(true);
  expect(close(0, 2e-5)).toBe(false);
  fc.assert(
    fc.property(fc.double(), fc.double(), (a, b) => {
      expect(close(a, b)).toBe(close(b, a));
    }),
  );
});

it('finds the first of the largest, and nothing in nothing', () => {
  expect(argmax([-3, 2, 2, 1])).toBe(1);
  expect(argmax([])).toBe(-1);
});
