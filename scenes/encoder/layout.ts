/** Sizes of the encoder's figures, from the sizes of what they show. Stage pixels. */
import type { CellGrid } from '../../src/components/grids/CellGrid';
import { Vector2, easeInOutCubic, tween, type ThreadGenerator } from '@motion-canvas/core';
import { body, gap } from '../../src/theme/layout';
import { size } from '../../src/theme/type';

const width = body.right - body.left;
const height = body.bottom - body.top;

export interface CellSize {
  readonly cellWidth: number;
  readonly cellHeight: number;
  readonly gap: number;
  readonly rowGap: number;
  /** Numbers are at most so large. */
  readonly px: number;
}

const numberPx = (cellHeight: number) => Math.min(32, cellHeight - 8);

/** Two sheets of T × C numbers, one above the other, beside a column of tokens. */
export const wideSheet = (T: number, C: number): CellSize => {
  const cellHeight = Math.min(72, Math.floor(310 / T) - gap.hair);
  return {
    cellWidth: Math.min(160, Math.floor((width - 250) / C) - gap.hair),
    cellHeight,
    gap: gap.hair,
    rowGap: gap.hair,
    px: numberPx(cellHeight),
  };
};

/** The same sheet as colours only, with rows as high as those of `headSheet`. */
export const narrowSheet = (T: number, C: number): CellSize => ({
  ...headSheet(T, C),
  cellWidth: Math.max(4, Math.floor(280 / C) - 3),
  gap: 3,
});

/** T × D numbers, three beside the narrow sheet. */
export const headSheet = (T: number, D: number): CellSize => {
  const cellHeight = Math.min(84, Math.floor(490 / T) - 8);
  return {
    cellWidth: Math.min(112, Math.floor((width - 660) / (3 * D)) - gap.hair),
    cellHeight,
    gap: gap.hair,
    rowGap: 8,
    px: numberPx(cellHeight),
  };
};

/** T × T numbers in the right half. */
export const scoreSheet = (T: number): CellSize => ({
  ...headSheet(T, T),
  cellWidth: Math.min(124, Math.floor(690 / T) - 8),
  gap: 8,
});

/** Colours only, small enough that H of them stand side by side, or two one above the other. */
export const smallSheet = (T: number): CellSize => {
  const cell = Math.min(60, Math.floor(260 / T) - 4);
  return { cellWidth: cell, cellHeight: cell, gap: 4, rowGap: 4, px: numberPx(cell) };
};

/** One row of C numbers over the whole width. */
export const wideRow = (C: number): CellSize => ({
  cellWidth: Math.min(160, Math.floor((width - 200) / C) - gap.hair),
  cellHeight: 60,
  gap: gap.hair,
  rowGap: gap.hair,
  px: numberPx(60),
});

/** A fraction of the region for pictures: (0, 0) its middle, (−1, −1) top left, (1, 1) bottom right. */
export const spot = (x: number, y: number) =>
  new Vector2(
    (body.left + body.right) / 2 + (x * width) / 2,
    (body.top + body.bottom) / 2 + (y * height) / 2,
  );

/** The position at which the middle of a grid's cells is at `point`. */
export const centred = (grid: CellGrid, point: Vector2): Vector2 =>
  point.sub(grid.cellsBox().center.mul(grid.scale()));

/** The position at which the left edge of a grid's cells is at `point.x`, their middle at `point.y`. */
export const fromLeft = (grid: CellGrid, point: Vector2): Vector2 =>
  centred(grid, point.addX((grid.cellsBox().width * grid.scale.x()) / 2));

/** Moves to a goal that may itself depend on sizes which change on the way. */
export function* glide(grid: CellGrid, goal: () => Vector2, seconds: number): ThreadGenerator {
  const start = grid.position();
  yield* tween(seconds, (t) => {
    grid.position(Vector2.lerp(start, goal(), easeInOutCubic(t)));
  });
}

/** Cells take another size. */
export function* resize(grid: CellGrid, to: CellSize, seconds: number): ThreadGenerator {
  const from = [
    grid.cellWidth(),
    grid.cellHeight(),
    grid.gap(),
    Math.max(0, grid.rowGap()),
  ] as const;
  const goal = [to.cellWidth, to.cellHeight, to.gap, to.rowGap] as const;
  yield* tween(seconds, (t) => {
    const at = (i: 0 | 1 | 2 | 3) => from[i] + (goal[i] - from[i]) * easeInOutCubic(t);
    grid.cellWidth(at(0)).cellHeight(at(1)).gap(at(2)).rowGap(at(3));
  });
}

/** Height of the middle of what stands beside the tokens. */
export const middle = -0.08;

/** Where query, key and their products stand on the desk beside the matrices. */
export const deskRow = { query: -0.62, key: -0.36, products: 0.02 } as const;

/** More terms of a written-out sum would be too small to read. */
export const mostTerms = 6;

/** Where the rule for shares stands, out of the way of the row in focus. */
export const ruleRow = (focus: number, T: number) => (2 * focus < T ? 0.42 : -0.55);

/** Heights of what is told of the head beside its pattern. */
export const learnedRow = { here: -0.72, share: -0.2, chance: 0.34 } as const;

/** Size of a token's text in a box of this height. */
export const tokenPx = (boxHeight: number) =>
  Math.max(size.least, Math.min(size.token, Math.floor(boxHeight * 0.62)));

/** F numbers as colours, over the same width as C numbers. */
export const hiddenRow = (F: number): CellSize => ({
  ...wideRow(F),
  cellWidth: Math.max(4, Math.floor((width - 200) / F) - gap.hair),
});

const tallSheet = (T: number) => ({
  ...smallSheet(T),
  cellHeight: Math.min(60, Math.floor(390 / T) - 4),
});

/** Colours only, at both ends of the whole block. */
export const slimSheet = (T: number, C: number): CellSize => ({
  ...tallSheet(T),
  cellWidth: Math.max(3, Math.floor(208 / C) - 2),
  gap: 2,
});

/** Colours only, two beside each other with tokens and a word at each row. */
export const pairSheet = (T: number, C: number): CellSize => ({
  ...tallSheet(T),
  cellWidth: Math.max(3, Math.floor(540 / C) - 4),
});

export const plotHeight = 300;

/** Where the middle of the wide sheet of numbers stands: alone, and as one of two. */
export const sheetPlace = spot(0.14, 0);
export const upperSheet = spot(0.14, -0.42);
export const lowerSheet = spot(0.14, 0.6);

/** Where the heads, what they make, and what is added stand. */
export const headsRow = -0.42;
export const madeRow = 0.54;
export const joinedPlace = spot(0.07, madeRow);
export const addedPlace = spot(0.07, -0.48);
export const plusPlace = spot(0.07, -0.04);
export const sumPlace = spot(0.07, -0.15);

/** The rows at the top while one of them is looked at below, and the rule beside them. */
export const topRows = spot(-0.3, -0.48);
export const besideTop = spot(0.64, -0.6);
/** One row below the other. */
export const singleRow = spot(0, 0.08);
export const hiddenPlace = spot(0, 0.46);
export const outPlace = spot(0, 0.84);

/** The whole block, and the two ends of it that are compared. */
export const blockRow = -0.08;
export const inPlace = spot(-0.44, -0.05);
export const outcomePlace = spot(0.42, -0.05);
