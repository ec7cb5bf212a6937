/**
 * Rows of numbers under coloured headers. Rows appear one by one, move to their new places when the
 * table changes, and one stands out. Digits are tabular and right-aligned.
 */
import { initial, nodeName, signal } from '@motion-canvas/2d';
import {
  Vector2,
  all,
  chain,
  createSignal,
  sequence,
  waitFor,
  type SignalValue,
  type SimpleSignal,
  type ThreadGenerator,
} from '@motion-canvas/core';
import { gap } from '../../theme/layout';
import { pace } from '../../theme/pace';
import type { Role } from '../../theme/palette';
import { size } from '../../theme/type';
import type { Anchor } from '../figure/Anchor';
import { stepsBack, textColor } from '../figure/dimmed';
import { requireIndex } from '../figure/parts/requireIndex';
import { requireWords } from '../text/parts/paintWords';
import { Figure, type FigureProps, type Filling, type Sizing } from '../figure/Figure';
import { largestThatFits } from '../figure/parts/largestThatFits';
import { lettered, standing, type Source } from '../figure/Source';
import { paintBand, paintGround, paintHeaders, paintRow } from './parts/paintTable';
import { TableLayout, type TableColumn } from './parts/TableLayout';

export type { TableColumn } from './parts/TableLayout';
import { TableRow } from './parts/TableRow';
import { keyOf, moves, rowsOf, type Cell, type Rows } from './parts/tableRows';

export interface NumberTableProps extends FigureProps {
  columns: readonly TableColumn[];
  rows: Rows;
  /** The column that tells rows apart when the table changes. Without it a row is its place. */
  keyedBy?: number;
  /** Rows that are visible at first; default all. */
  shown?: number;
  /** Rows that have a place on stage, the others wait unseen. Default: all. */
  places?: number;
  /** Colour of the row that stands out. Without it, it lies on the surface's quiet colour. */
  bandRole?: Role;
  /** The value of a bar of full length; the largest one shown if not given. */
  longestBar?: number;
  px?: SignalValue<number>;
  rowHeight?: SignalValue<number>;
  columnGap?: SignalValue<number>;
}

@nodeName('NumberTable')
export class NumberTable extends Figure {
  @initial(34) @signal() declare public readonly px: SimpleSignal<number, this>;
  @initial(72) @signal() declare public readonly rowHeight: SimpleSignal<number, this>;
  @initial(gap.group) @signal() declare public readonly columnGap: SimpleSignal<number, this>;

  private readonly layout: TableLayout;
  private readonly longestBar: number | undefined;
  private readonly bandRole: Role | null;
  private readonly keyedBy: number | null;
  private readonly places: number;
  private readonly rows = createSignal<readonly TableRow[]>([]);
  private readonly leaving = createSignal<readonly TableRow[]>([]);
  /** Pass over the others on the way to their new places. */
  private readonly passing = createSignal<readonly TableRow[]>([]);
  /** How much of the headers can be seen. */
  private readonly headers = createSignal(1);
  private readonly band = createSignal(0);
  private readonly bandStrength = createSignal(0);

  public constructor(props: NumberTableProps) {
    super({ ...props, hidden: false });
    requireWords(props.columns.map(({ header }) => header));
    const decimals = 'kind' in props.rows ? props.rows.decimals : undefined;
    const columns = props.columns.map((column) => ({ decimals, ...column }));
    this.layout = new TableLayout(columns, this.px, this.columnGap);
    this.longestBar = props.longestBar;
    this.bandRole = props.bandRole ?? null;
    this.keyedBy = props.keyedBy ?? null;
    const rows = rowsOf(props.rows, columns.length);
    this.places = props.places ?? rows.length;
    const shown = props.hidden ? 0 : Math.min(props.shown ?? rows.length, this.places);
    this.headers(props.hidden ? 0 : 1);
    this.rows(rows.map((row, i) => new TableRow(row, i, this.keyedBy, i < shown ? 1 : 0)));
    this.layout.hold(rows);
  }

  public override extent(): Vector2 {
    const lines = this.places + (this.layout.hasHeaders ? 1 : 0);
    return new Vector2(this.layout.width, lines * this.rowHeight());
  }

