import { expect, test } from 'vitest';
import { wirePath } from './wirePath';

const box = (x: number, y: number) => ({ x, y, halfWidth: 40, halfHeight: 20 });

test('leaves the sides that face each other', () => {
  const down = wirePath(box(0, 0), box(100, 200), 'nearest');
  expect(down[0]).toEqual({ x: 0, y: 24 });
  expect(down.at(-1)).toEqual({ x: 100, y: 176 });
  const up = wirePath(box(0, 200), box(0, 0), 'nearest');
  expect([up[0]?.y, up.at(-1)?.y]).toEqual([176, 24]);
  const right = wirePath(box(0, 0), box(300, 10), 'nearest');
  expect(right[0]).toEqual({ x: 44, y: 0 });
  expect(right.at(-1)).toEqual({ x: 256, y: 10 });
});

test('rises over its own row, the farther the higher, and loops to itself', () => {
  const highest = (to: number) =>
    Math.min(...wirePath(box(0, 0), box(to, 0), 'over').map((p) => p.y));
  expect(highest(400)).toBeLessThan(highest(200));
  expect(highest(0)).toBeLessThan(-24);
});

test('stays below its sky, the nearest arcs less flat than the farthest', () => {
  const sky = { widest: 1200, height: 120 };
  const heightOf = (distance: number) =>
    -24 - Math.min(...wirePath(box(0, 0), box(distance, 0), 'over', sky).map((p) => p.y));
  expect(heightOf(1200)).toBeCloseTo(120);
  expect(heightOf(300)).toBeGreaterThan(120 / 4);
  expect(heightOf(300)).toBeLessThan(heightOf(600));
  expect(heightOf(0)).toBeLessThanOrEqual(120);
  // Where there is sky enough, nothing changes.
  expect(wirePath(box(0, 0), box(200, 0), 'over', { widest: 200, height: 900 })).toEqual(
    wirePath(box(0, 0), box(200, 0), 'over'),
  );
});

test('from column to column it leaves and arrives sideways, however far down', () => {
  const way = wirePath(box(0, 0), box(200, 500), 'sideways');
  const [start, end] = [way[0], way.at(-1)];
  expect(start?.y).toBe(0);
  expect(end?.y).toBe(500);
});
