/** A grid of numbers as coloured cells. Plain data in; it has never heard of a tensor. */
import { initial, nodeName, signal } from '@motion-canvas/2d';
import {
  BBox,
  type SignalValue,
  type SimpleSignal,
  type ThreadGenerator,
  type Vector2,
} from '@motion-canvas/core';
import { pace } from '../../theme/pace';
import type { Anchor } from '../figure/Anchor';
import { CellGrid, type CellGridProps } from './CellGrid';
import type { Span } from '../figure/Span';
import type { Lettering } from './parts/gridLettering';
import { markupOf, type LabelTexts } from '../figure/parts/labels';
import { requireIndex } from '../figure/parts/requireIndex';
import { rankError } from '../figure/parts/rankError';
import { requireWords } from '../text/parts/paintWords';

export interface MatrixViewProps extends CellGridProps {
  rowLabels?: SignalValue<LabelTexts>;
  columnLabels?: SignalValue<LabelTexts>;
}

type FirstAndLast = readonly [first: number, last: number];

@nodeName('MatrixView')
export class MatrixView extends CellGrid {
  @initial([]) @signal() declare public readonly rowLabels: SimpleSignal<LabelTexts, this>;
  @initial([]) @signal() declare public readonly columnLabels: SimpleSignal<LabelTexts, this>;

  public constructor(props: MatrixViewProps) {
    super(props);
    requireWords(props.rowLabels, props.columnLabels);
  }

  public *revealRows(seconds: number = pace.slow): ThreadGenerator {
    yield* this.showCells(this.rows(), 1, seconds);
  }

  public *revealColumns(seconds: number = pace.slow): ThreadGenerator {
    yield* this.showCells(this.columns(), 1, seconds);
  }

  public *showRow(i: number, seconds: number = pace.quick): ThreadGenerator {
    yield* this.showCells([this.row(i)], 1, seconds);
  }

  public *hideRow(i: number, seconds: number = pace.quick): ThreadGenerator {
    yield* this.showCells([this.row(i)], 0, seconds);
  }

  /** Row after row. */
  public *showRows(rows: readonly number[], seconds: number = pace.slow): ThreadGenerator {
    yield* this.showCells(
      rows.map((i) => this.row(i)),
      1,
      seconds,
    );
  }

  public *hideRows(rows: readonly number[], seconds: number = pace.quick): ThreadGenerator {
    yield* this.showCells([rows.flatMap((i) => this.row(i))], 0, seconds);
  }

  public *hideColumn(j: number, seconds: number = pace.quick): ThreadGenerator {
    yield* this.showCells([this.column(j)], 0, seconds);
  }

  public *showColumn(j: number, seconds: number = pace.quick): ThreadGenerator {
    yield* this.showCells([this.column(j)], 1, seconds);
  }

  public *showCell(i: number, j: number, seconds: number = pace.quick): ThreadGenerator {
    yield* this.showCells([[this.at(i, j)]], 1, seconds);
  }

  public *hideCell(i: number, j: number, seconds: number = pace.quick): ThreadGenerator {
    yield* this.showCells([[this.at(i, j)]], 0, seconds);
  }

  public *focusCell(i: number, j: number, seconds: number = pace.quick): ThreadGenerator {
    yield* this.focusOn(this.cellBox(this.at(i, j)), seconds);
  }

  public *focusRow(i: number, seconds: number = pace.quick): ThreadGenerator {
    this.row(i);
    yield* this.focusOn(this.layout().row(i), seconds);
  }

  public *focusColumn(j: number, seconds: number = pace.quick): ThreadGenerator {
    this.column(j);
    yield* this.focusOn(this.layout().column(j), seconds);
  }

  /** Dims these rows, and leaves the others as they are. */
  public *dimRows(rows: readonly number[], seconds: number = pace.quick): ThreadGenerator {
    yield* this.dimCells(
      rows.flatMap((i) => this.row(i)),
      seconds,
    );
  }

  public *dimColumns(columns: readonly number[], seconds: number = pace.quick): ThreadGenerator {
    yield* this.dimCells(
      columns.flatMap((j) => this.column(j)),
      seconds,
    );
  }

  /** Dims all cells but those of these rows and columns; what is not given keeps all. */
  public *dimExcept(
    { rows, columns }: { rows?: readonly number[]; columns?: readonly number[] },
    seconds: number = pace.quick,
  ): ThreadGenerator {
    const inRows = rows && new Set(rows.flatMap((i) => this.row(i)));
    const inColumns = columns && new Set(columns.flatMap((j) => this.column(j)));
    yield* this.dimUnless((k) => (inRows?.has(k) ?? true) && (inColumns?.has(k) ?? true), seconds);
  }

  /** Dims all cells but these, each given as its row and column. */
  public *dimExceptCells(
    cells: readonly (readonly [i: number, j: number])[],
    seconds: number = pace.quick,
  ): ThreadGenerator {
    const kept = new Set(cells.map(([i, j]) => this.at(i, j)));
    yield* this.dimUnless((k) => kept.has(k), seconds);
  }

  /** From a first to a last row and column, both with it: for braces and arrows. Not given is all. */
  public span({ rows, columns }: { rows?: FirstAndLast; columns?: FirstAndLast }): Span {
    const [height, width] = this.counts();
    const [top, bottom] = rows ?? [0, height - 1];
    const [left, right] = columns ?? [0, width - 1];
    const first = this.at(top, left);
    const last = this.at(bottom, right);
    return { figure: this, box: () => BBox.fromBBoxes(this.cellBox(first), this.cellBox(last)) };
  }

  /** Centre of a cell, in the figure's own coordinates. */
  public cellAt(i: number, j: number): Vector2 {
    return this.cellBox(this.at(i, j)).center;
  }

  public cellAnchor(i: number, j: number): Anchor {
    return this.anchor(this.at(i, j));
  }

  public rowAnchors(i: number): Anchor[] {
    return this.row(i).map((k) => this.anchor(k));
  }

  public columnAnchors(j: number): Anchor[] {
    return this.column(j).map((k) => this.anchor(k));
  }

  protected override counts(): readonly [number, number] {
    const { shape } = this.values();
    const [rows, columns, ...more] = shape;
    if (rows === undefined || columns === undefined || more.length > 0) {
      throw rankError('MatrixView', 2, this.values());
    }
    return [rows, columns];
  }

  protected override lettering(): Lettering {
    const { dims, shape } = this.values();
    const shown = this.dims();
    return {
      title: this.title(),
      role: this.role(),
      rowLabels: markupOf(this.rowLabels()),
      columnLabels: markupOf(this.columnLabels()),
      rowDim: shown ? [dims[0] ?? '', shape[0] ?? 0] : undefined,
      columnDim: shown ? [dims[1] ?? '', shape[1] ?? 0] : undefined,
    };
  }

  private at(i: number, j: number): number {
    const [rows, columns] = this.counts();
    const { of } = this.values();
    return requireIndex('row', i, rows, of) * columns + requireIndex('column', j, columns, of);
  }

  private row(i: number): number[] {
    const [rows, columns] = this.counts();
    requireIndex('row', i, rows, this.values().of);
    return Array.from({ length: columns }, (_, j) => this.at(i, j));
  }

  private column(j: number): number[] {
    const [rows, columns] = this.counts();
    requireIndex('column', j, columns, this.values().of);
    return Array.from({ length: rows }, (_, i) => this.at(i, j));
  }

  private rows(): number[][] {
    return Array.from({ length: this.counts()[0] }, (_, i) => this.row(i));
  }

  private columns(): number[][] {
    return Array.from({ length: this.counts()[1] }, (_, j) => this.column(j));
  }
}
