import { expect, test } from 'vitest';
import { addsUp, decimalsThatAdd } from './decimalsThatAdd';

test.each([
  ['they add up as they are', [0.25, 0.5], 2, 2],
  ['one hundredth would be lost', [0.004, 0.004], 2, 3],
  ['one hundredth would be gained', [12.196, 14.346], 2, 3],
  ['a half would go up too early', [0.0049, 0.0102], 2, 4],
  ['below zero too', [-0.004, -0.004], 2, 3],
])('%s', (_, parts, decimals, shown) => {
  expect(decimalsThatAdd(parts, decimals)).toBe(shown);
  expect(addsUp(parts, shown, decimals)).toBe(true);
});

test('after each part, not only at the end', () => {
  expect(addsUp([0.004, 0.004, -0.004], 2, 2)).toBe(false);
});
