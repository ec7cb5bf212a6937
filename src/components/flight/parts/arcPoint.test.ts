import { Vector2 } from '@motion-canvas/core';
import { expect, test } from 'vitest';
import { arcPoint } from './arcPoint';

const [a, b] = [new Vector2(-100, 40), new Vector2(300, 40)];

test('starts and ends at its ends and rises between, whichever way it flies', () => {
  expect(arcPoint(a, b, 0, 0.2)).toMatchObject({ x: -100, y: 40 });
  expect(arcPoint(a, b, 1, 0.2)).toMatchObject({ x: 300, y: 40 });
  expect(arcPoint(a, b, 0.5, 0.2)).toMatchObject({ x: 100, y: -40 });
  expect(arcPoint(b, a, 0.5, 0.2).y).toBeCloseTo(-40);
});

test('a long way does not leave the stage', () => {
  expect(arcPoint(a, new Vector2(1500, 40), 0.5, 0.9).y).toBeCloseTo(-50);
});

test('below 0 it bends down, as little', () => {
  const [a, b] = [new Vector2(-100, 40), new Vector2(1500, 40)];
  expect(arcPoint(a, b, 0.5, -0.01).y).toBeCloseTo(56);
  expect(arcPoint(a, b, 0.5, -1).y).toBeCloseTo(130);
});

test('no way, no arc', () => {
  expect(arcPoint(a, a, 0.5, 0.2)).toMatchObject({ x: -100, y: 40 });
});
