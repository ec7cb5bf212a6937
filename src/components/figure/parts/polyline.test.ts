import fc from 'fast-check';
import { expect, test } from 'vitest';
import { along, lengthOf, roundCorners, take } from './polyline';

const coordinate = fc.integer({ min: -500, max: 500 });
const paths = fc.array(fc.record({ x: coordinate, y: coordinate }), { minLength: 2, maxLength: 9 });

test('a share of a path has that share of its length', () => {
  fc.assert(
    fc.property(paths, fc.double({ min: 0, max: 1, noNaN: true }), (path, share) => {
      expect(lengthOf(take(path, share))).toBeCloseTo(share * lengthOf(path), 6);
    }),
  );
});

test('rounded corners keep the ends and never lengthen a path', () => {
  fc.assert(
    fc.property(paths, (path) => {
      const rounded = roundCorners(path, 20);
      expect([rounded[0], rounded.at(-1)]).toEqual([path[0], path.at(-1)]);
      expect(lengthOf(rounded)).toBeLessThanOrEqual(lengthOf(path) + 1e-6);
    }),
  );
});

test('the way knows its direction', () => {
  const corner = [
    { x: 0, y: 0 },
    { x: 10, y: 0 },
    { x: 10, y: 10 },
  ];
  expect(along(corner, 0.25)).toMatchObject({ x: 5, y: 0, angle: 0 });
  expect(along(corner, 0.75)).toMatchObject({ x: 10, y: 5, angle: Math.PI / 2 });
});

test('nothing has no length', () => {
  expect(lengthOf([])).toBe(0);
  expect(take([], 0.5)).toEqual([]);
  expect(along([{ x: 3, y: 4 }], 0.5)).toMatchObject({ x: 3, y: 4 });
});
