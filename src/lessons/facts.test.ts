import { expect, it } from 'vitest';
import { tensorFrom } from '../engine/tensor/tensorFrom';
import { array, at, entry, rows, slice } from './facts';

const matrix = [
  [1, 2, 3],
  [4, 5, 6],
];

it('takes tensors and plain numbers, with one letter for each axis', () => {
  const fact = array('x', tensorFrom([matrix]), 'T S', 2);
  expect(fact).toEqual({
    kind: 'array',
    of: 'x',
    dims: ['T', 'S'],
    shape: [2, 3],
    values: [1, 2, 3, 4, 5, 6],
    decimals: 2,
  });
  expect(array('x', matrix, 'T S', 2)).toEqual(fact);
  expect(array('tenth', [0.1], 'S', 2).values).toEqual([0.1]); // not rounded to float32
  expect(rows(fact)).toEqual(matrix);
  expect([at(fact, 1, 0), slice(fact, 1).values]).toEqual([4, [4, 5, 6]]);
});

it('refuses axes that are dropped, missing or out of range', () => {
  expect(() => array('x', tensorFrom(matrix), 'S', 2)).toThrow(
    /fact "x" with the axes S[\s\S]*shape \(2, 3\)/,
  );
  expect(() => array('x', [1, 2], 'T S', 2)).toThrow(/2 axes[\s\S]*shape \(2\)/);
  const fact = array('x', matrix, 'T S', 2);
  expect(() => slice(fact, 2)).toThrow(/entry \[2\] of fact "x"[\s\S]*T from 0 to 1/);
  expect(() => at(fact, 0, 3)).toThrow(/S from 0 to 2[\s\S]*T = 2, S = 3/);
  expect(() => at(fact, -1, 0)).toThrow(/T from 0 to 1/);
});

it('gives one number as a fact of its own', () => {
  const fact = array('x', [[1, 2], [3, 4]], 'T S', 1); // prettier-ignore
  expect(entry(fact, 1, 0)).toEqual({ kind: 'scalar', of: 'x[1, 0]', value: 3, decimals: 1 });
  expect(entry(slice(fact, 1), 1)).toEqual({ kind: 'scalar', of: 'x[1][1]', value: 4, decimals: 1 });
  expect(() => entry(fact, 2, 0)).toThrow(/T from 0 to 1/);
}); // prettier-ignore
