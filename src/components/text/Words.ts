/**
 * Words on stage: one line, or wrapped to `width`. `{role:text}` colours a part by role, and `$…$` is
 * TeX: `÷ $\sqrt{D}$`.
 */
import { initial, nodeName, signal } from '@motion-canvas/2d';
import { Vector2, type SignalValue, type SimpleSignal } from '@motion-canvas/core';
import type { Role } from '../../theme/palette';
import { size, type Face, type Weight } from '../../theme/type';
import { requireWords } from './parts/paintWords';
import { Figure, type FigureProps, type Filling, type Sizing } from '../figure/Figure';
import { largestThatFits } from '../figure/parts/largestThatFits';
import { lettered, type Source } from '../figure/Source';
import { paintLine, rulerOf, type WordsStyle } from './parts/paintLine';
import { parseWords } from './parts/parseWords';
import { setWords, type Line } from './parts/setWords';

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
    requireWords(props.text);
  }

  public override extent(): Vector2 {
    const lines = this.lines();
    const widest = Math.max(0, ...lines.map((line) => line.width));
    return new Vector2(widest, lines.length * this.px() * lineHeight);
  }

  /** Of the first line. */
  public override textLine(): number {
    return firstLine(this.px()) - this.extent().y / 2;
  }

  /** Words that wrap take the width of the room. */
  protected override fitTo(room: Vector2, { most = {} }: Filling) {
    if (this.width() > 0) this.width(room.x);
    largestThatFits(size.small, most.px ?? size.large, this.px, () => {
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
    lines.forEach((line, i) => {
      const slack = width - line.width;
      const shift = { left: 0, center: slack / 2, right: slack }[this.align()];
      const y = -height / 2 + i * this.px() * lineHeight + firstLine(this.px());
      paintLine(context, this.palette, line, -width / 2 + shift, y, this.style());
    });
  }

  private lines(): readonly Line[] {
    return setWords(parseWords(this.text()), rulerOf(this.style()), {
      width: this.width() || Number.POSITIVE_INFINITY,
      balanced: this.align() === 'center',
    });
  }

  private style(): WordsStyle {
    const color = this.color(this.role());
    return { face: this.face(), px: this.px(), weight: this.weight(), color };
  }
}
