import { Vector2 } from '@motion-canvas/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitCells } from './fitCells';

const whole = (from: number, to: number) => fc.integer({ min: from, max: to });

test('cells stay inside their room and leave less than a cell of it, or are as large as they may be', () => {
  fc.assert(
    fc.property(
      whole(1, 64),
      whole(1, 64),
      whole(300, 1728),
      whole(300, 755),
      fc.boolean(),
      (rows, columns, width, height, square) => {
        const room = new Vector2(width, height);
        const { cell, gap } = fitCells(
          { rows, columns, room, gap: new Vector2(8, 8), widest: () => 26 },
          { square, most: { cellWidth: 200, cellHeight: 110 } },
        );
        const span = (n: number, size: number, between: number) => n * (size + between) - between;
        const free = new Vector2(
          width - span(columns, cell.x, gap.x),
          height - span(rows, cell.y, gap.y),
        );
        expect(free.x).toBeGreaterThanOrEqual(0);
        expect(free.y).toBeGreaterThanOrEqual(0);
        const filled = { x: free.x < columns, y: free.y < rows };
        if (square) {
          expect(cell.x).toBe(cell.y);
          expect(filled.x || filled.y || cell.y === 110).toBe(true);
        } else {
          expect(filled.x || cell.x === 200).toBe(true);
          expect(filled.y || cell.y === 110).toBe(true);
        }
      },
    ),
  );
});

test('numbers grow with their cells, as far as the widest of them fits', () => {
  const sized = (width: number, height: number, widest: number, px?: number) =>
    fitCells(
      {
        rows: 1,
        columns: 1,
        room: new Vector2(width, height),
        gap: Vector2.zero,
        widest: () => widest,
      },
      { most: { px } },
    ).px;
  expect(sized(200, 50, 100)).toBe(31);
  expect(sized(200, 50, 28)).toBe(28);
  expect(sized(200, 100, 100)).toBe(40);
  expect(sized(200, 100, 100, 52)).toBe(52);
  expect(sized(30, 20, 6)).toBe(26);
});
