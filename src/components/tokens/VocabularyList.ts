/**
 * A vocabulary: entries under each other, each with its id, as many as find room. A longer list scrolls; a thin line
 * tells where entries between two are left out. Its heading counts all entries.
 */
import { nodeName, signal } from '@motion-canvas/2d';
import {
  BBox,
  Vector2,
  all,
  createSignal,
  easeInOutCubic,
  waitFor,
  type SignalValue,
  type SimpleSignal,
  type ThreadGenerator,
  type TimingFunction,
} from '@motion-canvas/core';
import { mix } from '../../theme/color';
import { gap, radius } from '../../theme/layout';
import { pace } from '../../theme/pace';
import { size } from '../../theme/type';
import { Figure, type FigureProps } from '../figure/Figure';
import { lettered, type Source } from '../figure/Source';
import type { Span } from '../figure/Span';
import { paintText, textWidth } from '../figure/parts/paintText';
import { paintWords, requireWords } from '../text/parts/paintWords';
import { requireIndex } from '../figure/parts/requireIndex';
import { Shares } from '../figure/parts/Shares';
import { paintLetters } from './parts/paintSymbol';

export interface VocabularyEntry {
  /** Its place in the whole vocabulary, from 0. */
  readonly id: number;
  readonly text: string;
}

export interface VocabularyListProps extends FigureProps {
  entries: SignalValue<readonly VocabularyEntry[]>;
  title: string;
  width: number;
  height: number;
  /** How many entries find room. */
  rows: number;
  /** Of the whole vocabulary; without it, the entries that are there are all. */
  size?: number;
  /** Characters that are signs, in the colour of positions. */
  signs?: string;
}

const heading = 60;
/** Of a row's height. */
const lettersShare = 0.58;
const chipShare = 0.86;
/** An entry on its way out of the list has faded after this share of a row. */
const fades = 0.3;

@nodeName('VocabularyList')
export class VocabularyList extends Figure {
  @signal() declare public readonly entries: SimpleSignal<readonly VocabularyEntry[], this>;
  private readonly shown: Shares;
  private readonly lit = new Shares(0);
  private readonly titled: SimpleSignal<number>;
  private readonly top = createSignal(0);
  private readonly clarity = createSignal(1);
  private readonly size: SimpleSignal<number | null>;

  public constructor(private readonly options: VocabularyListProps) {
    super({ ...options, hidden: false });
    requireWords(options.title);
    this.shown = new Shares(options.hidden ? 0 : 1);
    this.titled = createSignal(options.hidden ? 0 : 1);
    this.size = createSignal(options.size ?? null);
  }

  public override extent(): Vector2 {
    return new Vector2(this.options.width, this.options.height);
  }

  public override facts(): readonly Source[] {
    const inside = this.inside().map((i) => this.entryAt(i));
    const ids = inside.map(({ id }) => String(id));
    return [
      ...super.facts(),
      lettered('words', [this.options.title, ...inside.map(({ text }) => this.cut(text).text)]),
      lettered('places', this.count() < 1000 ? [...ids, String(this.count())] : ids),
    ];
  }

  /** The heading, then entry after entry. */
  public override *reveal(seconds: number = pace.slow): ThreadGenerator {
    yield* all(this.titled(1, pace.quick), this.showEntries(this.every(), seconds));
  }

  public override *hide(seconds: number = pace.quick): ThreadGenerator {
    yield* all(this.titled(0, seconds), this.shown.to([this.every()], 0, seconds));
  }

  /** These come one after the other; the list scrolls as far as the last of them asks for. */
  public *showEntries(entries: readonly number[], seconds: number = pace.quick): ThreadGenerator {
    entries.forEach((i) => this.entryAt(i));
    const groups = entries.map((i) => [i]);
    const last = Math.max(0, ...entries);
    const turns = this.shown.to(groups, 1, seconds);
    yield* all(
      this.titled(1, Math.min(seconds, pace.quick)),
      entries.length > 0 ? this.scroll(last, seconds / 2) : waitFor(0),
      turns,
    );
  }

  /** Entries from this one on are taken out again. */
  public *forget(from: number, seconds: number = pace.change): ThreadGenerator {
    const gone = this.every().slice(from);
    yield* all(this.shown.to([gone], 0, seconds), this.lit.to([gone], 0, seconds));
    this.top(0);
  }

  /** As far up or down as it takes to see this entry, and no farther. */
  public *scroll(
    entry: number,
    seconds: number = pace.change,
    timing: TimingFunction = easeInOutCubic,
  ): ThreadGenerator {
    this.entryAt(entry);
    const { rows } = this.options;
    const top = this.top();
    const next = Math.min(Math.max(top, entry - rows + 1), entry);
    if (next !== top) yield* this.top(next, seconds, timing);
  }

  /** These entries are outlined as what was made or is looked up; no others are. */
  public *light(entries: readonly number[], seconds: number = pace.quick): ThreadGenerator {
    entries.forEach((i) => this.entryAt(i));
    const others = this.every().filter((i) => !entries.includes(i) && this.lit.get(i) > 0);
    yield* all(this.lit.to([entries], 1, seconds), this.lit.to([others], 0, seconds));
  }

  /** Another part of a list of this size, or another list of which so many entries are `shown`; from the first entry. */
  public *become(
    entries: readonly VocabularyEntry[],
    { size, shown = entries.length }: { readonly size?: number; readonly shown?: number } = {},
    seconds: number = pace.change,
  ): ThreadGenerator {
    yield* this.clarity(0, seconds / 2);
    const places = [...this.every(), ...entries.keys()];
    for (const i of places) {
      this.shown.set(i, i < shown ? 1 : 0);
      this.lit.set(i, 0);
    }
    this.top(0);
    this.size(size ?? null);
    this.entries(entries);
    yield* all(this.titled(1, seconds / 2), this.clarity(1, seconds / 2));
  }

