/** A rounded box with words: one step of a computation, or a round sign such as + and ×. */
import { initial, nodeName, signal } from '@motion-canvas/2d';
import {
  Vector2,
  all,
  type SignalValue,
  type SimpleSignal,
  type ThreadGenerator,
} from '@motion-canvas/core';
import type { Role } from '../../theme/palette';
import { mix } from '../../theme/color';
import { radius } from '../../theme/layout';
import { pace } from '../../theme/pace';
import { size } from '../../theme/type';
import { Figure, type FigureProps, type Filling, type Sizing } from '../figure/Figure';
import { baseline } from '../figure/parts/paintText';
import { largestThatFits } from '../figure/parts/largestThatFits';
import { Words } from '../text/Words';

export interface PanelProps extends FigureProps {
  /** As `Words` takes it: `{role:text}` colours a part. */
  text?: SignalValue<string>;
  /** Colours the border; without one the box is quiet. */
  role?: SignalValue<Role | null>;
  px?: SignalValue<number>;
  /** 0 fits the words. */
  width?: SignalValue<number>;
  height?: SignalValue<number>;
  /** A circle, for a sign. */
  round?: SignalValue<boolean>;
  /** 0 quiet … 1 the thing that is being computed. */
  glow?: SignalValue<number>;
}

const padding = new Vector2(28, 14);

@nodeName('Panel')
export class Panel extends Figure {
  @initial('') @signal() declare public readonly text: SimpleSignal<string, this>;
  @initial(null) @signal() declare public readonly role: SimpleSignal<Role | null, this>;
  @initial(size.label) @signal() declare public readonly px: SimpleSignal<number, this>;
  @initial(0) @signal() declare public readonly width: SimpleSignal<number, this>;
  @initial(0) @signal() declare public readonly height: SimpleSignal<number, this>;
  @initial(false) @signal() declare public readonly round: SimpleSignal<boolean, this>;
  @initial(0) @signal() declare public readonly glow: SimpleSignal<number, this>;

  private readonly words: Words;

  public constructor(props: PanelProps) {
    super(props);
    this.words = new Words({
      text: () => this.text(),
      facts: props.facts,
      px: () => this.px() * (this.round() ? 1.25 : 1),
    });
    this.add(this.words);
  }

  public override extent(): Vector2 {
    const words = this.words.extent();
    const fit = words.add(padding.scale(2));
    if (this.round()) return new Vector2(this.width() || this.px() * 1.9);
    return new Vector2(this.width() || fit.x, this.height() || fit.y);
  }

  /** Grows in from nothing. */
  public override *reveal(seconds: number = pace.quick): ThreadGenerator {
    this.scale(0.92);
    yield* all(this.opacity(1, seconds), this.scale(1, seconds));
  }

  public *highlight(on = true, seconds: number = pace.quick) {
    yield* this.glow(on ? 1 : 0, seconds);
  }

  public override textLine(): number {
    return baseline * this.px();
  }

  protected override fitTo(room: Vector2, { most = {} }: Filling) {
    largestThatFits(size.small, most.px ?? size.large, this.px, () => {
      const { x, y } = this.extent();
      return x <= room.x && y <= room.y;
    });
  }

  protected override sizings(): readonly Sizing[] {
    return [this.px];
  }

  protected override paint(context: CanvasRenderingContext2D) {
    const { x: w, y: h } = this.extent();
    const role = this.role();
    const edge = role ? this.color(role) : this.color('line');
    const lit = role ? edge : this.color('text');
    context.beginPath();
    context.roundRect(-w / 2, -h / 2, w, h, this.round() ? h / 2 : radius.box);
    context.fillStyle = mix(this.color('surface'), lit, 0.14 * this.glow());
    context.fill();
    context.lineWidth = 2 + this.glow();
    context.strokeStyle = mix(edge, lit, this.glow());
    context.stroke();
  }
}
