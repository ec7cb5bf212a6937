/** Shares of one side by side in one bar, and a needle that draws among them: a sample. */
import { initial, nodeName, signal } from '@motion-canvas/2d';
import {
  BBox,
  Vector2,
  all,
  createSignal,
  easeInOutCubic,
  type SignalValue,
  type SimpleSignal,
  type ThreadGenerator,
} from '@motion-canvas/core';
import type { ArrayFact, ScalarFact } from '../../lessons/facts';
import { mix } from '../../theme/color';
import { formatNumber } from '../../theme/formatNumber';
import { gap, radius } from '../../theme/layout';
import { pace } from '../../theme/pace';
import type { Role } from '../../theme/palette';
import { ink } from '../../theme/scales';
import { size } from '../../theme/type';
import { Figure, type FigureProps, type Filling, type Sizing } from '../figure/Figure';
import { lettered, type Source } from '../figure/Source';
import type { Span } from '../figure/Span';
import { Becoming } from '../figure/parts/Becoming';
import { markupOf, type LabelTexts } from '../figure/parts/labels';
import { paintText, textWidth } from '../figure/parts/paintText';
import { paintWords, wordsWidth, requireWords } from '../text/parts/paintWords';
import { requireIndex } from '../figure/parts/requireIndex';
import { Shares } from '../figure/parts/Shares';
import { edgeOf, shareAt } from './parts/barLayout';

export interface ShareBarProps extends FigureProps {
  /** Shares in [0, 1], in the order in which they lie. */
  values: SignalValue<ArrayFact>;
  /** Stand inside, where they fit. */
  labels: LabelTexts;
  role?: SignalValue<Role>;
  needleRole?: SignalValue<Role>;
  width?: SignalValue<number>;
  height?: SignalValue<number>;
  px?: SignalValue<number>;
}

const needle = { half: 13, tall: 22 } as const;

@nodeName('ShareBar')
export class ShareBar extends Figure {
  @signal() declare public readonly values: SimpleSignal<ArrayFact, this>;
  @initial('target') @signal() declare public readonly role: SimpleSignal<Role, this>;
  @initial('warning') @signal() declare public readonly needleRole: SimpleSignal<Role, this>;
  @initial(1200) @signal() declare public readonly width: SimpleSignal<number, this>;
  @initial(84) @signal() declare public readonly height: SimpleSignal<number, this>;
  @initial(size.label) @signal() declare public readonly px: SimpleSignal<number, this>;

  private readonly shown: Shares;
  private readonly lit = new Shares(0);
  private readonly drawn = createSignal<ScalarFact | null>(null);
  private readonly fallen = createSignal(0);
  private readonly change: Becoming;

  public constructor(private readonly options: ShareBarProps) {
    super({ ...options, hidden: false });
    requireWords(this.labels());
    this.shown = new Shares(options.hidden ? 0 : 1);
    this.change = new Becoming('ShareBar', 1, this.values);
  }

  /** The bar under the room for needle and number. */
  public override extent(): Vector2 {
    return new Vector2(this.width(), this.height() + this.above());
  }

  public override facts(): readonly Source[] {
    const drawn = this.drawn();
    return [...super.facts(), lettered('words', this.labels()), ...(drawn ? [drawn] : [])];
  }

  /** Share after share. */
  public override *reveal(seconds: number = pace.slow): ThreadGenerator {
    yield* this.shown.to(
      this.every().map((i) => [i]),
      1,
      seconds,
    );
  }

  public override *hide(seconds: number = pace.quick): ThreadGenerator {
    yield* all(this.shown.to([this.every()], 0, seconds), this.fallen(0, seconds));
  }

  /** The needle falls where the number says; the share under it lights up. */
  public *sample(u: ScalarFact, seconds: number = pace.slow): ThreadGenerator {
    this.drawn(u);
    this.fallen(0);
    yield* this.lit.to([this.every()], 0, 0);
    yield* this.fallen(1, seconds * 0.7, easeInOutCubic);
    yield* this.lit.to([[this.hitBy(u)]], 1, seconds * 0.3);
  }

  /** The needle is gone, and no share is lit. */
  public *lift(seconds: number = pace.quick): ThreadGenerator {
    yield* all(this.fallen(0, seconds), this.lit.to([this.every()], 0, seconds));
    this.drawn(null);
  }

  /** The shares become others. */
  public *become(next: ArrayFact, seconds: number = pace.change): ThreadGenerator {
    yield* this.change.to(next, seconds);
  }

