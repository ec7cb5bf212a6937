import { Vector2 } from '@motion-canvas/core';
import { expect, test } from 'vitest';
import { layoutTokens, swappedBoxes } from './layoutTokens';

const sizes = [80, 140, 60].map((width) => new Vector2(width, 68));
const row = { direction: 'row', pitch: 0, gap: 20 } as const;

test('boxes stand side by side around the origin', () => {
  const { boxes, size } = layoutTokens(sizes, [], row);
  expect(size).toMatchObject({ x: 320, y: 68 });
  expect(boxes.map((b) => [b.left, b.right])).toEqual([
    [-160, -80],
    [-60, 80],
    [100, 160],
  ]);
});

test('with a pitch centres are equally far apart', () => {
  const { boxes } = layoutTokens(sizes, [], { ...row, pitch: 150 });
  expect(boxes.map((b) => b.center.x)).toEqual([-150, 0, 150]);
});

test('a token that joins pushes the others little by little', () => {
  const without = layoutTokens(sizes.slice(0, 2), [], row);
  const joining = layoutTokens(sizes, [1, 1, 0], row);
  expect(joining.boxes[0]?.left).toBeCloseTo(without.boxes[0]?.left ?? Number.NaN);
});

test('a swap starts and ends where tokens stand', () => {
  const before = layoutTokens(sizes, [], row).boxes;
  const after = layoutTokens(
    [60, 140, 80].map((w) => new Vector2(w, 68)),
    [],
    row,
  ).boxes;
  const at = (share: number) => swappedBoxes(sizes, 0, 2, share, row).map((b) => b.center.x);
  expect(at(0)).toEqual(before.map((b) => b.center.x));
  expect(at(1)).toEqual([after[2], after[1], after[0]].map((b) => b?.center.x));
});

test('no token, no room', () => {
  expect(layoutTokens([], [], row).size).toMatchObject({ x: 0, y: 0 });
});
