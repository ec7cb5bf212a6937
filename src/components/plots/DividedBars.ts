/**
 * Bars with a part of each marked. Divided by its own length, every bar becomes 1 long, and the part is what
 * it is of the whole. Over each bar stands the division, as far as it has been made.
 */
import { initial, nodeName, signal } from '@motion-canvas/2d';
import {
  Vector2,
  createSignal,
  easeInOutCubic,
  tween,
  type SignalValue,
  type SimpleSignal,
  type ThreadGenerator,
} from '@motion-canvas/core';
import type { ScalarFact } from '../../lessons/facts';
import { mix } from '../../theme/color';
import { formatNumber } from '../../theme/formatNumber';
import { gap, radius } from '../../theme/layout';
import { pace } from '../../theme/pace';
import type { Role } from '../../theme/palette';
import { size } from '../../theme/type';
import type { Anchor } from '../figure/Anchor';
import { Figure, type FigureProps, type Filling, type Sizing } from '../figure/Figure';
import { lettered, type Source } from '../figure/Source';
import { requireIndex } from '../figure/parts/requireIndex';
import { paintText, textWidth } from '../figure/parts/paintText';
import { Shares } from '../figure/parts/Shares';
import { paintWords, requireWords, wordsWidth } from '../text/parts/paintWords';

/** One bar: how long it is, how much of that is marked, and the one divided by the other. */
export interface Division {
  readonly whole: ScalarFact;
  readonly part: ScalarFact;
  readonly share: ScalarFact;
}

export interface DividedBarsProps extends FigureProps {
  divisions: readonly Division[];
  labels: readonly string[];
  /** Of the labels. */
  roles: readonly Role[];
  partRole?: Role;
  width?: SignalValue<number>;
  rowHeight?: SignalValue<number>;
  px?: SignalValue<number>;
}

/** Of a row's height. */
const thick = 0.4;
const between = ' ÷ ';
const equals = ' = ';

@nodeName('DividedBars')
export class DividedBars extends Figure {
  @initial(840) @signal() declare public readonly width: SimpleSignal<number, this>;
  @initial(150) @signal() declare public readonly rowHeight: SimpleSignal<number, this>;
  @initial(size.large) @signal() declare public readonly px: SimpleSignal<number, this>;

  private readonly now: SimpleSignal<readonly Division[]>;
  private readonly next = createSignal<readonly Division[] | null>(null);
  private readonly change = createSignal(0);
  private readonly wholes: Shares;
  private readonly parts = new Shares(0);
  private readonly divided = new Shares(0);
  /** The whole that takes all the room before anything is divided. */
  private readonly longest: number;

  public constructor(private readonly options: DividedBarsProps) {
    super({ ...options, hidden: false });
    requireWords(options.labels);
    this.now = createSignal(options.divisions);
    this.wholes = new Shares(options.hidden ? 0 : 1);
    this.longest = Math.max(0, ...options.divisions.map(({ whole }) => finite(whole.value))) || 1;
  }

  public override extent(): Vector2 {
    return new Vector2(this.width(), this.every().length * this.rowHeight());
  }

  public override facts(): readonly Source[] {
    const rows = [...this.now(), ...(this.next() ?? [])];
    const numbers = rows.flatMap(({ whole, part, share }) => [whole, part, share]);
    return [...super.facts(), ...numbers, lettered('words', this.options.labels)];
  }

  /** Bar after bar, with its length. */
  public override *reveal(seconds: number = pace.slow): ThreadGenerator {
    yield* this.wholes.to(this.each(), 1, seconds);
  }

  public override *hide(seconds: number = pace.quick): ThreadGenerator {
    yield* this.wholes.to([this.every()], 0, seconds);
  }

  public *showBar(i: number, seconds: number = pace.change): ThreadGenerator {
    yield* this.wholes.to([[this.at(i)]], 1, seconds);
  }

  /** The part inside each bar, one after the other. */
  public *showParts(seconds: number = pace.slow): ThreadGenerator {
    yield* this.parts.to(this.each(), 1, seconds);
  }