  public override facts(): readonly Source[] {
    const rows = [...this.rows(), ...this.leaving()].filter((row) => row.strength() > 0);
    const columns = this.layout.columns.map(({ header = '', decimals = 0 }, j) => {
      const cells = rows.flatMap((row) => row.shown(j).map(({ value }) => value));
      const words = cells.filter((cell) => typeof cell === 'string');
      const numbers = cells.filter((cell) => typeof cell === 'number');
      return [
        lettered('words', [header, ...words]),
        standing(`column ${header || j} of the table`, numbers, decimals),
      ];
    });
    return [...super.facts(), ...columns.flat()];
  }

  /** Headers, then row after row. */
  public override *reveal(seconds: number = pace.slow): ThreadGenerator {
    const rows = this.rows().slice(0, this.places);
    const own = seconds / (1 + 0.7 * rows.length);
    const turns = rows.map((row) => row.strength(1, own));
    yield* sequence(0.7 * own, this.headers(1, own), ...turns);
  }

  public override *hide(seconds: number = pace.quick): ThreadGenerator {
    const rows = this.rows().map((row) => row.strength(0, seconds));
    yield* all(this.headers(0, seconds), this.bandStrength(0, seconds), ...rows);
  }

  /** Rows come one after the other, from row `from`. */
  public *revealRows(seconds: number = pace.quick, from = 0) {
    const hidden = this.rows().slice(from, this.places);
    yield* sequence(seconds * 0.7, ...hidden.map((row) => row.strength(1, seconds)));
  }

  public *showRow(index: number, seconds: number = pace.quick) {
    yield* this.row(index).strength(1, seconds);
  }

  public *hideRow(index: number, seconds: number = pace.quick) {
    yield* this.row(index).strength(0, seconds);
  }

  public *dimRows(indices: readonly number[], seconds: number = pace.quick) {
    indices.forEach((index) => this.row(index));
    yield* all(...indices.map((index) => this.dimRow(index, seconds)));
  }

  /** Rows that had stepped back are bright again. */
  public *undim(seconds: number = pace.quick) {
    const dimmed = this.rows().filter((row) => row.strength() > 0);
    yield* all(...dimmed.map((row) => row.strength(1, seconds)));
  }

  /** A row steps back; one that was not there comes as a row that waits for its turn. */
  public *dimRow(index: number, seconds: number = pace.quick) {
    yield* this.row(index).strength(stepsBack, seconds);
  }

  /** The band moves behind the row at this place. */
  public *focusRow(place: number, seconds: number = pace.quick) {
    this.row(place);
    if (this.bandStrength() === 0) this.band(place);
    yield* all(this.band(place, seconds), this.bandStrength(1, seconds));
  }

  public *unfocus(seconds: number = pace.quick) {
    yield* this.bandStrength(0, seconds);
  }

  /** One cell takes another value: the old one goes, the new one comes. */
  public *write(index: number, column: number, value: Cell, seconds: number = pace.change) {
    const row = this.row(index);
    this.column(column);
    const cells = row.now.map((cell, j) => (j === column ? value : cell));
    this.layout.hold([cells]);
    yield* row.become(cells, seconds);
  }

  /** Rows move to their new places, their numbers change, new rows come and gone ones leave. */
  public *update(next: Rows, seconds: number = pace.slow) {
    const rows = rowsOf(next, this.layout.columns.length);
    const keys = rows.map((row, i) => keyOf(row, i, this.keyedBy));
    const before = this.rows();
    const { from, gone, passing } = moves(
      before.map((row) => row.key),
      keys,
    );
    const leaving = gone.flatMap((i) => before[i] ?? []);
    const arrived = rows.map(
      (row, i) => before[from[i] ?? -1] ?? new TableRow(row, i, this.keyedBy, 0),
    );
    this.layout.hold(rows);
    this.leaving(leaving);
    this.rows(arrived);
    this.passing(passing.flatMap((i) => arrived[i] ?? []));
    yield* all(
      ...leaving.map((row) => row.strength(0, seconds / 3)),
      ...arrived.flatMap((row, i) => [
        row.become(rows[i] ?? [], seconds),
        row.place(i, seconds),
        chain(
          waitFor(before.includes(row) ? 0 : seconds / 2),
          row.strength(i < this.places ? 1 : 0, seconds / 2),
        ),
      ]),
    );
    this.leaving([]);
    this.passing([]);
  }

