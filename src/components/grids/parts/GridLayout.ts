/**
 * Where everything of a grid of cells stands, around the origin of the whole:
 *
 *              title
 *              D = 8
 *              column labels
 *   T = 4  row [cells]
 *       labels
 */
import { BBox, Vector2 } from '@motion-canvas/core';
import { gap } from '../../../theme/layout';

export interface GridMeasure {
  readonly rows: number;
  readonly columns: number;
  readonly cell: Vector2;
  /** Between columns, between rows. */
  readonly gap: Vector2;
  /** Widths of what stands left of the cells, outermost first; 0 takes no room. */
  readonly left: readonly number[];
  /** Heights of what stands above the cells, outermost first; 0 takes no room. */
  readonly above: readonly number[];
  /** Width of the title, which may be wider than the cells. */
  readonly titleWidth: number;
}

export class GridLayout {
  public readonly size: Vector2;
  /** Top left corner of the first cell. */
  public readonly corner: Vector2;
  /** Width and height of all cells. */
  public readonly span: Vector2;

  public constructor(private readonly measure: GridMeasure) {
    const { rows, columns, cell, gap: between } = measure;
    this.span = new Vector2(
      Math.max(0, columns * (cell.x + between.x) - between.x),
      Math.max(0, rows * (cell.y + between.y) - between.y),
    );
    const left = taken(measure.left);
    const above = taken(measure.above);
    const overhang = Math.max(0, (measure.titleWidth - this.span.x) / 2);
    const before = Math.max(left, overhang);
    this.size = new Vector2(even(before + this.span.x + overhang), even(above + this.span.y));
    this.corner = new Vector2(
      Math.round(-this.size.x / 2 + before),
      Math.round(-this.size.y / 2 + above),
    );
  }

  /** From cell to cell. */
  public get pitch(): Vector2 {
    return this.measure.cell.add(this.measure.gap);
  }

  /** All cells. */
  public get cells(): BBox {
    return new BBox(this.corner, this.span);
  }

  public cell(row: number, column: number): BBox {
    return this.block(row, column, 1, 1);
  }

  public row(row: number): BBox {
    return this.block(row, 0, 1, this.measure.columns);
  }

  public column(column: number): BBox {
    return this.block(0, column, this.measure.rows, 1);
  }

  public block(row: number, column: number, rows: number, columns: number): BBox {
    const step = this.pitch;
    return new BBox(
      this.corner.add(step.mul(new Vector2(column, row))),
      step.mul(new Vector2(columns, rows)).sub(this.measure.gap),
    );
  }

  /** Right edge of the `i`-th thing left of the cells. */
  public leftOf(i: number): number {
    return this.corner.x - taken(this.measure.left.slice(i + 1)) - gap.small;
  }

  /** Centre line of the `i`-th thing above the cells. */
  public above(i: number): number {
    const own = this.measure.above[i] ?? 0;
    return this.corner.y - taken(this.measure.above.slice(i + 1)) - gap.small - own / 2;
  }
}

/** Room that stands beside the cells takes, with the space between. */
export const taken = (parts: readonly number[]) =>
  parts.reduce((sum, part) => sum + (part > 0 ? part + gap.small : 0), 0);

const even = (x: number) => 2 * Math.ceil(x / 2);
