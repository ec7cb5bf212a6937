/**
 * Lines between the tokens of two rows, or over one, as thick as their shares; each can be cut. They
 * follow the rows as these move.
 */
import { initial, nodeName, signal } from '@motion-canvas/2d';
import {
  Vector2,
  all,
  type SignalValue,
  type SimpleSignal,
  type ThreadGenerator,
} from '@motion-canvas/core';
import type { ArrayFact } from '../../lessons/facts';
import { pace } from '../../theme/pace';
import type { Role } from '../../theme/palette';
import { Figure, type FigureProps } from '../figure/Figure';
import type { Span } from '../figure/Span';
import { Becoming } from '../figure/parts/Becoming';
import { boxOf } from '../figure/parts/boxOf';
import { take, type Polyline } from '../figure/parts/polyline';
import { requireIndex } from '../figure/parts/requireIndex';
import { Shares } from '../figure/parts/Shares';
import { paintArrow } from './parts/paintArrow';
import { wirePath, type Sky } from './parts/wirePath';

/** A row of tokens or a vector of cells. */
export interface WireEnds {
  span(i: number): Span;
}

export interface WiresProps extends FigureProps {
  from: WireEnds;
  /** The same as `from`: the wires rise over the row. */
  to: WireEnds;
  /** A row for each end in `from`, a column for each in `to`. */
  shares: SignalValue<ArrayFact>;
  /** The ends stand in columns: wires leave at the right and arrive at the left. */
  sideways?: boolean;
  role?: SignalValue<Role>;
  /** Wires over one row end in an arrow head, each beside the others, on the token that asks. */
  heads?: boolean;
  /** Of a share of 1. */
  thickest?: SignalValue<number>;
  /** How far arcs rise over their row at most, in pixels; 0: as far as they like. */
  highest?: SignalValue<number>;
}

type Pair = readonly [i: number, j: number];

/** Thinner lines would not be seen. */
const thinnest = 1.5;
/** A head is as long as this, or so many times as long as its wire is thick. */
const head = { least: 16, times: 2.2 } as const;
/** Where heads stand, in halves of a token from its middle: the nearest outside. */
const landing = { nearest: 0.85, farthest: 0.5, loop: 0.25 } as const;

@nodeName('Wires')
export class Wires extends Figure {
  @signal() declare public readonly shares: SimpleSignal<ArrayFact, this>;
  @initial('query') @signal() declare public readonly role: SimpleSignal<Role, this>;
  @initial(16) @signal() declare public readonly thickest: SimpleSignal<number, this>;

  @initial(0) @signal() declare public readonly highest: SimpleSignal<number, this>;

  private readonly drawn: Shares;
  private readonly dimness = new Shares(0);
  private readonly opened = new Shares(0);
  private readonly change: Becoming;

  public constructor(private readonly options: WiresProps) {
    super({ ...options, hidden: false });
    this.drawn = new Shares(options.hidden ? 0 : 1);
    this.change = new Becoming('Wires', 2, this.shares);
  }

  public override extent(): Vector2 {
    const points = this.every().flatMap((k) => this.path(k));
    const reach = (axis: 'x' | 'y') => 2 * Math.max(0, ...points.map((p) => Math.abs(p[axis])));
    return new Vector2(reach('x'), reach('y'));
  }

  /** Row after row. */
  public override *reveal(seconds: number = pace.slow): ThreadGenerator {
    const [rows] = this.counts();
    yield* this.drawn.to(
      Array.from({ length: rows }, (_, i) => this.row(i)),
      1,
      seconds,
    );
  }

  public override *hide(seconds: number = pace.quick): ThreadGenerator {
    yield* this.drawn.to([this.every()], 0, seconds);
  }

  /** All wires of one end in `from`. */
  public *showRow(i: number, seconds: number = pace.change): ThreadGenerator {
    yield* this.drawn.to([this.row(i)], 1, seconds);
  }

  public *hideRow(i: number, seconds: number = pace.quick): ThreadGenerator {
    yield* this.drawn.to([this.row(i)], 0, seconds);
  }

  public *showWire(i: number, j: number, seconds: number = pace.change): ThreadGenerator {
    yield* this.drawn.to([[this.at(i, j)]], 1, seconds);
  }

  /** The wire parts in its middle, and both ends draw back. */
  public *cut(i: number, j: number, seconds: number = pace.change): ThreadGenerator {
    yield* this.opened.to([[this.at(i, j)]], 1, seconds);
  }

  public *mend(i: number, j: number, seconds: number = pace.change): ThreadGenerator {
    yield* this.opened.to([[this.at(i, j)]], 0, seconds);
  }

