import { expect, it } from 'vitest';
import { array, tokens } from '../lessons/facts';
import { percentEntry, showEntry, token } from './show';

it('names one token of a list, and says where there is none', () => {
  const words = tokens('source tokens', ['two', 'hundred']);
  expect([token(words), token(words, 1)]).toEqual(['two', 'hundred']);
  expect(() => token(words, 2)).toThrow(/token 2 of "source tokens"[\s\S]*from 0 to 1/);
  expect(() => token(tokens('none', []))).toThrow(/at least one/);
});

it('names one number of a row or of a matrix, also as per cent', () => {
  const shares = array('shares', [0.126, 0.874], 'S', 2);
  const matrix = array('pattern', [[0.126, 0.874]], 'T S', 2);
  expect([showEntry(shares, 1), percentEntry(shares, 1)]).toEqual(['0.87', '87%']);
  expect(percentEntry(matrix, 0, 0)).toBe('13%');
});
