/** The columns of a table: what they show, how wide they are, where they begin and end. */
import { createSignal, type SimpleSignal } from '@motion-canvas/core';
import { formatNumber } from '../../../theme/formatNumber';
import { gap } from '../../../theme/layout';
import type { Role } from '../../../theme/palette';
import { size, type Face } from '../../../theme/type';
import { visibleText } from '../../../theme/visibleText';
import { textWidth } from '../../figure/parts/paintText';
import { wordsWidth } from '../../text/parts/paintWords';
import type { Cell, Row } from './tableRows';

export interface TableColumn {
  /** As `Words` takes it. */
  readonly header?: string;
  /** Colours the header, and bars; `tinted` the numbers too. */
  readonly role?: Role;
  readonly tinted?: boolean;
  readonly decimals?: number;
  /** A bar carries its number at its end; words are left-aligned; a token's blanks are seen. */
  readonly as?: 'number' | 'words' | 'token' | 'bar';
  /** Words are set in the face for words unless told otherwise. */
  readonly face?: Face;
  /** At least this wide; the longest bar is this long. */
  readonly width?: number;
}

export interface Span {
  readonly left: number;
  readonly right: number;
}

/** Left and right of the first and the last column, inside the band that highlights a row. */
export const tablePadding = 32;
const defaultBar = 240;
/** The size at which texts are measured. */
const measured = 100;

export class TableLayout {
  /** Of the widest text that each column has held, in em. */
  private readonly widest: SimpleSignal<readonly number[]>;

  public constructor(
    public readonly columns: readonly TableColumn[],
    private readonly px: () => number,
    private readonly columnGap: () => number,
  ) {
    this.widest = createSignal<readonly number[]>(columns.map(() => 0));
  }

  public get width(): number {
    const gaps = this.columnGap() * Math.max(0, this.columns.length - 1);
    return this.widths().reduce((sum, width) => sum + width, gaps) + 2 * tablePadding;
  }

  public get hasHeaders(): boolean {
    return this.columns.some((column) => column.header);
  }

  /** Columns grow to hold these rows and never shrink, so that a changing table stands still. */
  public hold(rows: readonly Row[]) {
    const before = this.widest();
    const widest = this.columns.map((_, j) =>
      rows.reduce((most, row) => {
        const width = textWidth(this.text(row[j] ?? null, j), this.face(j), measured) / measured;
        return Math.max(most, width);
      }, before[j] ?? 0),
    );
    this.widest(widest);
  }

  public span(j: number): Span {
    const before = this.widths()
      .slice(0, j)
      .reduce((sum, w) => sum + w + this.columnGap(), 0);
    const left = -this.width / 2 + tablePadding + before;
    return { left, right: left + (this.widths()[j] ?? 0) };
  }

  /** Numbers stand to the right, words and bars to the left. */
  public isRight(j: number): boolean {
    return (this.columns[j]?.as ?? 'number') === 'number';
  }

  public face(j: number): Face {
    const { as, face } = this.columns[j] ?? {};
    return face ?? (as === 'words' ? 'words' : 'numbers');
  }

  public text(value: Cell, j: number): string {
    if (value === null) return '';
    const { as, decimals = 0 } = this.columns[j] ?? {};
    if (typeof value === 'number') return formatNumber(value, decimals);
    return as === 'token' ? visibleText(value) : value;
  }

  public textWidth(value: Cell, j: number): number {
    return textWidth(this.text(value, j), this.face(j), this.px());
  }

  private widths(): readonly number[] {
    return this.columns.map((column, j) => {
      const widest = (this.widest()[j] ?? 0) * this.px();
      const header = wordsWidth(column.header ?? '', 'words', size.label);
      const content =
        column.as === 'bar' ? this.barLength(j) + gap.small + widest : (column.width ?? 0);
      return Math.max(header, widest, content);
    });
  }

  public barLength(j: number): number {
    return this.columns[j]?.width ?? defaultBar;
  }
}
