/** One number on stage, with words before or after it if need be. It changes by a flip from whole value to whole value. */
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
import type { ScalarFact } from '../../lessons/facts';
import { formatNumber } from '../../theme/formatNumber';
import { pace } from '../../theme/pace';
import type { Role } from '../../theme/palette';
import { size } from '../../theme/type';
import type { Anchor } from '../figure/Anchor';
import { Figure, type FigureProps, type Filling, type Sizing } from '../figure/Figure';
import { largestThatFits } from '../figure/parts/largestThatFits';
import { baseline, paintText, textWidth } from '../figure/parts/paintText';
import { lettered, type Source } from '../figure/Source';

export interface NumberViewProps extends FigureProps {
  fact: SignalValue<ScalarFact>;
  /** Words in the same line, such as `Σ = `. */
  before?: SignalValue<string>;
  after?: SignalValue<string>;
  px?: SignalValue<number>;
  role?: SignalValue<Role>;
}

/** How far a value turns up or down as it flips, in em. */
const flip = 0.35;

@nodeName('NumberView')
export class NumberView extends Figure {
  @signal() declare public readonly fact: SimpleSignal<ScalarFact, this>;
  @initial('') @signal() declare public readonly before: SimpleSignal<string, this>;
  @initial('') @signal() declare public readonly after: SimpleSignal<string, this>;
  @initial(size.large) @signal() declare public readonly px: SimpleSignal<number, this>;
  @initial('text') @signal() declare public readonly role: SimpleSignal<Role, this>;

  private readonly old = createSignal<ScalarFact | null>(null);
  private readonly share = createSignal(1);
  private readonly shown: SimpleSignal<number>;

  public constructor(props: NumberViewProps) {
    super({ ...props, hidden: false });
    this.shown = createSignal(props.hidden ? 0 : 1);
  }

  public override extent(): Vector2 {
    return new Vector2(this.widthOf(this.line(this.fact())), this.px() * 1.36);
  }

  public override facts(): readonly Source[] {
    const old = this.old();
    const numbers = old ? [old, this.fact()] : [this.fact()];
    return [...super.facts(), ...numbers, lettered('words', [this.before(), this.after()])];
  }

  public override *reveal(seconds: number = pace.quick): ThreadGenerator {
    yield* this.shown(1, seconds);
  }

  public override *hide(seconds: number = pace.quick): ThreadGenerator {
    yield* this.shown(0, seconds);
  }

  /** The value flips over to the next one; nothing stands between. */
  public *become(next: ScalarFact, seconds: number = pace.quick): ThreadGenerator {
    this.old(this.fact());
    this.fact(next);
    yield* tween(seconds, (t) => this.share(easeInOutCubic(t)));
    this.share(1);
    this.old(null);
  }

  /** Where numbers fly from and to. */
  public anchor(): Anchor {
    return {
      position: () => this.onStage(),
      size: () => this.extent().scale(this.stageScale()),
      text: () => this.line(this.fact()),
      facts: () => this.facts(),
      textShift: () => 0,
      px: () => this.px() * this.stageScale(),
      face: 'numbers',
      color: () => this.color(this.role()),
      fill: () => '',
      show: (_box, text) => this.shown(text),
      shown: () => ({ box: 0, text: this.shown() }),
    };
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
    const old = this.old();
    const share = this.share();
    const arriving = old ? Math.max(0, 2 * share - 1) : 1;
    if (old) this.write(context, old, Math.max(0, 1 - 2 * share), -flip * 2 * share);
    this.write(context, this.fact(), arriving, flip * 2 * (1 - share));
  }

  private write(context: CanvasRenderingContext2D, fact: ScalarFact, alpha: number, turn: number) {
    if (alpha * this.shown() <= 0) return;
    context.save();
    context.globalAlpha *= alpha * this.shown();
    const style = { face: 'numbers', px: this.px(), color: this.color(this.role()) } as const;
    paintText(context, this.line(fact), 0, this.px() * turn, style);
    context.restore();
  }

  private line(fact: ScalarFact): string {
    return `${this.before()}${formatNumber(fact.value, fact.decimals)}${this.after()}`;
  }

  private widthOf(text: string): number {
    return textWidth(text, 'numbers', this.px());
  }
}
