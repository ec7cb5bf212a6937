import { expect, test } from 'vitest';
import type { Polyline } from '../../figure/parts/polyline';
import { facing, route, type Box } from './route';

const box = (x: number, y: number): Box => ({ x, y, halfWidth: 50, halfHeight: 20 });
const ends = (line: Polyline) => [line[0], line.at(-1)];

test.each([
  [box(300, 10), ['right', 'left']],
  [box(-300, 0), ['left', 'right']],
  [box(20, 200), ['bottom', 'top']],
  [box(20, -200), ['top', 'bottom']],
])('boxes look at each other by the sides between them', (to, sides) => {
  expect(facing(box(0, 0), to)).toEqual(sides);
});

test('an arrow keeps clear of both boxes', () => {
  const line = route(box(0, 0), box(300, 0), { kind: 'straight', clear: 6 });
  expect(ends(line)).toEqual([
    { x: 56, y: 0 },
    { x: 244, y: 0 },
  ]);
});

test('an arrow from a point begins at the point', () => {
  const point = { x: 10, y: 20, halfWidth: 0, halfHeight: 0 };
  expect(route(point, box(300, 20), { kind: 'curve' })[0]).toEqual({ x: 10, y: 20 });
});

test('an elbow runs only along the axes between its corners', () => {
  const line = route(box(0, 0), box(300, 200), { kind: 'elbow' });
  expect(new Set(line.filter((p) => p.y > 20 && p.y < 180).map((p) => p.x)).size).toBeLessThan(2);
  expect(ends(line)).toEqual([
    { x: 56, y: 0 },
    { x: 244, y: 200 },
  ]);
});

test('a residual path passes outside of both boxes', () => {
  const line = route(box(0, 0), box(40, -300), { kind: 'around', bend: 60 });
  expect(Math.max(...line.map((p) => p.x))).toBe(40 + 50 + 6 + 60);
  expect(line.at(-1)).toEqual({ x: 96, y: -300 });
});