  public *dimExcept(wires: readonly Pair[], seconds: number = pace.quick): ThreadGenerator {
    const kept = wires.map(([i, j]) => this.at(i, j));
    const others = this.every().filter((k) => !kept.includes(k));
    yield* all(this.dimness.to([others], 1, seconds), this.dimness.to([kept], 0, seconds));
  }

  public *undim(seconds: number = pace.quick): ThreadGenerator {
    yield* this.dimness.to([this.every()], 0, seconds);
  }

  /** The wires become as thick as other shares. */
  public *become(next: ArrayFact, seconds: number = pace.change): ThreadGenerator {
    yield* this.change.to(next, seconds);
  }

  /** Wires are as large as the rows that they join. */
  protected override fitTo() {
    // Nothing of its own to grow.
  }

  protected override sizings() {
    return [];
  }

  protected override paint(context: CanvasRenderingContext2D) {
    const alpha = context.globalAlpha;
    const order = this.every().sort((a, b) => this.shareOf(a) - this.shareOf(b));
    for (const k of order) {
      const share = this.shareOf(k);
      const bright = (0.25 + 0.75 * Math.sqrt(share)) * (1 - 0.8 * this.dimness.get(k));
      const seen = Math.min(1, share * 50);
      context.globalAlpha = alpha * bright * seen;
      if (this.drawn.get(k) <= 0 || this.opened.get(k) >= 1 || context.globalAlpha <= 0) continue;
      const width = Math.max(thinnest, this.thickest() * share);
      const length = Math.max(head.least, head.times * width);
      for (const { line, hasHead } of this.linesOf(k)) {
        const style = { color: this.color(this.role()), width, head: hasHead ? length : 0 };
        paintArrow(context, line, style);
      }
    }
    context.globalAlpha = alpha;
  }

  /** Whole, as far as drawn, or both ends of a wire that is cut. */
  private linesOf(k: number): readonly { line: Polyline; hasHead: boolean }[] {
    const path = this.path(k);
    const hasHead = this.options.heads ?? false;
    const opened = this.opened.get(k);
    if (opened <= 0) return [{ line: take(path, this.drawn.get(k)), hasHead }];
    const left = (1 - opened) / 2;
    const arriving = take([...path].reverse(), left);
    return [
      { line: take(path, left), hasHead: false },
      { line: [...arriving].reverse(), hasHead },
    ];
  }

  private path(k: number): Polyline {
    const { from, to } = this.options;
    const [, columns] = this.counts();
    const [i, j] = [Math.floor(k / columns), k % columns];
    const a = boxOf(this, from.span(i));
    const b = boxOf(this, to.span(j));
    if (from === to && this.options.heads) {
      const { nearest, farthest, loop } = landing;
      if (i === j) {
        const box = { ...a, halfWidth: 2 * loop * a.halfWidth };
        return wirePath(box, box, 'over', this.sky());
      }
      const far = (Math.abs(i - j) - 1) / Math.max(1, columns - 2);
      const side = Math.sign(j - i) * a.halfWidth * (nearest + (farthest - nearest) * far);
      return wirePath(b, { ...a, x: a.x + side }, 'over', this.sky());
    }
    const between = this.options.sideways ? 'sideways' : 'nearest';
    return from === to ? wirePath(a, b, 'over', this.sky()) : wirePath(a, b, between);
  }

  private sky(): Sky | undefined {
    if (this.highest() === 0) return undefined;
    const { from, to } = this.options;
    const [first, last] = [boxOf(this, from.span(0)), boxOf(this, to.span(this.counts()[1] - 1))];
    return { widest: Math.abs(last.x - first.x), height: this.highest() };
  }

  private shareOf(k: number): number {
    const share = this.change.valueAt(k);
    return Number.isFinite(share) ? Math.min(1, Math.max(0, share)) : 0;
  }

  private counts(): readonly [rows: number, columns: number] {
    const [rows = 0, columns = 0] = this.shares().shape;
    return [rows, columns];
  }

  private every(): number[] {
    const [rows, columns] = this.counts();
    return Array.from({ length: rows * columns }, (_, k) => k);
  }

  private row(i: number): number[] {
    return Array.from({ length: this.counts()[1] }, (_, j) => this.at(i, j));
  }

  private at(i: number, j: number): number {
    const [rows, columns] = this.counts();
    const of = `the wires of ${this.shares().of}`;
    return requireIndex('row', i, rows, of) * columns + requireIndex('column', j, columns, of);
  }
}
