/**
 * How many of many numbers lie between one power of two and the next. A power of two times all of them slides the columns,
 * their shape unchanged; an edge is where something ends, and what lies below it falls.
 */
import { initial, nodeName, signal } from '@motion-canvas/2d';
import {
  BBox,
  Vector2,
  createSignal,
  easeInOutCubic,
  type SignalValue,
  type SimpleSignal,
  type ThreadGenerator,
} from '@motion-canvas/core';
import type { ArrayFact } from '../../lessons/facts';
import { mix } from '../../theme/color';
import { formatNumber } from '../../theme/formatNumber';
import { gap } from '../../theme/layout';
import { pace } from '../../theme/pace';
import type { Role } from '../../theme/palette';
import { size } from '../../theme/type';
import { Figure, type FigureProps, type Sizing } from '../figure/Figure';
import { rankError } from '../figure/parts/rankError';
import { requireNamed } from '../figure/parts/requireNamed';
import { Shares } from '../figure/parts/Shares';
import { lettered, type Source } from '../figure/Source';
import type { Span } from '../figure/Span';
import { paintLine } from '../marks/parts/paintArrow';
import { paintWords, requireWords } from '../text/parts/paintWords';

export interface Edge {
  readonly name: string;
  readonly at: number;
  /** What lies below it falls. `above`: what lies above is only tinted. */
  readonly side?: 'below' | 'above';
  readonly label: string;
}

export interface PowerHistogramProps extends FigureProps {
  /** One count a column. */
  counts: ArrayFact;
  /** Of these, so many that `showPart` tells apart. */
  part?: ArrayFact;
  /** Exponent of the first column: it begins at 2 to that power. */
  first: number;
  /** Exponents at both ends of the axis. */
  window: readonly [from: number, to: number];
  /** Exponents between two ticks. */
  tickEvery?: number;
  edges?: readonly Edge[];
  role?: SignalValue<Role>;
  /** What is lost, or told apart. */
  partRole?: SignalValue<Role>;
  width?: SignalValue<number>;
  height?: SignalValue<number>;
}

const under = size.label * 1.7;
const label = { face: 'words', px: size.heading } as const;

@nodeName('PowerHistogram')
export class PowerHistogram extends Figure {
  @initial('target') @signal() declare public readonly role: SimpleSignal<Role, this>;
  @initial('warning') @signal() declare public readonly partRole: SimpleSignal<Role, this>;
  @initial(1200) @signal() declare public readonly width: SimpleSignal<number, this>;
  @initial(520) @signal() declare public readonly height: SimpleSignal<number, this>;

  private readonly grown: Shares;
  private readonly parted = new Shares(0);
  private readonly cut = new Shares(0);
  private readonly ground: SimpleSignal<number>;
  /** In powers of two. */
  private readonly slid = createSignal(0);

  public constructor(private readonly options: PowerHistogramProps) {
    super({ ...options, hidden: false });
    const { counts, part = counts, edges = [], hidden } = options;
    const wrong = [counts, part].find(({ shape }) => shape.length !== 1);
    if (wrong) throw rankError('PowerHistogram', 1, wrong);
    requireWords(edges.map((edge) => edge.label));
    this.grown = new Shares(hidden ? 0 : 1);
    this.ground = createSignal(hidden ? 0 : 1);
  }

  public override extent(): Vector2 {
    return new Vector2(this.width(), this.height());
  }

  public override facts(): readonly Source[] {
    const edges = (this.options.edges ?? []).map((edge) => edge.label);
    const ticks = this.ticks().map((exponent) => `2 ${formatNumber(exponent, 0)}`);
    return [...super.facts(), lettered('words', edges), lettered('ticks', ticks)];
  }

  /** The axis, then column after column. */
  public override *reveal(seconds: number = pace.slow): ThreadGenerator {
    const [from, to] = this.options.window;
    const isSeen = (i: number) => this.options.first + i >= from && this.options.first + i < to;
    const [seen, unseen] = [true, false].map((side) =>
      this.every().filter((i) => isSeen(i) === side),
    );
    yield* this.grown.to([unseen ?? []], 1, 0);
    yield* this.ground(1, seconds / 6);
    yield* this.grown.to((seen ?? []).map((i) => [i]), 1, (seconds * 5) / 6); // prettier-ignore
  }

  public override *hide(seconds: number = pace.quick): ThreadGenerator {
    yield* this.ground(0, seconds);
  }

  /** Of each column the part that is told apart, from the smallest exponent to the largest. */
  public *showPart(seconds: number = pace.slow): ThreadGenerator {
    yield* this.parted.to(this.every().map((i) => [i]), 1, seconds); // prettier-ignore
  }

  public *hidePart(seconds: number = pace.quick): ThreadGenerator {
    yield* this.parted.to([this.every()], 0, seconds);
  }

  /** The edge comes down, and what lies below it falls. */
  public *showEdge(name: string, seconds: number = pace.slow): ThreadGenerator {
    yield* this.cut.to([[this.edgeAt(name)]], 1, seconds);
  }

  public *hideEdge(name: string, seconds: number = pace.quick): ThreadGenerator {
    yield* this.cut.to([[this.edgeAt(name)]], 0, seconds);
  }

