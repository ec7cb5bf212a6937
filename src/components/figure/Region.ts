/**
 * A part of the stage, in stage pixels from its centre: plain data that figures are told to fill.
 *
 *   const [left, right] = stage.body.columns(2, 1);
 *   const [over, under] = right.rows(1, 1);
 */
import { Vector2, type BBox } from '@motion-canvas/core';
import { gap } from '../../theme/layout';
import type { Side } from './Figure';

export interface Edges {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where something stands in its region; `center` unless told otherwise. */
export type Align =
  | 'center'
  | 'left'
  | 'right'
  | 'top'
  | 'bottom'
  | 'top left'
  | 'top right'
  | 'bottom left'
  | 'bottom right';

/** One region for each share. */
type Parts<Shares extends readonly number[]> = { readonly [K in keyof Shares]: Region };

export class Region implements Edges {
  public readonly left: number;
  public readonly right: number;
  public readonly top: number;
  public readonly bottom: number;

  /** `apart` lies between the parts of a split. */
  public constructor(
    { left, right, top, bottom }: Edges,
    private readonly apart: number = gap.wide,
  ) {
    this.left = left;
    this.right = Math.max(left, right);
    this.top = top;
    this.bottom = Math.max(top, bottom);
  }

  public get width(): number {
    return this.right - this.left;
  }

  public get height(): number {
    return this.bottom - this.top;
  }

  public get size(): Vector2 {
    return new Vector2(this.width, this.height);
  }

  public get center(): Vector2 {
    return this.point(0, 0);
  }

  /** (0, 0) is the middle, (−1, −1) top left, (1, 1) bottom right. */
  public point(x: number, y: number): Vector2 {
    return new Vector2(
      this.left + ((1 + x) / 2) * this.width,
      this.top + ((1 + y) / 2) * this.height,
    );
  }

  /** The same region, whose parts lie so far from each other. */
  public spaced(apart: number): Region {
    return new Region(this, apart);
  }

  /** Side by side, as wide as their shares. */
  public columns<const Shares extends readonly number[]>(...shares: Shares): Parts<Shares> {
    return this.split(this.left, this.width, shares, (left, right) => ({ ...this, left, right }));
  }

  /** One under the other, as high as their shares. */
  public rows<const Shares extends readonly number[]>(...shares: Shares): Parts<Shares> {
    return this.split(this.top, this.height, shares, (top, bottom) => ({ ...this, top, bottom }));
  }

  /** The `i`-th of so many equal columns, for as many figures as there happen to be. */
  public column(i: number, count: number): Region {
    return this.columns(...Array.from({ length: count }, () => 1))[i] ?? this;
  }

  /** The `i`-th of so many equal rows. */
  public row(i: number, count: number): Region {
    return this.rows(...Array.from({ length: count }, () => 1))[i] ?? this;
  }

  /** A strip of so many pixels at one side, and the rest. */
  public cut(side: Side, pixels: number): readonly [strip: Region, rest: Region] {
    const inner = pixels + this.apart;
    const sides: Record<Side, readonly [Partial<Edges>, Partial<Edges>]> = {
      above: [{ bottom: this.top + pixels }, { top: this.top + inner }],
      below: [{ top: this.bottom - pixels }, { bottom: this.bottom - inner }],
      left: [{ right: this.left + pixels }, { left: this.left + inner }],
      right: [{ left: this.right - pixels }, { right: this.right - inner }],
    };
    const [strip, rest] = sides[side];
    return [this.with(strip), this.with(rest)];
  }

  /** Smaller by so much at the left and the right, above and below. */
  public inset(x: number, y: number = x): Region {
    const { left, right, top, bottom } = this;
    return this.with({ left: left + x, right: right - x, top: top + y, bottom: bottom - y });
  }

  /** The position at which a figure with this box around its origin stands as it should. */
  public positionOf(box: BBox, align: Align = 'center'): Vector2 {
    const across = align.includes('left') ? -1 : align.includes('right') ? 1 : 0;
    const down = align.includes('top') ? -1 : align.includes('bottom') ? 1 : 0;
    const own = new Vector2(
      box.center.x + (across * box.width) / 2,
      box.center.y + (down * box.height) / 2,
    );
    const { x, y } = this.point(across, down).sub(own);
    return new Vector2(Math.round(x), Math.round(y));
  }

  private with(edges: Partial<Edges>): Region {
    const { left, right, top, bottom } = this;
    return new Region({ left, right, top, bottom, ...edges }, this.apart);
  }

  private split<const Shares extends readonly number[]>(
    start: number,
    length: number,
    shares: Shares,
    edges: (from: number, to: number) => Edges,
  ): Parts<Shares> {
    const total = shares.reduce((a, b) => a + b, 0);
    if (!(total > 0) || shares.some((share) => !(share > 0))) {
      throw new RangeError(`A region is split by shares above 0; got ${shares.join(', ')}`);
    }
    const unit = (length - this.apart * (shares.length - 1)) / total;
    let from = start;
    const parts = shares.map((share) => {
      const part = new Region(edges(from, from + share * unit), this.apart);
      from += share * unit + this.apart;
      return part;
    });
    return parts as unknown as Parts<Shares>;
  }
}
