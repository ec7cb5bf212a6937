/**
 * A vocabulary that grows: the letters it began with, then one numbered row per learned merge, the
 * pair and the symbol that it became. Its heading counts the entries.
 */
import { initial, nodeName, signal } from '@motion-canvas/2d';
import {
  BBox,
  Vector2,
  createSignal,
  type SignalValue,
  type SimpleSignal,
  type ThreadGenerator,
} from '@motion-canvas/core';
import { mix } from '../../theme/color';
import { gap, radius } from '../../theme/layout';
import { pace } from '../../theme/pace';
import { visibleText } from '../../theme/visibleText';
import { size } from '../../theme/type';
import type { Anchor } from '../figure/Anchor';
import { Figure, type FigureProps } from '../figure/Figure';
import { lettered, type Source } from '../figure/Source';
import { paintText, textWidth } from '../figure/parts/paintText';
import { paintWords } from '../text/parts/paintWords';
import { Shares } from '../figure/parts/Shares';

export interface LearnedSymbol {
  readonly left: string;
  readonly right: string;
  readonly token: string;
}

export interface VocabularyListProps extends FigureProps {
  letters: readonly string[];
  merges: readonly LearnedSymbol[];
  title: string;
  /** Over the merges, once there is one. */
  mergesTitle?: string;
  width: number;
  height: number;
  /** Characters that are signs, in a colour of their own. */
  signs?: string;
  /** Share of the heading that is shown. */
  titled?: SignalValue<number>;
}

const px = size.small;
const chipHeight = 40;
const tallest = 50;

@nodeName('VocabularyList')
export class VocabularyList extends Figure {
  @initial(0) @signal() declare public readonly titled: SimpleSignal<number, this>;
  private readonly letters = new Shares(0);
  private readonly pairs = new Shares(0);
  private readonly tokens = new Shares(0);
  private readonly bandPlace = createSignal(0);
  private readonly bandShare = createSignal(0);

  public constructor(private readonly options: VocabularyListProps) {
    super(options);
  }

  public override extent(): Vector2 {
    return new Vector2(this.options.width, this.options.height);
  }

  public override facts(): readonly Source[] {
    const { letters, merges, title, mergesTitle = '' } = this.options;
    const symbols = merges.flatMap(({ left, right, token }) => [left, right, token]);
    const numbers = merges.map((_, i) => String(i + 1));
    return [
      ...super.facts(),
      lettered('words', [title, mergesTitle, ...letters, ...symbols]),
      lettered('places', [...numbers, String(this.entries())]),
    ];
  }

  public *showLetters(seconds: number = pace.slow): ThreadGenerator {
    const groups = this.options.letters.map((_, i) => [i]);
    yield* this.letters.to(groups, 1, seconds);
  }

  /** The number and the pair of a merge; its symbol comes by `tokenAnchor`. */
  public *showPair(i: number, seconds: number = pace.quick): ThreadGenerator {
    yield* this.pairs.to([[i]], 1, seconds);
  }

  /** The band slides behind a merge; `null` takes it away. */
  public *point(i: number | null, seconds: number = pace.quick): ThreadGenerator {
    if (i === null) return yield* this.bandShare(0, seconds);
    if (this.bandShare() === 0) this.bandPlace(i);
    const turn = this.bandPlace(i, seconds);
    if (this.bandShare() < 1) yield this.bandShare(1, Math.min(seconds, pace.quick));
    yield* turn;
  }

  public letterAnchor(i: number): Anchor {
    return this.anchor(this.letterBox(i), this.options.letters[i] ?? '', this.letters, i);
  }

  /** The symbol that a merge made. */
  public tokenAnchor(i: number): Anchor {
    return this.anchor(this.tokenBox(i), this.options.merges[i]?.token ?? '', this.tokens, i);
  }

  protected override paint(context: CanvasRenderingContext2D) {
    const alpha = context.globalAlpha;
    context.globalAlpha = alpha * this.titled();
    if (this.titled() > 0) this.paintTitle(context);
    context.globalAlpha = alpha * this.bandShare();
    if (this.bandShare() > 0) this.paintBand(context);
    this.options.letters.forEach((letter, i) => {
      context.globalAlpha = alpha * this.letters.get(i);
      if (context.globalAlpha > 0) this.paintChip(context, this.letterBox(i), letter);
    });
    context.globalAlpha = alpha * this.pairs.get(0);
    if (context.globalAlpha > 0) this.paintMergesTitle(context);
    this.options.merges.forEach((merge, i) => {
      context.globalAlpha = alpha * this.pairs.get(i);
      if (context.globalAlpha > 0) this.paintPair(context, merge, i);
      context.globalAlpha = alpha * this.tokens.get(i);
      if (context.globalAlpha > 0) this.paintChip(context, this.tokenBox(i), merge.token);
    });
    context.globalAlpha = alpha;
  }

  private paintTitle(context: CanvasRenderingContext2D) {
    const y = this.top() + titleHeight / 2;
    const { width, title } = this.options;
    const style = { px: size.label, color: this.color('muted') } as const;
    paintWords(context, this.palette, title, -width / 2, y, {
      ...style,
      face: 'words',
      align: 'left',
    });
    const count = String(this.entries());
    const color = this.color('text');
    paintText(context, count, width / 2, y, { ...style, color, face: 'numbers', align: 'right' });
  }

