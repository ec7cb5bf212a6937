import { expect, test } from 'vitest';
import { keyOf, moves, rowsOf } from './tableRows';

test('a matrix is rows of its values', () => {
  const fact = {
    kind: 'array',
    of: 'x',
    dims: ['T', 'S'],
    shape: [2, 2],
    values: [1, 2, 3, 4],
    decimals: 1,
  } as const;
  expect(rowsOf(fact, 2)).toEqual([
    [1, 2],
    [3, 4],
  ]);
  expect(() => rowsOf(fact, 3)).toThrow(/table of x[^]*3 cells[^]*T = 2, S = 2/);
  expect(() => rowsOf([[1], [1, 2]], 1)).toThrow(/row 1 of a table[^]*2 cells/);
});

test('rows are told apart by a column or by their place', () => {
  expect(keyOf(['e s', 9], 3, 0)).toBe('e s');
  expect(keyOf(['e s', 9], 3, null)).toBe('3');
});

test('rows stay, come and go', () => {
  const { from, gone } = moves(['es', 'st', 'we'], ['we', 'est', 'st']);
  expect({ from, gone }).toEqual({ from: [2, null, 1], gone: [0] });
});

test.each([
  ['abc', 'abc', ''],
  ['abcd', 'dabc', 'd'],
  ['abcd', 'bcda', 'a'],
  ['abcdef', 'efabxd', 'ef'],
  ['abc', 'xyz', ''],
])('%s → %s: the fewest pass the others', (before, after, passing) => {
  const next = Array.from(after);
  expect(
    moves(Array.from(before), next)
      .passing.map((i) => next[i])
      .join(''),
  ).toBe(passing);
});
