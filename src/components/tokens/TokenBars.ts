/** A bar over each token of a row, as high as its share; some carry their number. Follows the row. */
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
import type { ArrayFact } from '../../lessons/facts';
import { formatNumber } from '../../theme/formatNumber';
import { gap, radius } from '../../theme/layout';
import { pace } from '../../theme/pace';
import type { Role } from '../../theme/palette';
import { size } from '../../theme/type';
import { Figure, type FigureProps } from '../figure/Figure';
import type { Source } from '../figure/Source';
import { requireSameAxes } from '../figure/parts/requireSameAxes';
import { paintText } from '../figure/parts/paintText';
import type { TokenRow } from './TokenRow';

export interface TokenBarsProps extends FigureProps {
  of: TokenRow;
  /** Per cent, for the first tokens of the row. */
  values: SignalValue<ArrayFact>;
  /** Bars that stand out in the colour of a role and carry their number. */
  marked?: Readonly<Record<number, Role>>;
  /** Values to come, so that their bars fit too. */
  also?: ArrayFact;
  /** Of the highest bar, with its number. */
  height: SignalValue<number>;
  px?: SignalValue<number>;
}

const least = 3;

@nodeName('TokenBars')
export class TokenBars extends Figure {
  @signal() declare public readonly values: SimpleSignal<ArrayFact, this>;
  @signal() declare public readonly height: SimpleSignal<number, this>;
  @initial(size.large) @signal() declare public readonly px: SimpleSignal<number, this>;

  private readonly row: TokenRow;
  private readonly marked: Readonly<Record<number, Role>>;
  /** The share that reaches the top. */
  private readonly highest: number;
  private readonly old = createSignal<ArrayFact | null>(null);
  private readonly share = createSignal(1);
  private readonly grown: SimpleSignal<number>;

  public constructor(props: TokenBarsProps) {
    super({ ...props, hidden: false });
    this.row = props.of;
    this.marked = props.marked ?? {};
    this.highest = Math.max(0, ...this.values().values, ...(props.also?.values ?? [])) || 1;
    this.grown = createSignal(props.hidden ? 0 : 1);
    this.position(() => {
      const { x, y } = this.row.position();
      return new Vector2(x, y - (this.row.extent().y + this.height()) / 2 - gap.small);
    });
  }

  public override extent(): Vector2 {
    return new Vector2(this.row.extent().x, this.height());
  }

  public override facts(): readonly Source[] {
    return [...super.facts(), this.shown()];
  }

  public override *reveal(seconds: number = pace.slow): ThreadGenerator {
    yield* this.grown(1, seconds);
  }

  public override *hide(seconds: number = pace.change): ThreadGenerator {
    yield* this.grown(0, seconds);
  }

  /** Bars grow to other values; on the way they carry no number. */
  public *become(next: ArrayFact, seconds: number = pace.slow): ThreadGenerator {
    requireSameAxes('TokenBars.become', this.values(), next);
    this.old(this.values());
    this.values(next);
    this.share(0);
    yield* tween(seconds, (t) => {
      this.share(easeInOutCubic(t));
    });
    this.old(null);
    this.share(1);
  }

  protected override paint(context: CanvasRenderingContext2D) {
    const alpha = context.globalAlpha;
    const bottom = this.height() / 2;
    const room = this.height() - this.px() * 1.3;
    const old = this.old();
    const shown = this.shown();
    const heightOf = (share: number) => Math.max(least, (room * share) / this.highest);
    this.values().values.forEach((now, i) => {
      const { center, width } = this.row.boxAt(i);
      const from = heightOf(old?.values[i] ?? now);
      const height = (from + (heightOf(now) - from) * this.share()) * this.grown();
      const role = this.marked[i];
      const wide = width * 0.8;
      context.globalAlpha = alpha * (role ? 1 : 0.35) * Math.min(1, this.grown() * 4);
      context.beginPath();
      context.roundRect(center.x - wide / 2, bottom - height, wide, height, radius.cell);
      context.fillStyle = this.color(role ?? 'muted');
      context.fill();
      if (!role) return;
      context.globalAlpha = alpha * this.numbersSeen();
      const text = `${formatNumber(shown.values[i] ?? Number.NaN, shown.decimals)}%`;
      paintText(context, text, center.x, bottom - height - this.px() * 0.7, {
        face: 'numbers',
        px: this.px(),
        color: this.color(role),
      });
    });
    context.globalAlpha = alpha;
  }

  /** Only bars that stand still, or nearly, have their numbers. */
  private numbersSeen(): number {
    const still = Math.abs(2 * this.share() - 1);
    return Math.max(0, 10 * this.grown() - 9) * Math.max(0, 10 * still - 9);
  }

  private shown(): ArrayFact {
    return (this.share() < 0.5 ? this.old() : null) ?? this.values();
  }
}
