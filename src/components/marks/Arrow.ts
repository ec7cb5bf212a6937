/** An arrow between two figures or points that follows them as they move. Revealed along its length. */
import { initial, nodeName, signal } from '@motion-canvas/2d';
import {
  Vector2,
  easeInOutCubic,
  type SignalValue,
  type SimpleSignal,
  type ThreadGenerator,
} from '@motion-canvas/core';
import type { Role } from '../../theme/palette';
import { pace } from '../../theme/pace';
import { size } from '../../theme/type';
import { boxOf, toLocal } from '../figure/parts/boxOf';
import { Figure, type FigureProps } from '../figure/Figure';
import { lettered, type Source } from '../figure/Source';
import type { Span } from '../figure/Span';
import { paintArrow } from './parts/paintArrow';
import { paintWords, wordsWidth, requireWords } from '../text/parts/paintWords';
import { along, take, type Polyline } from '../figure/parts/polyline';
import { route, type Box, type RouteOptions } from './parts/route';

/** A figure, a part of one, or a point in stage coordinates. */
export type ArrowEnd = Figure | Span | (() => Vector2);

export interface ArrowProps extends FigureProps, Partial<RouteOptions> {
  from: ArrowEnd;
  to: ArrowEnd;
  role?: SignalValue<Role>;
  /** As `Words` takes it. */
  label?: SignalValue<string>;
  labelRole?: SignalValue<Role>;
  /** Where the label stands: before, on or after the arrow, as it is walked. */
  labelSide?: 'left' | 'right';
  thick?: SignalValue<number>;
  dashed?: boolean;
  /** A line without a head. */
  plain?: boolean;
}

const head = 18;
const labelGap = 12;

@nodeName('Arrow')
export class Arrow extends Figure {
  @initial('muted') @signal() declare public readonly role: SimpleSignal<Role, this>;
  @initial('') @signal() declare public readonly label: SimpleSignal<string, this>;
  @initial('muted') @signal() declare public readonly labelRole: SimpleSignal<Role, this>;
  /** Share of its length that is drawn. */
  @initial(1) @signal() declare public readonly drawn: SimpleSignal<number, this>;
  @initial(3) @signal() declare public readonly thick: SimpleSignal<number, this>;
  /** Where the travelling dot is; outside (0, 1) there is none. */
  @initial(0) @signal() declare public readonly pulse: SimpleSignal<number, this>;

  public constructor(private readonly options: ArrowProps) {
    super({ ...options, hidden: false });
    requireWords(options.label);
    if (options.hidden) this.drawn(0);
  }

  public override extent(): Vector2 {
    const line = this.path();
    const reach = (axis: 'x' | 'y') => 2 * Math.max(0, ...line.map((p) => Math.abs(p[axis])));
    return new Vector2(reach('x'), reach('y'));
  }

  public override facts(): readonly Source[] {
    return [...super.facts(), lettered('words', [this.label()])];
  }

  /** From one end to the other. */
  public override *reveal(seconds: number = pace.change): ThreadGenerator {
    yield* this.drawn(1, seconds);
  }

  public override *hide(seconds: number = pace.quick): ThreadGenerator {
    yield* this.drawn(0, seconds);
  }

  /** A dot runs along it. */
  public *send(seconds: number = pace.slow) {
    this.pulse(0);
    yield* this.pulse(1, seconds, easeInOutCubic);
  }

  /** The point at `share` of the way, in the arrow's own coordinates. */
  public pointAlong(share = 0.5): Vector2 {
    const { x, y } = along(this.path(), share);
    return new Vector2(x, y);
  }

  protected override paint(context: CanvasRenderingContext2D) {
    const line = this.path();
    const color = this.color(this.role());
    const drawn = this.drawn();
    paintArrow(context, take(line, drawn), {
      color,
      width: this.thick(),
      head: this.options.plain ? 0 : head + (this.thick() - 3) * 2,
      dash: this.options.dashed ? [10, 9] : undefined,
    });
    if (this.pulse() > 0 && this.pulse() < 1) {
      const { x, y } = along(line, this.pulse());
      context.fillStyle = color;
      context.beginPath();
      context.arc(x, y, 9, 0, 2 * Math.PI);
      context.fill();
    }
    if (this.label()) this.paintLabel(context, line, drawn);
  }

  private paintLabel(context: CanvasRenderingContext2D, line: Polyline, drawn: number) {
    const middle = along(line, 0.5);
    const style = { px: size.small, face: 'words' } as const;
    const turn = this.options.labelSide === 'right' ? 1 : -1;
    const across = { x: -Math.sin(middle.angle) * turn, y: Math.cos(middle.angle) * turn };
    const half = { x: wordsWidth(this.label(), style.face, style.px) / 2, y: style.px / 2 };
    const reach = Math.abs(across.x) * half.x + Math.abs(across.y) * half.y + labelGap;
    context.save();
    context.globalAlpha *= Math.min(1, Math.max(0, 2 * drawn - 1));
    const [x, y] = [middle.x + across.x * reach, middle.y + across.y * reach];
    const color = this.color(this.labelRole());
    paintWords(context, this.palette, this.label(), x, y, { ...style, color });
    context.restore();
  }

  private path(): Polyline {
    const { from, to, kind = 'straight' } = this.options;
    return route(this.endOf(from), this.endOf(to), { ...this.options, kind });
  }

  private endOf(end: ArrowEnd): Box {
    if (typeof end !== 'function') return boxOf(this, end);
    const { x, y } = toLocal(this, end());
    return { x, y, halfWidth: 0, halfHeight: 0 };
  }
}
