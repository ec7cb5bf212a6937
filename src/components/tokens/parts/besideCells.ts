/** Where a row or column of tokens stands whose first token lines up with the first cell of a grid. */
import { Vector2 } from '@motion-canvas/core';
import type { Side } from '../../figure/Figure';
import type { CellGrid } from '../../grids/CellGrid';

/** `first` is the middle of the first token in the row's own coordinates, `extent` the row's. */
export function besideCells(
  grid: CellGrid,
  side: Side,
  distance: number,
  { first, extent }: { readonly first: Vector2; readonly extent: Vector2 },
): Vector2 {
  const onStage = (point: Vector2) => point.mul(grid.scale()).add(grid.position());
  const aligned = onStage(grid.cellBox(0).center).sub(first);
  const cells = grid.cellsBox();
  const reach = extent.scale(0.5).add(distance);
  const { x: left, y: top } = onStage(cells.topLeft);
  const { x: right, y: bottom } = onStage(cells.bottomRight);
  return {
    above: new Vector2(aligned.x, top - reach.y),
    below: new Vector2(aligned.x, bottom + reach.y),
    left: new Vector2(left - reach.x, aligned.y),
    right: new Vector2(right + reach.x, aligned.y),
  }[side];
}
