import { expect, test } from 'vitest';
import type { ArrayFact } from '../../src/lessons/facts';
import { chooseFocus } from './chooseFocus';

const words = ['three', 'hundred', 'forty', 'two'];

/** The last row and column are ‹end›'s. */
const pattern = (...rows: readonly (readonly number[])[]): ArrayFact => {
  const shape = [rows.length, rows.length];
  return {
    kind: 'array',
    of: 'planted',
    dims: ['T', 'S'],
    shape,
    values: rows.flat(),
    decimals: 2,
  };
};
const toEnd = [0.1, 0.1, 0.1, 0.1, 0.6];

test.each([
  ['the unit right behind before a sharper look at it from elsewhere', [
    [0.1, 0.5, 0.2, 0.1, 0.1], toEnd, [0.0, 0.7, 0.1, 0.1, 0.1], toEnd, toEnd,
  ], 0, 1],
  ['a unit before a sharper look at a word that is none', [
    [0.1, 0.1, 0.7, 0.1, 0.0], toEnd, toEnd, [0.1, 0.5, 0.2, 0.1, 0.1], toEnd,
  ], 3, 1],
  ['a look that leaves something to the others', [
    toEnd, toEnd, [0.0, 1.0, 0.0, 0.0, 0.0], [0.1, 0.5, 0.2, 0.1, 0.1], toEnd,
  ], 3, 1],
  ['any other word, where no unit is looked at', [
    [0.1, 0.1, 0.6, 0.1, 0.1], toEnd, toEnd, toEnd, toEnd,
  ], 0, 2],
  ['never itself or ‹end›', [
    [0.9, 0.1, 0.0, 0.0, 0.0], toEnd, [0.0, 0.3, 0.1, 0.0, 0.6], toEnd, toEnd,
  ], 0, 1],
])('%s', (_, rows, focus, partner) => {
  expect(chooseFocus(pattern(...rows), words)).toMatchObject({ focus, partner });
}); // prettier-ignore
