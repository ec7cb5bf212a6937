/**
 * Rows of numbers under coloured headers. Rows appear one by one, move to their new places when the
 * table changes, and one stands out. Digits are tabular and right-aligned.
 */
import { initial, nodeName, signal } from '@motion-canvas/2d';
import {
  Vector2,
  all,
  createSignal,
  sequence,
  type SignalValue,
  type SimpleSignal,
} from '@motion-canvas/core';
import { formatNumber } from '../theme/formatNumber';
import { gap, radius } from '../theme/layout';
import { pace } from '../theme/pace';
import type { Role } from '../theme/palette';
import { size } from '../theme/type';
import { Figure, type FigureProps } from './Figure';
import { paintText, textWidth } from './paintText';
import { keyOf, moves, rowsOf, type Cell, type Row, type Rows } from './tableRows';

export interface TableColumn {
  readonly header?: string;
  /** Colours the header; `tinted` the numbers too. */
  readonly role?: Role;
  readonly tinted?: boolean;
  readonly decimals?: number;
  /** A bar carries its number at its end; words are left-aligned. */
  readonly as?: 'number' | 'words' | 'bar';
  /** At least this wide; the longest bar is this long. */
  readonly width?: number;
}

export interface NumberTableProps extends FigureProps {
  columns: readonly TableColumn[];
  rows: Rows;
  /** The column that tells rows apart when the table changes. Without it a row is its place. */
  keyedBy?: number;
  /** Rows that are visible at first; default all. */
  shown?: number;
  /** Places; rows beyond them wait unseen below. Default: as many as rows. */
  places?: number;
  px?: SignalValue<number>;
  rowHeight?: SignalValue<number>;
  columnGap?: SignalValue<number>;
}

interface TableRow {
  key: string;
  before: Row;
  cells: Row;
  /** From `before` to `cells`. */
  readonly change: SimpleSignal<number>;
  readonly place: SimpleSignal<number>;
  readonly strength: SimpleSignal<number>;
}

const padding = 32;

@nodeName('NumberTable')
export class NumberTable extends Figure {
  @initial(34) @signal() declare public readonly px: SimpleSignal<number, this>;
  @initial(72) @signal() declare public readonly rowHeight: SimpleSignal<number, this>;
  @initial(gap.group) @signal() declare public readonly columnGap: SimpleSignal<number, this>;

  private readonly columns: readonly TableColumn[];
  private readonly keyedBy: number | null;
  private readonly places: number;
  private rows: TableRow[];
  private leaving: TableRow[] = [];
  private readonly band = createSignal(0);
  private readonly bandStrength = createSignal(0);
  private widths: readonly number[] = [];

  public constructor(props: NumberTableProps) {
    super(props);
    const decimals = 'kind' in props.rows ? props.rows.decimals : undefined;
    this.columns = props.columns.map((column) => ({ decimals, ...column }));
    this.keyedBy = props.keyedBy ?? null;
    const rows = rowsOf(props.rows);
    this.places = props.places ?? rows.length;
    const shown = props.shown ?? rows.length;
    this.rows = rows.map((row, i) => this.rowState(row, i, i < shown && i < this.places ? 1 : 0));
    this.widths = this.measure(rows);
  }

  public override extent(): Vector2 {
    const gaps = this.columnGap() * Math.max(0, this.columns.length - 1);
    const width = this.widths.reduce((sum, w) => sum + w, gaps);
    return new Vector2(width + 2 * padding, this.headerHeight() + this.places * this.rowHeight());
  }

  /** Rows come one after the other, from row `from`. */
  public *revealRows(seconds: number = pace.quick, from = 0) {
    const hidden = this.rows.slice(from, this.places);
    yield* sequence(seconds * 0.7, ...hidden.map((row) => row.strength(1, seconds)));
  }

  /** One row comes, or goes faint with a `strength` below 1. */
  public *revealRow(index: number, strength = 1, seconds: number = pace.quick) {
    yield* this.row(index).strength(strength, seconds);
  }

