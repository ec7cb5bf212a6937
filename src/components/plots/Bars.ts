/**
 * Labelled bars with their numbers. Stacked, each begins where the one before ended, down to the total:
 * signed products that add up.
 */
import { computed, initial, nodeName, signal } from '@motion-canvas/2d';
import { BBox, Vector2, all, type SimpleSignal, type ThreadGenerator } from '@motion-canvas/core';
import type { ArrayFact } from '../../lessons/facts';
import { formatNumber } from '../../theme/formatNumber';
import { gap, radius } from '../../theme/layout';
import { pace } from '../../theme/pace';
import type { Role } from '../../theme/palette';
import { mix } from '../../theme/color';
import { size } from '../../theme/type';
import type { Anchor } from '../figure/Anchor';
import { stepsBack, textColor, textFaded } from '../figure/dimmed';
import { Figure, type Filling, type Sizing } from '../figure/Figure';
import { lettered, type Source } from '../figure/Source';
import type { Span } from '../figure/Span';
import { Becoming } from '../figure/parts/Becoming';
import { markupOf } from '../figure/parts/labels';
import { baseline, paintText, textWidth } from '../figure/parts/paintText';
import { paintWords, wordsWidth, requireWords } from '../text/parts/paintWords';
import { requireIndex } from '../figure/parts/requireIndex';
import { Shares } from '../figure/parts/Shares';
import { alongAxis, barsOf, reachOf, type Bar, type Reach } from './parts/barLayout';
import type { BarsProps } from './parts/BarsProps';
import { flipOf } from './parts/flipOf';

export type { BarsProps } from './parts/BarsProps';

/** Of a row's height, and of the letters' size at most. */
const [thick, thickest] = [0.56, 1.6];
/** Share of its growth from which on a bar has its number. */
const grownEnough = 0.7;
const rowShare = 1.85;
/** A row's height where there is room, of the letters' size. */
const rowSize = 2.2;

@nodeName('Bars')
export class Bars extends Figure {
  @signal() declare public readonly values: SimpleSignal<ArrayFact, this>;
  @initial(820) @signal() declare public readonly width: SimpleSignal<number, this>;
  @initial(56) @signal() declare public readonly rowHeight: SimpleSignal<number, this>;
  @initial(size.label) @signal() declare public readonly px: SimpleSignal<number, this>;

  private readonly grown: Shares;
  private readonly dimness = new Shares(0);
  private readonly change: Becoming;
  private readonly first: Reach;

  public constructor(private readonly options: BarsProps) {
    super({ ...options, hidden: false });
    requireWords(this.labels());
    this.grown = new Shares(options.hidden ? 0 : 1);
    this.change = new Becoming('Bars', 1, this.values);
    const { stacked = false, total, full = 0 } = options;
    this.first = reachOf(barsOf(this.values().values, stacked, total?.value), full);
  }

  public override extent(): Vector2 {
    return new Vector2(this.width(), this.count() * this.rowHeight());
  }

  public override facts(): readonly Source[] {
    const total = this.options.total ? [this.options.total] : [];
    const words = lettered('words', [...this.labels(), this.options.unit ?? '']);
    return [...super.facts(), this.change.now, this.change.next, ...total, words];
  }

  /** Bar after bar. */
  public override *reveal(seconds: number = pace.slow): ThreadGenerator {
    yield* this.grown.to(
      this.every().map((i) => [i]),
      1,
      seconds,
    );
  }

  public override *hide(seconds: number = pace.quick): ThreadGenerator {
    yield* this.grown.to([this.every()], 0, seconds);
  }

  /** Counted from the top; the total is the last. */
  public *showBar(i: number, seconds: number = pace.change): ThreadGenerator {
    yield* this.grown.to([[this.at(i)]], 1, seconds);
  }

  public *hideBar(i: number, seconds: number = pace.quick): ThreadGenerator {
    yield* this.grown.to([[this.at(i)]], 0, seconds);
  }

