import { expect, it } from 'vitest';
import { tokens } from '../lessons/facts';
import { token } from './show';

it('names one token of a list, and says where there is none', () => {
  const words = tokens('source tokens', ['two', 'hundred']);
  expect([token(words), token(words, 1)]).toEqual(['two', 'hundred']);
  expect(() => token(words, 2)).toThrow(/token 2 of "source tokens"[\s\S]*from 0 to 1/);
  expect(() => token(tokens('none', []))).toThrow(/at least one/);
});