  /** An entry with its id, for wires and braces. */
  public span(i: number): Span {
    this.entryAt(i);
    const left = -this.options.width / 2;
    const box = () =>
      BBox.fromPoints(this.chipAt(i).bottomRight, new Vector2(left, this.chipAt(i).y));
    return { figure: this, box };
  }

  protected override paint(context: CanvasRenderingContext2D) {
    const alpha = context.globalAlpha;
    const { width, title, height } = this.options;
    context.globalAlpha = alpha * this.titled();
    const line = -height / 2 + heading / 2 - gap.small;
    if (this.titled() > 0) {
      const muted = this.color('muted');
      const style = { face: 'words', px: size.heading, color: muted, align: 'left' } as const;
      const count = new Intl.NumberFormat('en').format(this.count());
      const color = this.color('text');
      paintWords(context, this.palette, title, -width / 2, line, style);
      const number = { ...style, face: 'numbers', color, align: 'right' } as const;
      paintText(context, count, width / 2, line, number);
    }
    for (const i of this.inside()) {
      context.globalAlpha = alpha * this.clarity() * this.shown.get(i) * this.edge(i);
      if (context.globalAlpha > 0) this.paintEntry(context, i);
    }
    context.globalAlpha = alpha;
  }

  private paintEntry(context: CanvasRenderingContext2D, i: number) {
    const { id, text } = this.entryAt(i);
    const before = this.entries()[i - 1];
    const box = this.chipAt(i);
    const px = this.px();
    const lit = this.lit.get(i);
    const { x, y, width, height } = box.expand(-1 - lit / 2);
    const color = this.color('value');
    const end = box.left - gap.normal;
    paintText(context, String(id), end, box.center.y, {
      face: 'numbers',
      px,
      color,
      align: 'right',
    });
    context.beginPath();
    context.roundRect(x, y, width, height, radius.box);
    context.fillStyle = mix(this.color('surface'), this.color('key'), 0.16 * lit);
    context.fill();
    context.lineWidth = 2 + lit;
    context.strokeStyle = mix(this.color('line'), this.color('key'), lit);
    context.stroke();
    const cut = this.cut(text);
    paintLetters(context, cut.text, box, {
      palette: this.palette,
      px: cut.px,
      signs: this.options.signs ?? '',
      signRole: 'position',
      strength: 1,
    });
    if (!before || before.id + 1 === id || this.inside()[0] === i) return;
    context.beginPath();
    context.moveTo(end - this.idWidth(), box.top - (this.rowHeight() - box.height) / 2);
    context.lineTo(box.left, box.top - (this.rowHeight() - box.height) / 2);
    context.lineWidth = 2;
    context.setLineDash([2, 8]);
    context.strokeStyle = this.color('muted');
    context.stroke();
    context.setLineDash([]);
  }

  /** What fits its chip: smaller letters, then fewer. */
  private cut(text: string): { readonly text: string; readonly px: number } {
    const room = this.chipRoom() - gap.normal * 2;
    const px = Math.max(
      size.small,
      Math.min(this.px(), (this.px() * room) / widthOf(text, this.px())),
    );
    const letters = Array.from(text);
    const most = Math.floor(letters.length * (room / widthOf(text, px)));
    return { text: most < letters.length ? `${letters.slice(0, most - 1).join('')}…` : text, px };
  }

  private chipAt(i: number): BBox {
    const { height, width } = this.options;
    const y = -height / 2 + heading + (i - this.top() + 0.5) * this.rowHeight();
    const cut = this.cut(this.entryAt(i).text);
    const own = Math.max(this.rowHeight() * chipShare, widthOf(cut.text, cut.px) + gap.normal * 2);
    const tall = this.rowHeight() * chipShare;
    return new BBox(width / 2 - this.chipRoom(), y - tall / 2, own, tall);
  }

  private chipRoom(): number {
    return this.options.width - this.idWidth() - gap.normal;
  }

  /** Of the longest id. */
  private idWidth(): number {
    return widthOf('00000', this.px());
  }

  private px(): number {
    return Math.min(size.large, Math.round(this.rowHeight() * lettersShare));
  }

  private rowHeight(): number {
    return (this.options.height - heading) / this.options.rows;
  }

  /** Fades where the list ends. */
  private edge(i: number): number {
    const place = i - this.top();
    const out = Math.max(0, -place, place - this.options.rows + 1);
    return Math.max(0, 1 - out / fades);
  }

  /** Entries that can be seen. */
  private inside(): readonly number[] {
    const first = Math.max(0, Math.floor(this.top()));
    return this.every()
      .slice(first, first + this.options.rows + 1)
      .filter((i) => this.shown.get(i) > 0 && this.edge(i) > 0);
  }

  private every(): readonly number[] {
    return [...this.entries().keys()];
  }

  private entryAt(i: number): VocabularyEntry {
    const entries = this.entries();
    return entries[requireIndex('entry', i, entries.length, 'the list')] as VocabularyEntry;
  }

  private count(): number {
    const there = this.entries().filter((_, i) => this.shown.get(i) > 0.5);
    return this.size() ?? there.length;
  }
}

const widthOf = (text: string, px: number) => textWidth(text, 'numbers', px);