  public *dimExcept(bars: readonly number[], seconds: number = pace.quick): ThreadGenerator {
    const kept = bars.map((i) => this.at(i));
    const others = this.every().filter((i) => !kept.includes(i));
    yield* all(this.dimness.to([others], 1, seconds), this.dimness.to([kept], 0, seconds));
  }

  public *undim(seconds: number = pace.quick): ThreadGenerator {
    yield* this.dimness.to([this.every()], 0, seconds);
  }

  /** Bars grow and shrink to other values; their numbers change as whole values. */
  public *become(next: ArrayFact, seconds: number = pace.change): ThreadGenerator {
    yield* this.change.to(next, seconds);
  }

  /** One row with its label and number: for braces and arrows. */
  public span(first: number, last = first): Span {
    const { x, y } = this.extent();
    const top = this.at(first) * this.rowHeight() - y / 2;
    const height = (this.at(last) - first + 1) * this.rowHeight();
    return { figure: this, box: () => new BBox(-x / 2, top, x, height) };
  }

  /** The number of a bar, to fly from and to. */
  public anchor(i: number): Anchor {
    this.at(i);
    const text = () => this.textsAt(i).at(-1)?.text ?? '';
    return {
      position: () => this.onStage([this.numberLeft(i) + this.widthOf(text()) / 2, this.rowAt(i)]),
      size: () => new Vector2(this.widthOf(text()), this.px()).scale(this.stageScale()),
      text,
      facts: () => this.facts(),
      textShift: () => 0,
      px: () => this.px() * this.stageScale(),
      face: 'numbers',
      color: () => this.color('text'),
      fill: () => '',
      show: (_box, shown) => this.grown.set(i, shown),
      shown: () => ({ box: 0, text: this.grown.get(i) }),
    };
  }

  public override textLine(): number {
    return baseline * this.px();
  }

  protected override fitTo(room: Vector2, { most = {} }: Filling) {
    const row = room.y / Math.max(1, this.count());
    const px = Math.floor(Math.min(most.px ?? size.large, row / rowShare));
    this.px(Math.max(size.small, px));
    this.rowHeight(Math.min(Math.floor(row), most.cellHeight ?? Math.round(this.px() * rowSize)));
    this.width(room.x);
  }

  protected override sizings(): readonly Sizing[] {
    return [this.width, this.rowHeight, this.px];
  }

  protected override paint(context: CanvasRenderingContext2D) {
    const alpha = context.globalAlpha;
    this.every().forEach((i) => {
      context.globalAlpha = alpha;
      if (this.grown.get(i) > 0) this.paintBar(context, i);
    });
    context.globalAlpha = alpha;
  }

  private paintBar(context: CanvasRenderingContext2D, i: number) {
    const alpha = context.globalAlpha;
    const grown = this.grown.get(i);
    const strength = 1 - (1 - stepsBack) * this.dimness.get(i);
    const y = this.rowAt(i);
    const { start, end } = this.endsOf(i);
    const color = mix(this.color(this.roleOf(i)), this.palette.bg, 0.6 * this.dimness.get(i));
    const [left, right] = [Math.min(start, end), Math.max(start, end)];
    const height = Math.min(this.rowHeight() * thick, this.px() * thickest);
    context.fillStyle = color;
    context.beginPath();
    const corner = Math.min(radius.cell, (right - left) / 2);
    context.roundRect(left, y - height / 2, Math.max(2, right - left), height, corner);
    context.fill();
    this.paintZero(context, i);
    const style = { face: 'numbers', px: this.px(), color: this.color('text') } as const;
    context.globalAlpha = alpha * Math.min(1, 2 * grown);
    const label = this.labels()[i] ?? '';
    paintWords(context, this.palette, label, this.labelRight(), y, {
      ...style,
      face: 'words',
      faded: textFaded(strength),
      align: 'right',
    });
    const ink = textColor(this.palette, style.color, strength);
    const come = Math.max(0, (grown - grownEnough) / (1 - grownEnough));
    for (const { text, alpha: seen } of this.textsAt(i)) {
      context.globalAlpha = alpha * come * seen;
      paintText(context, text, this.numberLeft(i), y, { ...style, color: ink, align: 'left' });
    }
  }