  /** All numbers times two to this power. */
  public *slideTo(power: number, seconds: number = pace.slow): ThreadGenerator {
    yield* this.slid(power, seconds, easeInOutCubic);
  }

  /** From one power of two to another, on the axis. */
  public span(from: number, to = from): Span {
    const box = () => {
      const left = this.pixelOf(from);
      return new BBox(left, -this.height() / 2, this.pixelOf(to) - left, this.height() - under);
    };
    return { figure: this, box };
  }

  protected override fitTo({ x, y }: Vector2) {
    this.width(x).height(y);
  }

  protected override sizings(): readonly Sizing[] {
    return [this.width, this.height];
  }

  protected override paint(context: CanvasRenderingContext2D) {
    if (this.ground() <= 0) return;
    context.save();
    context.globalAlpha *= this.ground();
    (this.options.edges ?? []).forEach((edge, i) => this.paintEdge(context, edge, this.cut.get(i)));
    for (const i of this.every()) this.paintColumn(context, i);
    const base = this.base();
    const half = this.width() / 2 - gap.hair;
    paintLine(context, [{ x: -half, y: base }, { x: half, y: base }], { color: this.color('line'), width: 3 }); // prettier-ignore
    for (const exponent of this.ticks()) {
      const x = this.pixelOf(exponent);
      const style = { ...label, px: size.small, color: this.color('muted') };
      paintLine(context, [{ x, y: base }, { x, y: base + gap.small }], { color: this.color('line'), width: 3 }); // prettier-ignore
      paintWords(context, this.palette, `$2^{${exponent}}$`, x, base + under * 0.65, style);
    }
    context.restore();
  }

  private paintColumn(context: CanvasRenderingContext2D, i: number) {
    const { counts, part, first } = this.options;
    const exponent = first + i + this.slid();
    const most = Math.max(...counts.values.filter(Number.isFinite), 1);
    const height = ((counts.values[i] ?? 0) / most) * (this.base() + this.height() / 2 - 1.6 * label.px) * this.grown.get(i); // prettier-ignore
    if (!(height > 0)) return;
    const fallen = this.fallen(exponent);
    const [left, right] = [exponent, exponent + 1].map((at) => this.pixelOf(at)) as [number, number]; // prettier-ignore
    if (right > this.width() / 2 + 1 || left < -this.width() / 2 - 1) return;
    const inner = Math.max(1, right - left - Math.min(4, (right - left) / 5));
    const bar = (tall: number, color: string) => {
      context.fillStyle = color;
      context.fillRect(left, this.base() - tall, inner, tall);
    };
    const [color, other] = [this.color(this.role()), this.color(this.partRole())];
    bar(height, mix(color, other, fallen));
    const share = (part?.values[i] ?? 0) / (counts.values[i] ?? 1);
    if (share > 0 && this.parted.get(i) > 0) bar(height * share * this.parted.get(i), other);
  }

  /** Its side is tinted, and named at the top. */
  private paintEdge(context: CanvasRenderingContext2D, edge: Edge, shown: number) {
    if (shown <= 0) return;
    const [x, top, base] = [this.pixelOf(edge.at), -this.height() / 2, this.base()];
    const color = this.color(this.partRole());
    const alpha = context.globalAlpha;
    context.fillStyle = color;
    context.globalAlpha = alpha * 0.12 * shown;
    const above = edge.side === 'above';
    const end = ((above ? 1 : -1) * this.width()) / 2;
    context.fillRect(Math.min(x, end), top, Math.abs(end - x), (base - top) * shown);
    context.globalAlpha = alpha * shown;
    paintLine(
      context,
      [
        { x, y: top },
        { x, y: top + (base - top) * shown },
      ],
      { color, width: 3 },
    );
    const at = x + (above ? gap.small : -gap.small);
    const align = above ? 'left' : 'right';
    paintWords(context, this.palette, edge.label, at, top + size.label * 0.8, { ...label, color, align }); // prettier-ignore
    context.globalAlpha = alpha;
  }

  /** How far a column lies below an edge that is there. */
  private fallen(exponent: number): number {
    const below = (this.options.edges ?? []).map(({ at, side }, i) =>
      side === 'above' ? 0 : this.cut.get(i) * Math.min(1, Math.max(0, at - exponent)),
    );
    return Math.max(0, ...below);
  }

  private ticks(): readonly number[] {
    const { window, tickEvery = 4 } = this.options;
    const [from, to] = window;
    const start = Math.ceil(from / tickEvery) * tickEvery;
    const count = Math.max(0, Math.floor((to - start) / tickEvery) + 1);
    return Array.from({ length: count }, (_, k) => start + k * tickEvery);
  }

  private pixelOf(exponent: number): number {
    const [from, to] = this.options.window;
    return (this.width() - 2 * gap.wide) * ((exponent - from) / (to - from) - 0.5);
  }

  private base(): number {
    return this.height() / 2 - under;
  }

  private every(): number[] {
    return this.options.counts.values.map((_, i) => i);
  }

  private edgeAt(name: string): number {
    const known = this.options.edges ?? [];
    return known.indexOf(requireNamed('an edge of a histogram', name, known));
  }
}
