import { expect, test } from 'vitest';
import { visibleText } from './visibleText';

test.each([
  [' the', '␣the'],
  ['a  b', 'a␣␣b'],
  ['\u00a0\u3000', '␣␣'],
  ['\n', '¶'],
  ['a\r\n\tb', 'a¶↦b'],
  ['‹end›', '‹end›'],
  ['-->', '-->'],
  ['三百', '三百'],
])('%j is %s', (token, shown) => {
  expect(visibleText(token)).toBe(shown);
  expect(visibleText(shown)).toBe(shown);
  expect(shown).not.toMatch(/\s/);
});
