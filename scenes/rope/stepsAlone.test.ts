import { expect, test } from 'vitest';
import { angleBetween, stepsAlone } from './stepsAlone';

const away = (start: number) => (step: number) => angleBetween(start + step, 0);

test.each([
  ['toward the key, where that opens the angle', 3, -0.5, [-1, -2]],
  ['away from the key, where that opens it', 3, 0.5, [1, 2]],
  ['away from a key next to it, once the arrows have passed each other', 1, -0.5, [2, 3]],
  ['closing, where the angle is open already', 4, -3, [-1, -2]],
])('%s', (_, back, start, steps) => {
  expect(stepsAlone(back, away(start))).toEqual(steps);
});

test('the angle changes one way, and the query never reaches the key', () => {
  for (const back of [1, 2, 3, 4]) {
    for (let start = -3.1; start < 3.2; start += 0.1) {
      const [near, far] = stepsAlone(back, away(start));
      const [a, b, c] = [0, near, far].map(away(start)) as [number, number, number];
      expect(Math.sign(b - a)).toBe(Math.sign(c - b));
      expect(back + far).toBeGreaterThan(0);
    }
  }
});
