import { expect, test } from 'vitest';
import { freest, touches } from './freest';

const half = { x: 40, y: 10 };
const [first, second] = [
  { x: 0, y: 0 },
  { x: 0, y: 100 },
];

test('a text touches a point within its radius of the box, at a corner as the crow flies', () => {
  const near = (x: number, y: number) => touches(first, half, { at: { x, y }, radius: 5 });
  expect([near(44, 0), near(46, 0), near(43, 13), near(44, 14)]).toEqual([
    true,
    false,
    true,
    false,
  ]);
});

test('the first place stays while nothing reaches into it', () => {
  expect(freest([first, second], half, [{ at: { x: 60, y: 0 }, radius: 8 }])).toBe(first);
});

test('a point moves a text to the next place, a larger one there keeps it', () => {
  const small = { at: first, radius: 8 };
  expect(freest([first, second], half, [small])).toBe(second);
  expect(freest([first, second], half, [small, { at: second, radius: 20 }])).toBe(first);
});

test('a point that has no place covers nothing', () => {
  const nowhere = { at: { x: Number.NaN, y: 0 }, radius: 20 };
  expect(freest([first, second], half, [nowhere])).toBe(first);
});
