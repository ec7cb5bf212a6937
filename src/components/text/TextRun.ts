/**
 * A running text, character by character: parts in colours, and more of it written as a model writes. A space
 * is seen where it is written or coloured; a line end breaks the line.
 */
import { computed, initial, nodeName, signal } from '@motion-canvas/2d';
import {
  BBox,
  Vector2,
  all,
  createSignal,
  tween,
  type SignalValue,
  type SimpleSignal,
  type ThreadGenerator,
} from '@motion-canvas/core';
import { mix } from '../../theme/color';
import { pace } from '../../theme/pace';
import type { Role } from '../../theme/palette';
import { size, type Face } from '../../theme/type';
import type { Anchor } from '../figure/Anchor';
import { stepsBack, textColor } from '../figure/dimmed';
import { Figure, type FigureProps, type Filling, type Sizing } from '../figure/Figure';
import { lettered, type Source } from '../figure/Source';
import type { Span } from '../figure/Span';
import { visibleText } from '../../theme/visibleText';
import { largestThatFits } from '../figure/parts/largestThatFits';
import { baseline, paintText, textWidth } from '../figure/parts/paintText';
import { requireIndex } from '../figure/parts/requireIndex';
import { Shares } from '../figure/parts/Shares';
import { charactersOf, layoutRun, type PlacedCharacter, type RunLayout } from './parts/runLayout';

export interface TextRunProps extends FigureProps {
  text: string;
  face?: SignalValue<Face>;
  px?: SignalValue<number>;
  role?: SignalValue<Role>;
  /** Lines break at this width. */
  width?: SignalValue<number>;
  /** Room for so many lines, however few are written yet. */
  lines?: SignalValue<number>;
  /** Nothing breaks, and a line end is a ¶ among the other characters. */
  oneLine?: boolean;
}

const lineHeight = 1.5;

@nodeName('TextRun')
export class TextRun extends Figure {
  @initial('numbers') @signal() declare public readonly face: SimpleSignal<Face, this>;
  @initial(size.label) @signal() declare public readonly px: SimpleSignal<number, this>;
  @initial('text') @signal() declare public readonly role: SimpleSignal<Role, this>;
  @initial(1200) @signal() declare public readonly width: SimpleSignal<number, this>;
  @initial(1) @signal() declare public readonly lines: SimpleSignal<number, this>;

  private readonly characters = createSignal<readonly string[]>([]);
  private readonly visible: Shares;
  private readonly dimness = new Shares(0);
  private readonly marks = createSignal<ReadonlyMap<Role, Shares>>(new Map());
  /** Spaces that have been written; those of the first text only part its words. */
  private readonly written = new Shares(0);
  private room: Vector2 | null = null;

  public constructor(private readonly options: TextRunProps) {
    super({ ...options, hidden: false });
    this.visible = new Shares(options.hidden ? 0 : 1);
    this.characters(charactersOf(options.text));
  }

  public override extent(): Vector2 {
    const lines = Math.max(this.lines(), this.layout().lines);
    return new Vector2(this.width(), lines * this.px() * lineHeight);
  }

  public override facts(): readonly Source[] {
    return [...super.facts(), lettered('words', [this.text()])];
  }

  /** All that is written. */
  public text(): string {
    return this.characters().join('');
  }

  /** Character after character. */
  public override *reveal(seconds: number = pace.slow): ThreadGenerator {
    yield* this.type(0, seconds);
  }

  public override *hide(seconds: number = pace.quick): ThreadGenerator {
    yield* this.visible.to([this.every()], 0, seconds);
  }

  /** More text at the end, character after character, in a colour if need be. */
  public *write(
    text: string,
    seconds: number = pace.slow,
    role: Role | null = null,
  ): ThreadGenerator {
    const first = this.characters().length;
    const added = charactersOf(text);
    added.forEach((_, k) => this.visible.set(first + k, 0));
    added.forEach((_, k) => this.written.set(first + k, 1));
    this.characters([...this.characters(), ...added]);
    if (role) added.forEach((_, k) => this.markOf(role).set(first + k, 1));
    yield* all(this.stayInRoom(Math.min(seconds, pace.quick)), this.type(first, seconds));
  }

  /** The characters of a part take the colour of a role. */
  public *mark(
    first: number,
    last: number,
    role: Role,
    seconds: number = pace.quick,
  ): ThreadGenerator {
    this.markOf(role);
    const part = this.part(first, last);
    yield* all(
      ...[...this.marks()].map(([name, shares]) =>
        shares.to([part], name === role ? 1 : 0, seconds),
      ),
    );
  }

  /** All but a part step back. */
  public *dimExcept(first: number, last: number, seconds: number = pace.quick): ThreadGenerator {
    const kept = this.part(first, last);
    const others = this.every().filter((i) => !kept.includes(i));
    yield* all(this.dimness.to([others], 1, seconds), this.dimness.to([kept], 0, seconds));
  }

  public *undim(seconds: number = pace.quick): ThreadGenerator {
    yield* this.dimness.to([this.every()], 0, seconds);
  }

