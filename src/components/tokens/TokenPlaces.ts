/** The position of each token, under its box. Counts from `first`; follows the row as it grows and moves. */
import { initial, nodeName, signal } from '@motion-canvas/2d';
import { Vector2, type SignalValue, type SimpleSignal } from '@motion-canvas/core';
import { mix } from '../../theme/color';
import { formatNumber } from '../../theme/formatNumber';
import { gap } from '../../theme/layout';
import type { Role } from '../../theme/palette';
import { size } from '../../theme/type';
import { Figure, type FigureProps } from '../figure/Figure';
import { lettered, type Source } from '../figure/Source';
import { paintText } from '../figure/parts/paintText';
import type { TokenRow } from './TokenRow';

export interface TokenPlacesProps extends FigureProps {
  of: TokenRow;
  first?: SignalValue<number>;
  /** Places that stand out, in the colour of a role. */
  marked?: Readonly<Record<number, Role>>;
  /** 0…1: how far the marked ones have taken their colour. */
  lit?: SignalValue<number>;
  px?: SignalValue<number>;
}

@nodeName('TokenPlaces')
export class TokenPlaces extends Figure {
  @initial(0) @signal() declare public readonly first: SimpleSignal<number, this>;
  @initial(0) @signal() declare public readonly lit: SimpleSignal<number, this>;
  @initial(size.small) @signal() declare public readonly px: SimpleSignal<number, this>;

  private readonly row: TokenRow;
  private readonly marked: Readonly<Record<number, Role>>;

  public constructor(props: TokenPlacesProps) {
    super(props);
    this.row = props.of;
    this.marked = props.marked ?? {};
    this.position(() => {
      const { x, y } = this.row.position();
      return new Vector2(x, y + (this.row.extent().y + this.px()) / 2 + gap.small);
    });
  }

  public override extent(): Vector2 {
    return new Vector2(this.row.extent().x, this.px());
  }

  public override facts(): readonly Source[] {
    const places = this.row.anchors().map((_, i) => this.textOf(i));
    return [...super.facts(), lettered('places', places)];
  }

  protected override paint(context: CanvasRenderingContext2D) {
    const alpha = context.globalAlpha;
    this.row.anchors().forEach((token, i) => {
      context.globalAlpha = alpha * token.shown().box;
      const role = this.marked[i];
      const quiet = this.color('muted');
      const color = role ? mix(quiet, this.color(role), this.lit()) : quiet;
      const weight = role && this.lit() > 0.5 ? 600 : 400;
      paintText(context, this.textOf(i), this.row.boxAt(i).center.x, 0, {
        face: 'numbers',
        px: this.px(),
        weight,
        color,
      });
    });
    context.globalAlpha = alpha;
  }

  private textOf(i: number): string {
    return formatNumber(i + this.first(), 0);
  }
}
