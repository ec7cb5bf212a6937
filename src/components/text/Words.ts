/**
 * Words on stage: one line, or wrapped to `width`. `{role:text}` colours a part by role.
 * Breaks between words; Chinese between characters, never before closing punctuation.
 */
import { initial, nodeName, signal } from '@motion-canvas/2d';
import { Vector2, type SignalValue, type SimpleSignal } from '@motion-canvas/core';
import type { Role } from '../../theme/palette';
import { font, size, type Face, type Weight } from '../../theme/type';
import { Figure, type FigureProps, type Filling, type Sizing } from '../figure/Figure';
import { largestThatFits } from '../figure/parts/largestThatFits';
import { lettered, type Source } from '../figure/Source';

export interface WordsProps extends FigureProps {
  text?: SignalValue<string>;
  face?: SignalValue<Face>;
  px?: SignalValue<number>;
  weight?: SignalValue<Weight>;
  role?: SignalValue<Role>;
  /** Wraps to this width; 0 keeps one line. */
  width?: SignalValue<number>;
  align?: SignalValue<'left' | 'center' | 'right'>;
}

interface Piece {
  readonly text: string;
  readonly role?: Role;
  readonly width: number;
}
type Line = readonly Piece[];

const lineHeight = 1.36;

/** From the top to the line on which the first line's letters stand. */
const firstLine = (px: number) => px * (lineHeight / 2 + 0.36);

@nodeName('Words')
export class Words extends Figure {
  @initial('') @signal() declare public readonly text: SimpleSignal<string, this>;
  @initial('words') @signal() declare public readonly face: SimpleSignal<Face, this>;
  @initial(size.label) @signal() declare public readonly px: SimpleSignal<number, this>;
  @initial(400) @signal() declare public readonly weight: SimpleSignal<Weight, this>;
  @initial('text') @signal() declare public readonly role: SimpleSignal<Role, this>;
  @initial(0) @signal() declare public readonly width: SimpleSignal<number, this>;
  @initial('center') @signal() declare public readonly align: SimpleSignal<
    'left' | 'center' | 'right',
    this
  >;

  public constructor(props: WordsProps) {
    super(props);
  }

  public override extent(): Vector2 {
    const lines = this.lines();
    const widest = Math.max(0, ...lines.map(lineWidth));
    return new Vector2(widest, lines.length * this.px() * lineHeight);
  }

  /** Of the first line. */
  public override textLine(): number {
    return firstLine(this.px()) - this.extent().y / 2;
  }

  /** Words that wrap take the width of the room. */
  protected override fitTo(room: Vector2, { most = {} }: Filling) {
    if (this.width() > 0) this.width(room.x);
    largestThatFits(size.least, most.px ?? size.large, this.px, () => {
      const { x, y } = this.extent();
      return x <= room.x && y <= room.y;
    });
  }

  protected override sizings(): readonly Sizing[] {
    return [this.px, this.width];
  }

  public override facts(): readonly Source[] {
    return [...super.facts(), lettered('words', [this.text()])];
  }

  protected override paint(context: CanvasRenderingContext2D) {
    const lines = this.lines();
    const { x: width, y: height } = this.extent();
    context.textBaseline = 'alphabetic';
    context.textAlign = 'left';
    lines.forEach((line, i) => {
      const slack = width - lineWidth(line);
      const shift = { left: 0, center: slack / 2, right: slack }[this.align()];
      let x = -width / 2 + shift;
      const y = -height / 2 + i * this.px() * lineHeight + firstLine(this.px());
      for (const piece of line) {
        context.font = font(this.face(), this.px(), piece.role ? 600 : this.weight());
        context.fillStyle = this.color(piece.role ?? this.role());
        context.fillText(piece.text, x, y);
        x += piece.width;
      }
    });
  }

  private lines(): readonly Line[] {
    const measure = (text: string, weight: Weight) => {
      measuring.font = font(this.face(), this.px(), weight);
      return measuring.measureText(text).width;
    };
    const pieces = parse(this.text()).flatMap(({ text, role }) =>
      breakable(text, this.width() > 0).map((part) => ({
        text: part,
        role,
        width: measure(part, role ? 600 : this.weight()),
      })),
    );
    return wrap(pieces, this.width() || Number.POSITIVE_INFINITY);
  }
}

const measuring = new OffscreenCanvas(1, 1).getContext('2d') as OffscreenCanvasRenderingContext2D;

const lineWidth = (line: Line) => line.reduce((sum, piece) => sum + piece.width, 0);

function parse(text: string): { text: string; role?: Role }[] {
  return text
    .split(/(\{\w+:[^}]*\})/)
    .filter(Boolean)
    .map((part) => {
      const marked = /^\{(\w+):([^}]*)\}$/.exec(part);
      return marked ? { text: marked[2] ?? '', role: marked[1] as Role } : { text: part };
    });
}

/** Parts between which a line may break. */
function breakable(text: string, wraps: boolean): string[] {
  if (!wraps) return [text];
  return text.match(/[^\s\u3000-\u9fff\uff00-\uffef]+\s*|[\u3000-\u9fff\uff00-\uffef]|\s+/g) ?? [];
}

const cannotStart = /^[,.;:!?)\]}”’。,、;:!?)》」』…]/;

function wrap(pieces: readonly Piece[], width: number): readonly Line[] {
  const lines: Piece[][] = [[]];
  let used = 0;
  for (const piece of pieces) {
    const line = lines[lines.length - 1] as Piece[];
    if (used + piece.width > width && line.length > 0 && !cannotStart.test(piece.text)) {
      lines.push([piece]);
      used = piece.width;
    } else {
      line.push(piece);
      used += piece.width;
    }
  }
  return lines;
}
