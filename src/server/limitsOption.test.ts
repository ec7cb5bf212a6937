import { expect, it } from 'vitest';
import { defaultLimits } from './limits';
import { limitsOption } from './limitsOption';

it('sets the limits that are named', () => {
  expect(limitsOption(['rate=600', 'text=9'])).toEqual({ ...defaultLimits, rate: 600, text: 9 });
  expect(limitsOption([])).toEqual(defaultLimits);
});

it.each([
  [['txt=5'], /did you mean text/],
  [['text'], /--limit text/],
  [['text=many'], /--limit text/],
  [['text=-1'], /from 1/],
  [['__proto__=1'], /one of text/],
])('refuses %s', (given, words) => {
  expect(() => limitsOption(given)).toThrow(words);
});
