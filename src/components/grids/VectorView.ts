/** A vector of numbers as a row or a column of coloured cells. */
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

export interface VectorViewProps extends CellGridProps {
  direction?: SignalValue<'row' | 'column'>;
  labels?: SignalValue<LabelTexts>;
}

@nodeName('VectorView')
export class VectorView extends CellGrid {
  @initial('row') @signal() declare public readonly direction: SimpleSignal<'row' | 'column', this>;
  @initial([]) @signal() declare public readonly labels: SimpleSignal<LabelTexts, this>;

  public constructor(props: VectorViewProps) {
    super(props);
    requireWords(props.labels);
  }

  public *showCell(i: number, seconds: number = pace.quick): ThreadGenerator {
    yield* this.showCells([[this.at(i)]], 1, seconds);
  }

  public *hideCell(i: number, seconds: number = pace.quick): ThreadGenerator {
    yield* this.showCells([[this.at(i)]], 0, seconds);
  }

  public *focusCell(i: number, seconds: number = pace.quick): ThreadGenerator {
    yield* this.focusOn(this.cellBox(this.at(i)), seconds);
  }

  /** The frame around the whole vector. */
  public *focusAll(seconds: number = pace.quick): ThreadGenerator {
    yield* this.focusOn(this.cellsBox(), seconds);
  }

  /** Dims these cells, and leaves the others as they are. */
  public *dimCell(i: number, seconds: number = pace.quick): ThreadGenerator {
    yield* this.dimCells([this.at(i)], seconds);
  }

  public *dimExcept(cells: readonly number[], seconds: number = pace.quick): ThreadGenerator {
    const kept = cells.map((i) => this.at(i));
    yield* this.dimUnless((k) => kept.includes(k), seconds);
  }

  /** From a first to a last cell, both with it: for braces and arrows. */
  public span(first: number, last = first): Span {
    const [from, to] = [this.at(first), this.at(last)];
    return { figure: this, box: () => BBox.fromBBoxes(this.cellBox(from), this.cellBox(to)) };
  }

  /** Centre of a cell, in the figure's own coordinates. */
  public cellAt(i: number): Vector2 {
    return this.cellBox(this.at(i)).center;
  }

  public cellAnchor(i: number): Anchor {
    return this.anchor(this.at(i));
  }

  public anchors(): Anchor[] {
    return this.everyCell().map((k) => this.anchor(k));
  }

  protected override counts(): readonly [number, number] {
    const { shape } = this.values();
    const [count, ...more] = shape;
    if (count === undefined || more.length > 0) throw rankError('VectorView', 1, this.values());
    return this.direction() === 'row' ? [1, count] : [count, 1];
  }

  protected override lettering(): Lettering {
    const { dims, shape } = this.values();
    const size = this.dims() ? ([dims[0] ?? '', shape[0] ?? 0] as const) : undefined;
    const texts = markupOf(this.labels());
    const lies = this.direction() === 'row';
    return {
      title: this.title(),
      role: this.role(),
      rowLabels: lies ? [] : texts,
      columnLabels: lies ? texts : [],
      rowDim: lies ? undefined : size,
      columnDim: lies ? size : undefined,
    };
  }

  private at(i: number): number {
    const [rows, columns] = this.counts();
    return requireIndex('cell', i, rows * columns, this.values().of);
  }
}
