/**
 * Several figures in one row, their letters and digits on one line, or in one column; in the middle of
 * a region or as `align` says. They keep to it as they grow.
 *
 *   arrange([weights, new Formula({ tex: String.raw`\times` }), values], right);
 */
import { BBox, Vector2 } from '@motion-canvas/core';
import { gap } from '../../theme/layout';
import type { Figure } from './Figure';
import type { Align, Region } from './Region';

export interface Arrangement {
  readonly direction?: 'row' | 'column';
  /** Between figures. */
  readonly apart?: number;
  /** Of the whole in its region. */
  readonly align?: Align;
  /** In a column: which sides are flush. */
  readonly flush?: 'left' | 'center' | 'right';
}

export function arrange(
  figures: readonly Figure[],
  region: Region,
  { direction = 'row', apart = gap.normal, align, flush = 'center' }: Arrangement = {},
) {
  const boxes = () =>
    direction === 'row' ? inRow(figures, apart) : inColumn(figures, apart, flush);
  figures.forEach((figure, i) => {
    figure.position(() => {
      const all = boxes();
      const origin = region.positionOf(BBox.fromBBoxes(...all), align);
      return origin.add(all[i]?.center ?? Vector2.zero);
    });
  });
}

const sizeOf = (figure: Figure) => figure.extent().mul(figure.scale());

/** Text lines at 0. */
function inRow(figures: readonly Figure[], apart: number): BBox[] {
  let left = 0;
  return figures.map((figure) => {
    const size = sizeOf(figure);
    const middle = -figure.textLine() * figure.scale.y();
    const box = new BBox(left, middle - size.y / 2, size.x, size.y);
    left += size.x + apart;
    return box;
  });
}

function inColumn(figures: readonly Figure[], apart: number, flush: 'left' | 'center' | 'right') {
  let top = 0;
  return figures.map((figure) => {
    const size = sizeOf(figure);
    const left = { left: 0, center: -size.x / 2, right: -size.x }[flush];
    const box = new BBox(left, top, size.x, size.y);
    top += size.y + apart;
    return box;
  });
}