  /** The band moves behind the row at this place; `null` takes it away. */
  public *highlight(place: number | null, seconds: number = pace.quick) {
    if (place === null) return yield* this.bandStrength(0, seconds);
    if (this.bandStrength() === 0) this.band(place);
    yield* all(this.band(place, seconds), this.bandStrength(1, seconds));
  }

  /** One cell takes another value; a number counts towards it. */
  public *write(index: number, column: number, value: Cell, seconds: number = pace.change) {
    const row = this.row(index);
    const cells = row.cells.map((cell, j) => (j === column ? value : cell));
    yield* this.changeRow(row, cells, seconds);
  }

  /** Rows move to their new places, their numbers count on, new rows come and gone ones leave. */
  public *update(next: Rows, seconds: number = pace.slow) {
    const rows = rowsOf(next);
    const keys = rows.map((row, i) => keyOf(row, i, this.keyedBy));
    const before = this.rows;
    const { from, gone } = moves(
      before.map((row) => row.key),
      keys,
    );
    this.leaving = gone.flatMap((i) => before[i] ?? []);
    this.rows = rows.map((row, i) => before[from[i] ?? -1] ?? this.rowState(row, i, 0));
    this.widths = this.measure(rows).map((w, j) => Math.max(w, this.widths[j] ?? 0));
    yield* all(
      ...this.leaving.map((row) => row.strength(0, seconds / 2)),
      ...this.rows.flatMap((row, i) => [
        this.changeRow(row, rows[i] ?? [], seconds),
        row.place(i, seconds),
        row.strength(i < this.places ? 1 : 0, seconds),
      ]),
    );
    this.leaving = [];
  }

  /** The middle of a cell's text, in the table's own coordinates. */
  public cellAt(row: number, column: number): Vector2 {
    const text = this.text(this.rows[row]?.cells[column] ?? null, column);
    const width = this.widthOf(text, column);
    const { left, right } = this.span(column);
    const isRight = (this.columns[column]?.as ?? 'number') === 'number';
    return new Vector2(isRight ? right - width / 2 : left + width / 2, this.middle(row));
  }

  public rowAt(row: number): Vector2 {
    return new Vector2(0, this.middle(row));
  }

  protected override paint(context: CanvasRenderingContext2D) {
    this.paintBand(context);
    this.columns.forEach((column, j) => this.paintHeader(context, column, j));
    for (const row of [...this.leaving, ...this.rows]) {
      if (row.strength() <= 0) continue;
      context.save();
      context.globalAlpha *= row.strength();
      this.columns.forEach((_, j) => this.paintCell(context, row, j));
      context.restore();
    }
  }

  private paintBand(context: CanvasRenderingContext2D) {
    if (this.bandStrength() <= 0) return;
    const { x: width } = this.extent();
    const height = this.rowHeight() - gap.hair;
    context.save();
    context.globalAlpha *= this.bandStrength();
    context.fillStyle = this.color('surface');
    context.beginPath();
    context.roundRect(-width / 2, this.middle(this.band()) - height / 2, width, height, radius.box);
    context.fill();
    context.restore();
  }

  private paintHeader(context: CanvasRenderingContext2D, column: TableColumn, j: number) {
    if (!column.header) return;
    const { left, right } = this.span(j);
    const isRight = (column.as ?? 'number') === 'number';
    const y = -this.extent().y / 2 + this.headerHeight() / 2;
    paintText(context, column.header, isRight ? right : left, y, {
      face: 'words',
      px: size.label,
      align: isRight ? 'right' : 'left',
      color: this.color(column.role ?? 'muted'),
    });
  }

