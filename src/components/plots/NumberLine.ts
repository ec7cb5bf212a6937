/**
 * The numbers of a format as ticks on a line, and one that is pushed along it: a push hops as far as it reaches, then the
 * dot stands where the number is after it. The line zooms, to the gaps between its ticks and out again.
 */
import { initial, nodeName, signal } from '@motion-canvas/2d';
import {
  BBox,
  Vector2,
  all,
  createSignal,
  easeInOutCubic,
  easeOutCubic,
  linear,
  type SignalValue,
  type SimpleSignal,
  type ThreadGenerator,
} from '@motion-canvas/core';
import type { ArrayFact } from '../../lessons/facts';
import { mix } from '../../theme/color';
import { formatNumber } from '../../theme/formatNumber';
import { pace } from '../../theme/pace';
import type { Role } from '../../theme/palette';
import { size } from '../../theme/type';
import { Figure, type FigureProps, type Filling, type Sizing } from '../figure/Figure';
import { rankError } from '../figure/parts/rankError';
import { requireIndex } from '../figure/parts/requireIndex';
import { paintText, textWidth } from '../figure/parts/paintText';
import { lettered, standing, type Source } from '../figure/Source';
import type { Span } from '../figure/Span';
import { paintLine } from '../marks/parts/paintArrow';
import { requireWords } from '../text/parts/paintWords';
import {
  dot,
  hopRoom,
  paintHop,
  paintMark,
  paintTicks,
  paintZone,
  type LineBrush,
} from './parts/paintNumberLine';

/** The part of the line that is seen, from its left end to its right. */
export type Window = readonly [from: number, to: number];

export interface NumberLineProps extends FigureProps {
  /** Where the number is at first, and after each push. */
  path: ArrayFact;
  /** How far each push reaches. */
  pushes: ArrayFact;
  /** What numbers there are. */
  ticks: ArrayFact;
  window: Window;
  /** Written over the line. */
  marks?: readonly { readonly at: number; readonly label: string }[];
  /** From where to where all rounds to one of the ticks. */
  zone?: Window;
  role?: SignalValue<Role>;
  width?: SignalValue<number>;
  px?: SignalValue<number>;
}

/** Of a push, the part that leans; the rest settles. */
const leaning = 0.6;
const lineWidth = 5;
/** A mark stands clear of the ends of the line. */
const markRoom = 1.06;

@nodeName('NumberLine')
export class NumberLine extends Figure {
  @initial('text') @signal() declare public readonly role: SimpleSignal<Role, this>;
  @initial(1200) @signal() declare public readonly width: SimpleSignal<number, this>;
  @initial(size.large) @signal() declare public readonly px: SimpleSignal<number, this>;

  /** In pushes. */
  private readonly made = createSignal(0);
  private readonly from: SimpleSignal<number>;
  private readonly to: SimpleSignal<number>;
  private readonly drawn: SimpleSignal<number>;
  private readonly ticked = createSignal(0);
  private readonly marked = createSignal(0);
  private readonly zoned = createSignal(0);

  public constructor(private readonly options: NumberLineProps) {
    super({ ...options, hidden: false });
    requireWords((options.marks ?? []).map(({ label }) => label));
    const { path, pushes, ticks, window, hidden } = options;
    const wrong = [path, pushes, ticks].find(({ shape }) => shape.length !== 1);
    if (wrong) throw rankError('NumberLine', 1, wrong);
    [this.from, this.to] = [createSignal(window[0]), createSignal(window[1])];
    this.drawn = createSignal(hidden ? 0 : 1);
  }

  /** The hops, the line, and the number under it. */
  public override extent(): Vector2 {
    return new Vector2(this.width(), hopRoom + 3 * dot + 1.4 * this.px());
  }

  public override facts(): readonly Source[] {
    const { path, marks = [] } = this.options;
    const number = standing(path.of, [this.numberNow()], path.decimals);
    return [...super.facts(), number, lettered('words', marks.map(({ label }) => label))]; // prettier-ignore
  }

  /** The line from its middle outwards, and its dot. */
  public override *reveal(seconds: number = pace.change): ThreadGenerator {
    yield* this.drawn(1, seconds);
  }

  public override *hide(seconds: number = pace.quick): ThreadGenerator {
    yield* this.drawn(0, seconds);
  }

  public *showTicks(seconds: number = pace.change): ThreadGenerator {
    yield* this.ticked(1, seconds);
  }

  public *hideTicks(seconds: number = pace.quick): ThreadGenerator {
    yield* this.ticked(0, seconds);
  }

  public *showMarks(seconds: number = pace.quick): ThreadGenerator {
    yield* this.marked(1, seconds);
  }

  public *hideMarks(seconds: number = pace.quick): ThreadGenerator {
    yield* this.marked(0, seconds);
  }

  /** On the way the size of the window changes evenly, as eyes see it. */
  public *zoomTo([from, to]: Window, seconds: number = pace.slow * 2): ThreadGenerator {
    yield* all(this.from(from, seconds, easeInOutCubic), this.to(to, seconds, easeInOutCubic));
  }

  /** Push after push, until so many are made; back at once to fewer. */
  public *pushTo(made: number, seconds: number = pace.slow): ThreadGenerator {
    requireIndex('push', made, this.options.path.values.length, this.options.path.of);
    if (made < this.made()) this.made(made);
    yield* this.made(made, seconds, linear);
  }

