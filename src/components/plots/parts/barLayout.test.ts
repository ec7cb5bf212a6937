import { expect, test } from 'vitest';
import { alongAxis, barsOf, reachOf, shareAt } from './barLayout';

test('stacked bars begin where the one before ended and lead to the total', () => {
  expect(barsOf([3, -5, 4], true, 2)).toEqual([
    { from: 0, to: 3 },
    { from: 3, to: -2 },
    { from: -2, to: 2 },
    { from: 0, to: 2 },
  ]);
  expect(barsOf([3, -5], false)).toEqual([
    { from: 0, to: 3 },
    { from: 0, to: -5 },
  ]);
});

test('the axis holds 0 and every bar', () => {
  const reach = reachOf(barsOf([3, -5, 4], true), 0);
  expect(reach).toEqual({ low: -2, high: 3 });
  expect(alongAxis(-2, reach)).toBe(0);
  expect(alongAxis(3, reach)).toBe(1);
  expect(reachOf(barsOf([0.2], false), 1)).toEqual({ low: 0, high: 1 });
  expect(reachOf(barsOf([Number.NaN], false), 0)).toEqual({ low: 0, high: 1 });
});

test('a number falls on the first share whose sum exceeds it', () => {
  const shares = [0.5, 0.25, 0.25];
  expect([0, 0.499, 0.5, 0.75, 0.999].map((u) => shareAt(shares, u))).toEqual([0, 0, 1, 2, 2]);
  expect(shareAt([], 0.3)).toBe(0);
});
