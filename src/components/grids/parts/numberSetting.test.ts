import { expect, test } from 'vitest';
import { betweenSettings, numberSetting } from './numberSetting';

const advance = 0.6;
const setting = (values: number[], width: number) =>
  numberSetting({ values, decimals: 2 }, width, advance);

test('digits are centred; decimal points stand under each other', () => {
  expect(setting([0.5, 0.25], 112)).toEqual({ px: 26, right: (4 * advance * 26) / 2, clarity: 1 });
});

test('a hanging minus moves the digits by a quarter of itself', () => {
  const { right } = setting([0.5, -0.25], 160);
  expect(right).toBeCloseTo((4 * advance * 26) / 2 + (advance * 26) / 4);
});

test('numbers shrink to fit, and vanish rather than be unreadable', () => {
  const most = 40;
  expect(numberSetting({ values: [-0.5], decimals: 2 }, 132, advance, most).px).toBe(40);
  expect(numberSetting({ values: [-0.5], decimals: 2 }, 131, advance, most).px).toBe(26);
  expect(setting([-0.5], 90)).toMatchObject({ px: 26, clarity: 1 });
  expect(setting([-0.5], 89).clarity).toBe(0);
});

test.each([110, 94, 90])('in a cell of %i px no digit touches the edge', (width) => {
  const { px, right } = setting([-0.5, 0.5], width);
  expect(right).toBeLessThanOrEqual(width / 2 - 5.99);
  expect(right - 5 * advance * px).toBeGreaterThanOrEqual(-width / 2 + 5.99);
});

test('nothing and what is not finite take no room', () => {
  expect(setting([], 40).clarity).toBe(1);
  expect(setting([Number.NaN, Number.NEGATIVE_INFINITY], 40).clarity).toBe(1);
});

test('between two settings everything is between', () => {
  const [a, b] = [setting([1], 112), setting([-1000.5], 70)];
  expect(betweenSettings(a, b, 0)).toEqual(a);
  expect(betweenSettings(a, b, 0.5).clarity).toBe(0.5);
});