  /** The middle of a cell's text, in the table's own coordinates. */
  public cellAt(row: number, column: number): Vector2 {
    const value = this.row(row).now[this.column(column)] ?? null;
    const half = this.layout.textWidth(value, column) / 2;
    const { left, right } = this.layout.span(column);
    return new Vector2(this.layout.isRight(column) ? right - half : left + half, this.middle(row));
  }

  /** Where numbers fly from and to. `show(0, 0)` empties the cell until a flight fills it. */
  public cellAnchor(index: number, column: number): Anchor {
    const row = this.row(index);
    this.column(column);
    const value = () => row.now[column] ?? null;
    const { role, tinted } = this.layout.columns[column] ?? {};
    const color = () => this.color(tinted && role ? role : 'text');
    return {
      position: () => this.onStage(this.cellAt(this.rows().indexOf(row), column)),
      size: () =>
        new Vector2(this.layout.textWidth(value(), column), this.px()).scale(this.stageScale()),
      text: () => this.layout.text(value(), column),
      facts: () => this.facts(),
      textShift: () => 0,
      px: () => this.px() * this.stageScale(),
      face: this.layout.face(column),
      color: () => textColor(this.palette, color(), row.strength()),
      fill: () => '',
      show: (_box, text) => row.fill(column)(text),
      shown: () => ({ box: 0, text: row.fill(column)() }),
    };
  }

  protected override fitTo(room: Vector2, { most = {} }: Filling) {
    const lines = this.places + (this.layout.hasHeaders ? 1 : 0);
    const tallest = Math.floor(room.y / Math.max(1, lines));
    const px = largestThatFits(size.small, most.px ?? size.large, this.px, () => {
      return this.layout.width <= room.x && this.px() * closestRows <= tallest;
    });
    this.rowHeight(Math.min(tallest, most.cellHeight ?? px * widestRows));
  }

  protected override sizings(): readonly Sizing[] {
    return [this.px, this.rowHeight];
  }

  protected override paint(context: CanvasRenderingContext2D) {
    const brush = { context, palette: this.palette, layout: this.layout, px: this.px() };
    const height = this.rowHeight();
    const band = { y: this.middle(this.band()), height: height - gap.hair, role: this.bandRole };
    paintBand(brush, band, this.bandStrength());
    context.save();
    context.globalAlpha *= this.headers();
    paintHeaders(brush, -this.extent().y / 2 + height / 2);
    context.restore();
    const longest = this.longestBar ?? longestBar(this.rows(), this.layout.columns);
    const passing = this.passing();
    const others = this.rows().filter((row) => !passing.includes(row));
    for (const row of [...this.leaving(), ...others, ...passing.toReversed()]) {
      const y = this.middle(row.place());
      if (passing.includes(row)) paintGround(brush, y, Math.min(height, this.px() * 1.5));
      paintRow(brush, row, y, { height: height * 0.42, longest });
    }
  }

  private column(j: number): number {
    return requireIndex('column', j, this.layout.columns.length, 'the table');
  }

  private row(index: number): TableRow {
    const rows = this.rows();
    return rows[requireIndex('row', index, rows.length, 'the table')] as TableRow;
  }

  private middle(place: number): number {
    const above = this.layout.hasHeaders ? 1 : 0;
    return -this.extent().y / 2 + (above + place + 0.5) * this.rowHeight();
  }
}

/** From row to row, in em. */
const closestRows = 1.5;
const widestRows = 2.1;

/** Lengths of bars can be compared, across columns too. */
function longestBar(rows: readonly TableRow[], columns: readonly TableColumn[]): number {
  const bars = columns.flatMap(({ as }, j) => (as === 'bar' ? [j] : []));
  const values = rows.flatMap((row) => bars.flatMap((j) => row.shown(j).map(({ value }) => value)));
  const lengths = values.filter((v) => typeof v === 'number' && Number.isFinite(v)).map(Number);
  return Math.max(0, ...lengths) || 1;
}