  /** One bar becomes 1 long; its length goes up into the division. */
  public *divide(i: number, seconds: number = pace.slow): ThreadGenerator {
    yield* this.divided.to([[this.at(i)]], 1, seconds);
  }

  /** Other numbers: bars move, their digits give way. */
  public *become(next: readonly Division[], seconds: number = pace.change): ThreadGenerator {
    const { length } = this.now();
    if (next.length < length)
      requireIndex('division', length - 1, next.length, 'the next divisions');
    this.change(0);
    this.next(next);
    yield* tween(seconds, (time) => this.change(easeInOutCubic(time)));
    this.now(next);
    this.next(null);
    this.change(0);
  }

  /** The share, to fly from. */
  public anchor(i: number): Anchor {
    const { whole, part, share } = this.now()[this.at(i)] ?? none;
    const [partText, wholeText, text] = [part, whole, share].map(textOf) as [string, string, string]; // prettier-ignore
    const from = -this.width() / 2 + this.labelRoom();
    const x = () => this.places(from, [partText, between, wholeText, equals]).at(-1) ?? from;
    return {
      position: () => this.onStage([x() + this.widthOf(text) / 2, this.lineAt(i)]),
      size: () => new Vector2(this.widthOf(text), this.px()).scale(this.stageScale()),
      text: () => text,
      facts: () => [share],
      textShift: () => 0,
      px: () => this.px() * this.stageScale(),
      face: 'numbers',
      color: () => this.color(this.options.partRole ?? 'warning'),
      fill: () => '',
      show: () => {},
      shown: () => ({ box: 0, text: this.divided.get(i) }),
    };
  }

  protected override fitTo(room: Vector2, { most = {} }: Filling) {
    this.width(room.x);
    const rows = Math.max(1, this.every().length);
    this.rowHeight(Math.min(most.cellHeight ?? 200, room.y / rows));
    this.px(Math.max(size.small, Math.min(most.px ?? size.large, this.rowHeight() * 0.28)));
  }

  protected override sizings(): readonly Sizing[] {
    return [this.width, this.rowHeight, this.px];
  }

  protected override paint(context: CanvasRenderingContext2D) {
    const alpha = context.globalAlpha;
    for (const i of this.every()) {
      context.globalAlpha = alpha * Math.min(1, 2 * this.wholes.get(i));
      if (context.globalAlpha <= 0) continue;
      this.paintBar(context, i);
      this.paintLine(context, i);
    }
    context.globalAlpha = alpha;
  }

  private paintBar(context: CanvasRenderingContext2D, i: number) {
    const [left, top] = [-this.width() / 2, this.rowTop(i) + this.rowHeight() * (0.9 - thick)];
    const height = this.rowHeight() * thick;
    const length = this.lengthOf(i);
    const part = length * Math.min(1, this.sizeOf(i, 'share')) * this.parts.get(i);
    const ground = mix(this.palette.line, this.palette.muted, 0.35);
    const marked = this.color(this.options.partRole ?? 'warning');
    for (const [width, color] of [
      [length, ground],
      [part, marked],
    ] as const) {
      // prettier-ignore
      context.beginPath();
      context.roundRect(left, top, width, height, Math.min(radius.cell, width / 4));
      context.fillStyle = color;
      if (width > 0) context.fill();
    }
  }