  /** The share that a number in [0, 1) falls on. */
  public hitBy(u: ScalarFact): number {
    return shareAt(this.values().values, u.value);
  }

  /** Some shares, for braces and arrows. */
  public span(first: number, last = first): Span {
    const { of, values } = this.values();
    const [from, to] = [first, last].map((i) => requireIndex('share', i, values.length, of)) as [
      number,
      number,
    ];
    return { figure: this, box: () => BBox.fromBBoxes(this.boxAt(from), this.boxAt(to)) };
  }

  protected override fitTo(room: Vector2, { most = {} }: Filling) {
    this.width(room.x);
    this.px(Math.min(most.px ?? size.large, size.large));
    const tallest = most.cellHeight ?? Math.round(this.px() * 2.6);
    this.height(Math.max(size.small, Math.min(tallest, room.y - this.above())));
  }

  protected override sizings(): readonly Sizing[] {
    return [this.width, this.height, this.px];
  }

  protected override paint(context: CanvasRenderingContext2D) {
    const alpha = context.globalAlpha;
    const most = Math.max(0, ...this.every().map((i) => this.lit.get(i)));
    this.every().forEach((i) => {
      context.globalAlpha = alpha * this.shown.get(i);
      if (context.globalAlpha > 0) this.paintShare(context, i, this.lit.get(i), most);
    });
    context.globalAlpha = alpha;
    this.paintNeedle(context);
  }

  private paintShare(context: CanvasRenderingContext2D, i: number, lit: number, most: number) {
    const { x, y, width, height } = this.boxAt(i);
    const tone = i % 2 === 0 ? 0.42 : 0.3;
    const quiet = mix(this.palette.surface, this.color(this.role()), tone * (1 - 0.5 * most));
    const fill = mix(quiet, this.color(this.role()), lit);
    const inner = width - 2 * edgeOf(width);
    context.fillStyle = fill;
    context.beginPath();
    context.roundRect(x + edgeOf(width), y, inner, height, Math.min(radius.cell, inner / 4));
    context.fill();
    const label = this.labels()[i] ?? '';
    const style = { face: 'words', px: this.px() } as const;
    if (wordsWidth(label, style.face, style.px) > inner - gap.small) return;
    paintWords(context, this.palette, label, x + width / 2, y + height / 2, {
      ...style,
      color: ink(this.palette, fill),
    });
  }

  private paintNeedle(context: CanvasRenderingContext2D) {
    const drawn = this.drawn();
    if (!drawn || this.fallen() <= 0) return;
    const top = this.barTop();
    const x = -this.width() / 2 + this.width() * drawn.value;
    const tip = top - (1 - this.fallen()) * gap.wide;
    context.save();
    context.globalAlpha *= Math.min(1, 3 * this.fallen());
    const color = this.color(this.needleRole());
    context.fillStyle = color;
    context.beginPath();
    context.moveTo(x, tip);
    context.lineTo(x - needle.half, tip - needle.tall);
    context.lineTo(x + needle.half, tip - needle.tall);
    context.closePath();
    context.fill();
    context.fillRect(x - 1.5, tip - 1, 3, (this.height() + 1) * this.fallen());
    const text = formatNumber(drawn.value, drawn.decimals);
    const half = textWidth(text, 'numbers', this.px()) / 2;
    const inside = Math.max(-this.width() / 2 + half, Math.min(this.width() / 2 - half, x));
    const style = { face: 'numbers', px: this.px(), color } as const;
    paintText(context, text, inside, tip - needle.tall - gap.hair - this.px() / 2, style);
    context.restore();
  }

  private boxAt(i: number): BBox {
    const before = this.every().slice(0, i);
    const left = before.reduce((sum, j) => sum + this.valueAt(j), 0);
    const start = -this.width() / 2 + this.width() * left;
    return new BBox(start, this.barTop(), this.width() * this.valueAt(i), this.height());
  }

  private valueAt(i: number): number {
    const share = this.change.valueAt(i);
    return Number.isFinite(share) ? Math.max(0, share) : 0;
  }

  private barTop(): number {
    return this.extent().y / 2 - this.height();
  }

  private above(): number {
    return needle.tall + gap.small + this.px();
  }

  private labels(): readonly string[] {
    return markupOf(this.options.labels);
  }

  private every(): number[] {
    return this.values().values.map((_, i) => i);
  }
}