  private paintMergesTitle(context: CanvasRenderingContext2D) {
    const { width, mergesTitle = '' } = this.options;
    const y = this.firstRow() - subtitleHeight / 2;
    const style = { face: 'words', px, color: this.color('muted'), align: 'left' } as const;
    paintWords(context, this.palette, mergesTitle, -width / 2, y, style);
  }

  private paintBand(context: CanvasRenderingContext2D) {
    const y = this.rowAt(this.bandPlace());
    const height = this.rowHeight() - gap.hair / 2;
    const { width } = this.options;
    context.beginPath();
    context.roundRect(-width / 2, y - height / 2, width, height, radius.box);
    context.fillStyle = mix(this.color('surface'), this.color('query'), 0.16);
    context.fill();
    context.lineWidth = 3;
    context.strokeStyle = this.color('query');
    context.stroke();
  }

  private paintPair(context: CanvasRenderingContext2D, { left, right }: LearnedSymbol, i: number) {
    const y = this.rowAt(i);
    const start = -this.options.width / 2;
    const muted = { face: 'numbers', px, color: this.color('muted') } as const;
    paintText(context, String(i + 1), start + numberWidth, y, { ...muted, align: 'right' });
    const pair = `${visibleText(left)} ${visibleText(right)}`;
    const end = this.arrowAt() - gap.normal;
    this.paintLetters(context, pair, end - textWidth(pair, 'numbers', px), y, 'muted');
    paintText(context, '→', this.arrowAt(), y, { ...muted, face: 'words' });
  }

  private paintChip(context: CanvasRenderingContext2D, box: BBox, text: string) {
    const { x, y, width, height } = box.expand(-1);
    context.beginPath();
    context.roundRect(x, y, width, height, radius.cell);
    context.fillStyle = this.color('surface');
    context.fill();
    context.lineWidth = 2;
    context.strokeStyle = this.color('line');
    context.stroke();
    const shown = visibleText(text);
    const left = box.center.x - textWidth(shown, 'numbers', px) / 2;
    this.paintLetters(context, shown, left, box.center.y, 'text');
  }

  private paintLetters(
    context: CanvasRenderingContext2D,
    text: string,
    left: number,
    y: number,
    role: 'text' | 'muted',
  ) {
    const signs = this.options.signs ?? '';
    let x = left;
    for (const letter of Array.from(text)) {
      const color = this.color(signs.includes(letter) ? 'position' : role);
      if (letter !== ' ')
        paintText(context, letter, x, y, { face: 'numbers', px, color, align: 'left' });
      x += textWidth(letter, 'numbers', px);
    }
  }

  private anchor(box: BBox, text: string, shares: Shares, i: number): Anchor {
    return {
      position: () => this.onStage(box.center),
      size: () => box.size,
      text: () => visibleText(text),
      facts: () => this.facts(),
      textShift: () => 0,
      px: () => px,
      face: 'numbers',
      color: () => this.color('text'),
      fill: () => this.color('surface'),
      show: (share) => shares.set(i, share),
      shown: () => ({ box: shares.get(i), text: shares.get(i) }),
    };
  }

  private letterBox(i: number): BBox {
    const pitch = this.options.width / Math.max(1, this.options.letters.length);
    const y = this.top() + titleHeight + chipHeight / 2;
    const center = new Vector2(-this.options.width / 2 + (i + 0.5) * pitch, y);
    const size = new Vector2(Math.min(chipHeight, pitch - gap.hair / 2), chipHeight);
    return new BBox(center.sub(size.scale(0.5)), size);
  }

  private tokenBox(i: number): BBox {
    const { token = '' } = this.options.merges[i] ?? {};
    const width = textWidth(token, 'numbers', px) + gap.normal;
    const left = this.arrowAt() + gap.normal;
    const height = Math.min(chipHeight, this.rowHeight() - gap.hair);
    return new BBox(new Vector2(left, this.rowAt(i) - height / 2), new Vector2(width, height));
  }

  /** Pairs end before it, their symbols begin behind it. */
  private arrowAt(): number {
    const widths = this.options.merges.map(({ left, right }) =>
      textWidth(`${left} ${right}`, 'numbers', px),
    );
    const widest = Math.max(0, ...widths);
    return -this.options.width / 2 + numberWidth + gap.normal + widest + gap.normal;
  }

  private rowAt(place: number): number {
    return this.firstRow() + (place + 0.5) * this.rowHeight();
  }

  private firstRow(): number {
    return this.top() + this.headHeight();
  }

  /** Of the letters and the headings. */
  private headHeight(): number {
    const subtitle = this.options.mergesTitle ? subtitleHeight : 0;
    return titleHeight + chipHeight + gap.normal + subtitle;
  }

  private rowHeight(): number {
    const room = this.options.height - this.headHeight();
    return Math.min(tallest, room / Math.max(1, this.options.merges.length));
  }

  private top(): number {
    return -this.options.height / 2;
  }

  private entries(): number {
    const shown = (shares: Shares, items: readonly unknown[]) =>
      items.filter((_, i) => shares.get(i) > 0.5).length;
    return shown(this.letters, this.options.letters) + shown(this.tokens, this.options.merges);
  }
}

const titleHeight = size.label + 20;
const subtitleHeight = 40;
const numberWidth = 44;