  /** The label, the division, and the length where it is not yet part of it. */
  private paintLine(context: CanvasRenderingContext2D, i: number) {
    const alpha = context.globalAlpha;
    const y = this.lineAt(i);
    const left = -this.width() / 2;
    const label = { face: 'words', px: this.px(), weight: 600, align: 'left' } as const;
    const color = this.color(this.options.roles[i] ?? 'text');
    paintWords(context, this.palette, this.options.labels[i] ?? '', left, y, { ...label, color });
    const next = this.next();
    const shown = next ? Math.abs(2 * this.change() - 1) : 1;
    const { whole, part, share } = (next && this.change() > 0.5 ? next : this.now())[i] ?? none;
    const [divided, marked] = [this.divided.get(i), this.color(this.options.partRole ?? 'warning')];
    const [partText, wholeText, shareText] = [part, whole, share].map(textOf) as [string, string, string]; // prettier-ignore
    const from = left + this.labelRoom();
    const places = this.places(from, [partText, between, wholeText, equals]);
    const write = (text: string, x: number, at: number, ink: string, strength: number) => {
      context.globalAlpha = alpha * shown * Math.max(0, Math.min(1, strength));
      if (context.globalAlpha <= 0) return;
      const style = { face: 'numbers', px: this.px(), color: ink, align: 'left' } as const;
      paintText(context, text, x, at, style);
    };
    const end = left + this.lengthOf(i) + gap.small;
    const middle = this.rowTop(i) + this.rowHeight() * (0.9 - thick / 2);
    // Across first, then up: it passes under the part's digits, not through them.
    const across = Math.min(1, 4 * divided);
    const up = Math.min(1, Math.max(0, 3 * divided - 0.75));
    const way = (at: number, goal: number, share: number) => at + (goal - at) * share;
    const startOfWhole = left + (this.lengthBefore(i) + gap.small);
    write(partText, places[0] ?? 0, y, marked, this.parts.get(i));
    write(between, places[1] ?? 0, y, this.palette.muted, 2 * divided - 1);
    write(wholeText, divided > 0 ? way(startOfWhole, places[2] ?? 0, across) : end, way(middle, y, up), this.palette.text, 2 * this.wholes.get(i) - 1); // prettier-ignore
    write(equals, places[3] ?? 0, y, this.palette.muted, 2 * divided - 1);
    write(shareText, places[4] ?? 0, y, marked, 2 * divided - 1);
    context.globalAlpha = alpha;
  }

  /** In pixels; grown as far as it is shown. */
  private lengthOf(i: number): number {
    const divided = this.divided.get(i);
    const before = this.lengthBefore(i);
    return (before + (this.room() - before) * divided) * this.wholes.get(i);
  }

  private lengthBefore(i: number): number {
    return (this.room() * finite(this.sizeOf(i, 'whole'))) / this.longest;
  }

  /** Of the longest bar: its length stands after it. */
  private room(): number {
    const widths = this.options.divisions.map(({ whole }) => this.widthOf(textOf(whole)));
    return Math.max(1, this.width() - Math.max(0, ...widths) - gap.small);
  }

  /** Between two facts on the way: a length, never a number that is written. */
  private sizeOf(i: number, name: keyof Division): number {
    const from = finite(this.now()[i]?.[name].value ?? 0);
    const to = finite(this.next()?.[i]?.[name].value ?? from);
    return from + (to - from) * this.change();
  }

  private labelRoom(): number {
    const widths = this.options.labels.map((label) => wordsWidth(label, 'words', this.px(), 600));
    return Math.max(0, ...widths) + gap.wide;
  }

  private widthOf(text: string): number {
    return textWidth(text, 'numbers', this.px());
  }

  /** Where each text begins, and where the last one ends. */
  private places(from: number, texts: readonly string[]): number[] {
    return texts.reduce((xs, text) => [...xs, (xs.at(-1) ?? 0) + this.widthOf(text)], [from]);
  }

  /** Of the letters over a bar. */
  private lineAt(i: number): number {
    return this.rowTop(i) + this.rowHeight() * (0.9 - thick) - this.px() * 0.75;
  }

  private rowTop(i: number): number {
    return i * this.rowHeight() - this.extent().y / 2;
  }

  private every(): number[] {
    return this.options.divisions.map((_, i) => i);
  }

  private each(): number[][] {
    return this.every().map((i) => [i]);
  }

  private at(i: number): number {
    return requireIndex('bar', i, this.every().length, 'the divisions');
  }
}

const textOf = ({ value, decimals }: ScalarFact) => formatNumber(value, decimals);

const finite = (value: number) => (Number.isFinite(value) ? Math.max(0, value) : 0);

const nothing: ScalarFact = { kind: 'scalar', of: 'none', value: Number.NaN, decimals: 0 };
const none: Division = { whole: nothing, part: nothing, share: nothing };