  /** The line that bars stand on. */
  private paintZero(context: CanvasRenderingContext2D, i: number) {
    context.fillStyle = this.color('line');
    const height = Math.min(this.rowHeight(), this.px() * rowSize);
    context.fillRect(this.toPixel(0) - 1, this.rowAt(i) - height / 2, 2, height);
  }

  private endsOf(i: number): { readonly start: number; readonly end: number } {
    const { from, to } = this.bars()[i] ?? { from: 0, to: 0 };
    const start = this.toPixel(from);
    return { start, end: start + (this.toPixel(to) - start) * this.grown.get(i) };
  }

  /** Behind the bar where all stand on 0 and none is negative, else under each other. */
  private numberLeft(i: number): number {
    const column = this.width() / 2 - this.numberRoom() + gap.small;
    if (this.options.stacked || this.reach().low < 0) return column;
    return this.endsOf(i).end + gap.small;
  }

  private textsAt(i: number) {
    const unit = this.options.unit ?? '';
    const { total } = this.options;
    const shown =
      i === this.values().values.length && total
        ? [{ text: formatNumber(total.value, total.decimals), alpha: 1 }]
        : flipOf(this.change, i);
    return shown.map(({ text, alpha }) => ({ text: text + unit, alpha }));
  }

  private roleOf(i: number): Role {
    const { role: given } = this.options;
    const role = typeof given === 'function' ? given() : given;
    if (typeof role === 'string') return role;
    const { from, to } = this.bars()[i] ?? { from: 0, to: 0 };
    return role?.[i] ?? (to < from ? 'neg' : 'pos');
  }

  private bars(): readonly Bar[] {
    const { stacked = false, total } = this.options;
    const values = this.values().values.map((_, i) => this.change.valueAt(i));
    return barsOf(values, stacked, total?.value);
  }

  /** The axis holds the first values and grows only where others ask for more. */
  @computed()
  private reach(): Reach {
    const [from, to] = [this.reachFor(this.change.now), this.reachFor(this.change.next)];
    const at = (key: keyof Reach) => from[key] + (to[key] - from[key]) * this.change.share();
    return { low: at('low'), high: at('high') };
  }

  private reachFor({ values }: ArrayFact): Reach {
    const { stacked = false, total } = this.options;
    const { low, high } = this.first;
    return reachOf([{ from: low, to: high }, ...barsOf(values, stacked, total?.value)], 0);
  }

  private toPixel(value: number): number {
    const left = this.labelRight() + gap.small;
    const right = this.width() / 2 - this.numberRoom();
    return left + (right - left) * alongAxis(value, this.reach());
  }

  private labelRight(): number {
    const widest = Math.max(0, ...this.labels().map((l) => wordsWidth(l, 'words', this.px())));
    return -this.width() / 2 + widest;
  }

  private numberRoom(): number {
    const texts = this.every().flatMap((i) => this.textsAt(i).map(({ text }) => text));
    return gap.small + Math.max(0, ...texts.map((text) => this.widthOf(text)));
  }

  private widthOf(text: string): number {
    return textWidth(text, 'numbers', this.px());
  }

  private rowAt(i: number): number {
    return (i + 0.5) * this.rowHeight() - this.extent().y / 2;
  }

  private labels(): readonly string[] {
    const { labels, total, totalLabel = '' } = this.options;
    return [...markupOf(labels), ...(total ? [totalLabel] : [])];
  }

  private count(): number {
    return this.values().values.length + (this.options.total ? 1 : 0);
  }

  private every(): number[] {
    return Array.from({ length: this.count() }, (_, i) => i);
  }

  private at(i: number): number {
    return requireIndex('bar', i, this.count(), this.values().of);
  }
}
