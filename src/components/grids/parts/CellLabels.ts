/** Figures that line up with the cells of a grid and fill a region together with it. */
import { BBox, Vector2 } from '@motion-canvas/core';
import type { Figure, Side } from '../../figure/Figure';

interface Place {
  readonly side: Side;
  readonly distance: number;
}

export class CellLabels {
  private readonly places = new Map<Figure, Place>();

  public add(label: Figure, side: Side, distance: number) {
    this.places.set(label, { side, distance });
  }

  /** Room that they take beside the cells, and above and below them. */
  public taken(): Vector2 {
    let [x, y] = [0, 0];
    for (const [label, { side, distance }] of this.places) {
      const extent = label.extent();
      if (side === 'left' || side === 'right') x += extent.x + distance;
      else y += extent.y + distance;
    }
    return new Vector2(x, y);
  }

  /** The box around cells and labels. */
  public around({ left, right, top, bottom }: BBox, grid: BBox): BBox {
    const boxes = [...this.places].map(([label, { side, distance }]) => {
      const { x: width, y: height } = label.extent();
      return {
        left: new BBox(left - distance - width, top, width, 0),
        right: new BBox(right + distance, top, width, 0),
        above: new BBox(left, top - distance - height, 0, height),
        below: new BBox(left, bottom + distance, 0, height),
      }[side];
    });
    return BBox.fromBBoxes(grid, ...boxes);
  }
}
