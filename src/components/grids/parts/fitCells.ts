/**
 * Cells that fill a room: as wide and as high as rows and columns allow; narrow cells stand closer
 * together than wide ones, and numbers grow with their cells.
 */
import { Vector2 } from '@motion-canvas/core';
import { size } from '../../../theme/type';
import type { Filling } from '../../figure/Figure';

export interface CellRoom {
  readonly rows: number;
  readonly columns: number;
  /** For the cells alone. */
  readonly room: Vector2;
  /** Between columns and rows, at most. */
  readonly gap: Vector2;
  /** The size at which the widest number fills a cell of this width. */
  readonly widest: (cellWidth: number) => number;
}

export interface CellSizes {
  readonly cell: Vector2;
  readonly gap: Vector2;
  readonly px: number;
}

/** Of the distance from cell to cell, what the gap takes at most. */
const gapShare = 1 / 9;
/** Of a cell's height, what its number may take. */
const inCell = 0.62;
/** Cells and numbers grow no larger unless told to. */
const largest = { cellWidth: 200, cellHeight: 104, px: 40 } as const;

export function fitCells(
  { rows, columns, room, gap, widest }: CellRoom,
  { most = {}, square = false }: Filling,
): CellSizes {
  const [width, left] = along(columns, room.x, gap.x, most.cellWidth ?? largest.cellWidth);
  const [height, above] = along(rows, room.y, gap.y, most.cellHeight ?? largest.cellHeight);
  const side = Math.min(width, height);
  const cell = square ? new Vector2(side, side) : new Vector2(width, height);
  const px = Math.min(most.px ?? largest.px, widest(cell.x), Math.floor(cell.y * inCell));
  return { cell, gap: new Vector2(left, above), px: Math.max(size.small, px) };
}

function along(count: number, room: number, asked: number, most: number) {
  const pitch = room / Math.max(1, count);
  const gap = Math.min(asked, Math.max(1, Math.round(pitch * gapShare)));
  const cell = Math.floor((room + gap) / Math.max(1, count)) - gap;
  return [Math.max(1, Math.min(most, cell)), gap] as const;
}