  /** Characters of one line, for braces, arrows and wires. */
  public span(first: number, last = first): Span {
    this.part(first, last);
    return { figure: this, box: () => BBox.fromBBoxes(this.boxAt(first), this.boxAt(last)) };
  }

  /** Where a character flies from and to. */
  public anchor(i: number): Anchor {
    this.at(i);
    return {
      position: () => this.onStage(this.boxAt(i).center),
      size: () => this.boxAt(i).size.scale(this.stageScale()),
      text: () => visibleText(this.at(i).text),
      facts: () => this.facts(),
      textShift: () => 0,
      px: () => this.px() * this.stageScale(),
      face: this.face(),
      color: () => this.inkOf(i),
      fill: () => '',
      show: (_box, shown) => this.visible.set(i, shown),
      shown: () => ({ box: 0, text: this.visible.get(i) }),
    };
  }

  /** Of the first line. */
  public override textLine(): number {
    return this.lineAt(0) + baseline * this.px();
  }

  protected override fitTo(room: Vector2, { most = {} }: Filling) {
    this.width(room.x);
    this.room = room;
    this.fitLetters(most.px ?? size.large);
  }

  /** What fits only below the smallest type is set so small all the same: in its room, where the stage lint finds it. */
  private fitLetters(most: number) {
    largestThatFits(size.small, most, this.px, () => this.fits());
    if (!this.fits()) largestThatFits(1, size.small, this.px, () => this.fits());
  }

  private fits(): boolean {
    const { characters } = this.layout();
    const right = Math.max(0, ...characters.map(({ x, width }) => x + width));
    const inside = this.options.oneLine !== true || right <= this.width();
    return inside && (this.room === null || this.extent().y <= this.room.y);
  }

  /** Letters shrink where what has been written is too much for the room that was filled. */
  private *stayInRoom(seconds: number): ThreadGenerator {
    const before = this.px();
    if (this.room === null || this.fits()) return;
    this.fitLetters(before);
    const after = this.px();
    this.px(before);
    yield* this.px(after, seconds);
  }

  protected override sizings(): readonly Sizing[] {
    return [this.px, this.width];
  }

  protected override paint(context: CanvasRenderingContext2D) {
    const alpha = context.globalAlpha;
    this.layout().characters.forEach(({ text }, i) => {
      context.globalAlpha = alpha * this.visible.get(i) * (text === ' ' ? this.spaceSeen(i) : 1);
      if (context.globalAlpha <= 0) return;
      const { x, y } = this.boxAt(i).center;
      const style = { face: this.face(), px: this.px(), color: this.inkOf(i) };
      paintText(context, visibleText(text), x, y, style);
    });
    context.globalAlpha = alpha;
  }

  /** One by one at an even pace. */
  private *type(first: number, seconds: number): ThreadGenerator {
    const last = this.characters().length;
    const come = (upTo: number) => {
      for (let i = first; i < last; i++) {
        this.visible.set(i, Math.min(1, Math.max(this.visible.get(i), upTo - i)));
      }
    };
    if (seconds > 0) yield* tween(seconds, (t) => come(first + (last - first) * t));
    come(last);
  }

  /** 0…1, as its part of the text is coloured. */
  private spaceSeen(i: number): number {
    const marked = [...this.marks().values()].reduce((sum, shares) => sum + shares.get(i), 0);
    return Math.min(1, this.written.get(i) + marked);
  }

  private inkOf(i: number): string {
    const { text } = this.at(i);
    let color = this.color(text.trim() === '' ? 'muted' : this.role());
    for (const [role, shares] of this.marks()) color = mix(color, this.color(role), shares.get(i));
    return textColor(this.palette, color, 1 - (1 - stepsBack) * this.dimness.get(i));
  }

  private markOf(role: Role): Shares {
    const shares = this.marks().get(role) ?? new Shares(0);
    this.marks(new Map([...this.marks(), [role, shares]]));
    return shares;
  }

  private boxAt(i: number): BBox {
    const { x, width, line } = this.at(i);
    const height = this.px() * lineHeight;
    return new BBox(x - this.width() / 2, this.lineAt(line) - height / 2, width, height);
  }

  private lineAt(line: number): number {
    return (line + 0.5) * this.px() * lineHeight - this.extent().y / 2;
  }

  @computed()
  private layout(): RunLayout {
    const widthOf = (text: string) => textWidth(visibleText(text), this.face(), this.px());
    return layoutRun(this.characters(), widthOf, {
      width: this.options.oneLine ? Infinity : this.width(),
      hangs: (i) => this.spaceSeen(i) === 0,
      breaks: !this.options.oneLine,
    });
  }

  private every(): number[] {
    return this.characters().map((_, i) => i);
  }

  private part(first: number, last: number): number[] {
    this.at(first);
    this.at(last);
    return this.every().filter((i) => i >= first && i <= last);
  }

  private at(i: number): PlacedCharacter {
    const { characters } = this.layout();
    requireIndex('character', i, characters.length, 'the text');
    return characters[i] as PlacedCharacter;
  }
}
