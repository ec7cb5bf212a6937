import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spread } from './spread';

const wishes = fc.array(fc.integer({ min: -300, max: 300 }), { maxLength: 8 });

test('labels never touch and keep their order', () => {
  fc.assert(
    fc.property(wishes, (wish) => {
      const placed = spread(wish, 30);
      const sorted = [...placed].sort((a, b) => a - b);
      sorted.slice(1).forEach((y, i) => expect(y - (sorted[i] ?? 0)).toBeGreaterThan(30 - 1e-6));
      wish.forEach((a, i) =>
        wish.forEach((b, j) => {
          if (a < b) expect(placed[i]).toBeLessThan(placed[j] ?? 0);
        }),
      );
    }),
  );
});

test('labels that do not touch stay', () => {
  expect(spread([100, 0, 50], 30)).toEqual([100, 0, 50]);
});

test('two that touch move apart by the same', () => {
  expect(spread([10, 0, 200], 30)).toEqual([20, -10, 200]);
});
