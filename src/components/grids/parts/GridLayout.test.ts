import { Vector2 } from '@motion-canvas/core';
import { expect, test } from 'vitest';
import { GridLayout } from './GridLayout';

const measure = {
  rows: 3,
  columns: 4,
  cell: new Vector2(100, 50),
  gap: new Vector2(10, 6),
  left: [0, 0],
  above: [0, 0, 0],
  titleWidth: 0,
};

test('without lettering the cells are the figure', () => {
  const layout = new GridLayout(measure);
  expect(layout.size).toMatchObject({ x: 430, y: 162 });
  expect(layout.cells.center).toMatchObject({ x: 0, y: 0 });
  expect(layout.cell(0, 0).topLeft).toMatchObject({ x: -215, y: -81 });
  expect(layout.cell(2, 3).bottomRight).toMatchObject({ x: 215, y: 81 });
});

test('rows and columns span their cells', () => {
  const layout = new GridLayout(measure);
  expect(layout.row(1).width).toBe(430);
  expect(layout.row(1).top).toBe(layout.cell(1, 2).top);
  expect(layout.column(2).height).toBe(162);
});

test('lettering takes room at its side and cells stay on whole pixels', () => {
  const layout = new GridLayout({ ...measure, left: [61.3, 20], above: [36, 0, 29] });
  expect(layout.size.x).toBeGreaterThanOrEqual(430 + 61.3 + 20 + 24);
  for (const edge of [layout.corner.x, layout.corner.y]) expect(Number.isInteger(edge)).toBe(true);
  expect(layout.leftOf(0)).toBeLessThan(layout.leftOf(1) - 20);
  expect(layout.above(0)).toBeLessThan(layout.above(2));
});

test('a wide title widens the figure on both sides', () => {
  const layout = new GridLayout({ ...measure, titleWidth: 600 });
  expect(layout.size.x).toBe(600);
  expect(layout.cells.center.x).toBe(0);
});

test.each([
  [0, 0],
  [0, 4],
  [3, 0],
])('%i × %i cells take no negative room', (rows, columns) => {
  const { size } = new GridLayout({ ...measure, rows, columns });
  expect(size.x).toBeGreaterThanOrEqual(0);
  expect(size.y).toBeGreaterThanOrEqual(0);
});