  private paintCell(context: CanvasRenderingContext2D, row: TableRow, j: number) {
    const column = this.columns[j] ?? {};
    const change = row.change();
    const [before, after] = [row.before[j] ?? null, row.cells[j] ?? null];
    const y = this.middle(row.place());
    if (typeof before === 'number' && typeof after === 'number') {
      return this.paintValue(context, column, j, y, before + (after - before) * change);
    }
    const fade = (value: Cell, alpha: number) => {
      context.save();
      context.globalAlpha *= alpha;
      this.paintValue(context, column, j, y, value);
      context.restore();
    };
    if (before === after) return this.paintValue(context, column, j, y, after);
    fade(before, 1 - change);
    fade(after, change);
  }

  private paintValue(
    context: CanvasRenderingContext2D,
    column: TableColumn,
    j: number,
    y: number,
    value: Cell,
  ) {
    const text = this.text(value, j);
    const { left, right } = this.span(j);
    const color = this.color(column.tinted ? (column.role ?? 'text') : 'text');
    const style = { ...this.style(j), color };
    if (column.as === 'words')
      return paintText(context, text, left, y, { ...style, align: 'left' });
    if (column.as !== 'bar')
      return paintText(context, text, right, y, { ...style, align: 'right' });
    if (typeof value !== 'number') return;
    const length = Math.max(4, this.barLength(j) * Math.max(0, value / this.longest(j)) || 0);
    const height = this.rowHeight() * 0.42;
    context.fillStyle = this.color(column.role ?? 'muted');
    context.beginPath();
    context.roundRect(left, y - height / 2, length, height, radius.cell);
    context.fill();
    paintText(context, text, left + length + gap.small, y, { ...style, align: 'left' });
  }

  private *changeRow(row: TableRow, cells: Row, seconds: number) {
    row.before = row.cells;
    row.cells = cells;
    row.change(0);
    yield* row.change(1, seconds);
  }

  private row(index: number): TableRow {
    const row = this.rows[index];
    if (!row) throw new Error(`NumberTable has no row ${index}; it has ${this.rows.length}`);
    return row;
  }

  private rowState(cells: Row, index: number, strength: number): TableRow {
    return {
      key: keyOf(cells, index, this.keyedBy),
      before: cells,
      cells,
      change: createSignal(1),
      place: createSignal(index),
      strength: createSignal(strength),
    };
  }

  private text(value: Cell, j: number): string {
    if (value === null) return '';
    return typeof value === 'string' ? value : formatNumber(value, this.columns[j]?.decimals ?? 0);
  }

  private style(j: number) {
    const face = this.columns[j]?.as === 'words' ? ('words' as const) : ('numbers' as const);
    return { px: this.px(), face };
  }

  private widthOf(text: string, j: number): number {
    const { face, px } = this.style(j);
    return textWidth(text, face, px);
  }

  private measure(rows: readonly Row[]): readonly number[] {
    return this.columns.map((column, j) => {
      const cells = rows.map((row) => this.widthOf(this.text(row[j] ?? null, j), j));
      const header = textWidth(column.header ?? '', 'words', size.label);
      const widest = Math.max(0, ...cells);
      if (column.as === 'bar') return Math.max(header, this.barLength(j) + gap.small + widest);
      return Math.max(header, widest, column.width ?? 0);
    });
  }

  private span(j: number) {
    const before = this.widths.slice(0, j).reduce((sum, w) => sum + w + this.columnGap(), 0);
    const left = -this.extent().x / 2 + padding + before;
    return { left, right: left + (this.widths[j] ?? 0) };
  }

  private middle(place: number): number {
    return -this.extent().y / 2 + this.headerHeight() + (place + 0.5) * this.rowHeight();
  }

  private headerHeight(): number {
    return this.columns.some((column) => column.header) ? this.rowHeight() : 0;
  }

  private barLength(j: number): number {
    return this.columns[j]?.width ?? 240;
  }

  private longest(j: number): number {
    const values = this.rows.map((row) => row.cells[j]).filter((v) => typeof v === 'number');
    return Math.max(0, ...values.filter(Number.isFinite)) || 1;
  }
}
