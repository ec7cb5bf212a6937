/** A bracket beside a group of figures, with words: “× 6”. Follows the group. */
import { initial, nodeName, signal } from '@motion-canvas/2d';
import {
  Vector2,
  type SignalValue,
  type SimpleSignal,
  type ThreadGenerator,
} from '@motion-canvas/core';
import { gap } from '../../theme/layout';
import { pace } from '../../theme/pace';
import type { Role } from '../../theme/palette';
import { size } from '../../theme/type';
import { boxAround } from '../figure/parts/boxOf';
import { Figure, type FigureProps } from '../figure/Figure';
import { lettered, type Source } from '../figure/Source';
import type { Span } from '../figure/Span';
import { paintLine } from './parts/paintArrow';
import { paintWords, wordsWidth, requireWords } from '../text/parts/paintWords';
import { roundCorners, take, type Polyline } from '../figure/parts/polyline';
import type { BoxSide } from './parts/route';

export interface BraceProps extends FigureProps {
  /** Figures, or rows, cells and tokens of them: `grid.span({ rows: [1, 2] })`. */
  around: readonly (Figure | Span)[];
  side?: BoxSide;
  /** As `Words` takes it. */
  label?: SignalValue<string>;
  role?: SignalValue<Role>;
  /** From the group. */
  apart?: number;
}

const depth = 16;
const labelText = { face: 'words', px: size.label, weight: 600 } as const;

@nodeName('Brace')
export class Brace extends Figure {
  @initial('') @signal() declare public readonly label: SimpleSignal<string, this>;
  @initial('muted') @signal() declare public readonly role: SimpleSignal<Role, this>;
  /** Share of the line that is drawn. */
  @initial(1) @signal() declare public readonly drawn: SimpleSignal<number, this>;

  public constructor(private readonly options: BraceProps) {
    super({ ...options, hidden: false });
    requireWords(options.label);
    if (options.hidden) this.drawn(0);
  }

  public override extent(): Vector2 {
    const reach = (axis: 'x' | 'y') =>
      2 * Math.max(0, ...this.line().map((p) => Math.abs(p[axis])));
    return new Vector2(reach('x'), reach('y'));
  }

  public override facts(): readonly Source[] {
    return [...super.facts(), lettered('words', [this.label()])];
  }

  /** Drawn from one end to the other. */
  public override *reveal(seconds: number = pace.change): ThreadGenerator {
    yield* this.drawn(1, seconds);
  }

  public override *hide(seconds: number = pace.quick): ThreadGenerator {
    yield* this.drawn(0, seconds);
  }

  protected override paint(context: CanvasRenderingContext2D) {
    if (this.drawn() === 0) return;
    const line = this.line();
    const color = this.color(this.role());
    paintLine(context, take(roundCorners(line, 10), this.drawn()), { color, width: 3 });
    const [, a, b] = line;
    if (!a || !b || !this.label()) return;
    context.globalAlpha *= Math.max(0, 2 * this.drawn() - 1);
    const half = wordsWidth(this.label(), labelText.face, labelText.px, labelText.weight) / 2;
    const out = {
      right: { x: half + gap.small, y: 0 },
      left: { x: -half - gap.small, y: 0 },
      top: { x: 0, y: -labelText.px },
      bottom: { x: 0, y: labelText.px },
    }[this.side()];
    const [x, y] = [(a.x + b.x) / 2 + out.x, (a.y + b.y) / 2 + out.y];
    paintWords(context, this.palette, this.label(), x, y, { ...labelText, color });
  }

  private side(): BoxSide {
    return this.options.side ?? 'right';
  }

  /** Inner end, corner, corner, inner end. */
  private line(): Polyline {
    const { apart = gap.normal } = this.options;
    const { x, y, halfWidth, halfHeight } = boxAround(this, this.options.around);
    const sideways = this.side() === 'left' || this.side() === 'right';
    const sign = this.side() === 'right' || this.side() === 'bottom' ? 1 : -1;
    if (sideways) {
      const inner = x + sign * (halfWidth + apart);
      const outer = inner + sign * depth;
      const [top, bottom] = [y - halfHeight, y + halfHeight];
      return [
        { x: inner, y: top },
        { x: outer, y: top },
        { x: outer, y: bottom },
        { x: inner, y: bottom },
      ];
    }
    const inner = y + sign * (halfHeight + apart);
    const outer = inner + sign * depth;
    const [left, right] = [x - halfWidth, x + halfWidth];
    return [
      { x: left, y: inner },
      { x: left, y: outer },
      { x: right, y: outer },
      { x: right, y: inner },
    ];
  }
}