  /** What rounds to one number is tinted. */
  public *showZone(seconds: number = pace.quick): ThreadGenerator {
    yield* this.zoned(1, seconds);
  }

  public *hideZone(seconds: number = pace.quick): ThreadGenerator {
    yield* this.zoned(0, seconds);
  }

  /** From one number to another, for braces. */
  public span(from: number, to = from): Span {
    const box = () => {
      const [left, right] = [this.pixelOf(Math.min(from, to)), this.pixelOf(Math.max(from, to))];
      return new BBox(left, this.lineAt() - dot, right - left, 2 * dot);
    };
    return { figure: this, box };
  }

  protected override fitTo(room: Vector2, { most = {} }: Filling) {
    this.width(room.x);
    this.px(most.px ?? size.large);
  }

  protected override sizings(): readonly Sizing[] {
    return [this.width, this.px];
  }

  protected override paint(context: CanvasRenderingContext2D) {
    if (this.drawn() <= 0) return;
    context.save();
    context.globalAlpha *= Math.min(1, 2 * this.drawn());
    const brush = {
      context,
      palette: this.palette,
      color: this.color(this.role()),
      y: this.lineAt(),
    };
    const half = (this.width() / 2 - lineWidth) * this.drawn();
    const ends = [-half, half].map((x) => ({ x, y: brush.y }));
    const { ticks, marks = [], zone } = this.options;
    const alpha = context.globalAlpha;
    context.globalAlpha = alpha * this.zoned();
    if (zone && this.zoned() > 0) paintZone(brush, this.pixelOf(zone[0]), this.pixelOf(zone[1]));
    context.globalAlpha = alpha;
    paintLine(context, ends, {
      color: mix(this.palette.line, this.palette.muted, 0.5),
      width: lineWidth,
    });
    const xs = ticks.values.map((tick) => this.pixelOf(tick)).filter((x) => this.isSeen(x));
    if (this.ticked() > 0) paintTicks(brush, xs, this.ticked());
    context.globalAlpha = alpha * this.marked();
    for (const { at, label } of this.marked() > 0 ? marks : []) {
      if (this.isSeen(this.pixelOf(at) * markRoom)) paintMark(brush, this.pixelOf(at), label);
    }
    context.globalAlpha = alpha;
    this.paintPath(brush);
    context.restore();
  }

  /** The hops that were made stay, faint; under the line is what the number is now. */
  private paintPath(brush: LineBrush) {
    const { context, color, y } = brush;
    const { path } = this.options;
    const steps = this.whole();
    const quiet = mix(this.palette.bg, color, 0.5);
    for (let k = 0; k < steps; k++) this.paintPush(brush, k, { share: 1, color: quiet, width: 3 });
    const share = Math.min(1, this.share() / leaning);
    if (this.made() > steps) this.paintPush(brush, steps, { share, color: this.color('text'), width: 5 }); // prettier-ignore
    const x = this.pixelOf(this.valueNow());
    if (!this.isSeen(x)) return;
    context.fillStyle = color;
    context.beginPath();
    context.arc(x, y, dot, 0, 2 * Math.PI);
    context.fill();
    const text = formatNumber(this.numberNow(), path.decimals);
    const most = this.width() / 2 - textWidth(text, 'numbers', this.px()) / 2;
    const at = Math.max(-most, Math.min(most, x));
    paintText(context, text, at, y + 2.4 * dot + this.px() / 2, { face: 'numbers', px: this.px(), color }); // prettier-ignore
  }

  private paintPush(
    brush: LineBrush,
    k: number,
    { share, color, width }: { share: number; color: string; width: number },
  ) {
    // prettier-ignore
    const from = this.options.path.values[k] ?? NaN;
    const to = from + (this.options.pushes.values[k] ?? NaN) * easeOutCubic(share);
    const [start, end] = [this.pixelOf(from), this.pixelOf(to)];
    if (Number.isFinite(start + end) && this.isSeen(end)) paintHop(brush, start, end, color, width); // prettier-ignore
  }

  /** Where the dot is, also on its way. */
  private valueNow(): number {
    const { path, pushes } = this.options;
    const k = this.whole();
    const [before, after = NaN] = [path.values[k] ?? NaN, path.values[k + 1]];
    if (this.made() === k) return before;
    const reached = before + (pushes.values[k] ?? NaN);
    if (this.share() < leaning) return before + (reached - before) * easeOutCubic(this.share() / leaning); // prettier-ignore
    return reached + (after - reached) * easeInOutCubic((this.share() - leaning) / (1 - leaning));
  }

  private numberNow(): number {
    return this.options.path.values[this.whole()] ?? NaN;
  }

  /** Pushes that are made. */
  private whole(): number {
    return Math.floor(this.made());
  }

  private share(): number {
    return this.made() - this.whole();
  }

  private pixelOf(value: number): number {
    return this.width() * ((value - this.from()) / (this.to() - this.from()) - 0.5);
  }

  private isSeen(x: number): boolean {
    return Math.abs(x) <= this.width() / 2 + 1;
  }

  private lineAt(): number {
    return hopRoom - this.extent().y / 2;
  }
}
