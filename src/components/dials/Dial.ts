/**
 * A circle with axes and 2-D arrows that turn: RoPE's pairs, clock hands. A turn is a rotation, never
 * a straight line between coordinates; each arrow leaves a ghost where it began and an arc between.
 */
import { initial, nodeName, signal } from '@motion-canvas/2d';
import { Vector2, all, type SimpleSignal } from '@motion-canvas/core';
import type { Role } from '../../theme/palette';
import { gap } from '../../theme/layout';
import { pace } from '../../theme/pace';
import { size } from '../../theme/type';
import { DialArrow } from './parts/DialArrow';
import type { Between, DialProps } from './parts/DialProps';
import { textFaded } from '../figure/dimmed';
import { Figure, type Sizing } from '../figure/Figure';
import { requireNamed } from '../figure/parts/requireNamed';
import { largestThatFits } from '../figure/parts/largestThatFits';
import { lettered, type Source } from '../figure/Source';
import { paintArrow, paintLine } from '../marks/parts/paintArrow';
import { arcText, tipText, underText, widthOf } from './parts/dialText';
import { dialGlow } from './parts/dialGlow';
import { faded } from './parts/faded';
import { paintDialFace } from './parts/paintDialFace';
import { paintWords, requireWords } from '../text/parts/paintWords';
import { take, type Point } from '../figure/parts/polyline';
import { paintWedge } from './parts/paintWedge';
import { clearOutside, outside, polar, spiral } from './parts/turning';

export type { DialProps } from './parts/DialProps';

/** From this radius on a dial has axes, ghosts and arcs of its own accord. */
const large = 110;
const smallest = 16;
const beyond = 1.12;
/** Of the radius, what the longest arrow reaches. */
const filled = 0.9;
const wedgeRadius = 0.62;

@nodeName('Dial')
export class Dial extends Figure {
  @initial(260) @signal() declare public readonly radius: SimpleSignal<number, this>;
  @initial('') @signal() declare public readonly label: SimpleSignal<string, this>;
  @initial('muted') @signal() declare public readonly labelRole: SimpleSignal<Role, this>;

  @initial(0) @signal() declare public readonly wedge: SimpleSignal<number, this>;
  /** Tweened by `fit`. */
  @initial(1) @signal() declare public readonly span: SimpleSignal<number, this>;

  private readonly arrows: readonly DialArrow[];
  private readonly between: Between | null;
  private readonly glow: number;

  public constructor(props: DialProps) {
    super(props);
    requireWords(props.label, ...(props.arrows ?? []).flatMap((a) => [a.label, a.arcLabel]));
    this.arrows = (props.arrows ?? []).map((arrow) => new DialArrow(arrow, this.isLarge()));
    const norms = this.arrows.map((arrow) => arrow.norm).filter(Number.isFinite);
    [this.between, this.glow] = [props.between ?? null, props.glow ?? 0];
    if (props.span === undefined) this.span(Math.max(0, ...norms) / filled || 1);
  }

  /** Room for circle, axes and labels wherever the arrows point. */
  public override extent(): Vector2 {
    const labels = this.arrows.map((a) => a.label()).filter(Boolean);
    const widest = Math.max(0, ...labels.map((text) => widthOf(text, tipText)));
    const out = labels.length > 0 ? gap.small : 0;
    const half = this.rim();
    return new Vector2(
      2 * Math.max(half, this.radius() + out + widest),
      2 * Math.max(half, labels.length > 0 ? this.radius() + out + tipText.px : 0) + this.below(),
    );
  }

  public override facts(): readonly Source[] {
    const labels = this.arrows.flatMap((arrow) => [arrow.label(), arrow.arcLabel()]);
    return [...super.facts(), lettered('words', [this.label(), ...labels])];
  }

  /** An arrow's signals: `turn`, `x`, `y`, `label`, `named`, `arcLabel`, `drawn`, `strength`. */
  public arrow(name: string): DialArrow {
    return requireNamed('an arrow of a dial', name, this.arrows);
  }

  /** Arrows grow from the centre: the named one, or all. */
  public *grow(name?: string, seconds: number = pace.change) {
    const arrows = name === undefined ? this.arrows : [this.arrow(name)];
    for (const arrow of arrows) arrow.drawn(0);
    yield* all(...arrows.map((arrow) => arrow.drawn(1, seconds)));
  }

  /** Turns to the given angles, in radians from where each arrow began: a number turns all. */
  public *rotateTo(turns: number | Readonly<Record<string, number>>, seconds: number = pace.slow) {
    const pairs =
      typeof turns === 'number'
        ? this.arrows.map((arrow) => [arrow, turns] as const)
        : Object.entries(turns).map(([name, turn]) => [this.arrow(name), turn] as const);
    yield* all(...pairs.map(([arrow, turn]) => arrow.turn(turn, seconds)));
  }

  /** The arrow takes other numbers and keeps its turn. */
  public *become(name: string, x: number, y: number, seconds: number = pace.change) {
    const arrow = this.arrow(name);
    yield* all(arrow.x(x, seconds), arrow.y(y, seconds));
  }

  /** Only this arrow stays bright; without a name all are. */
  public *highlight(name?: string, seconds: number = pace.quick) {
    if (name !== undefined) this.arrow(name);
    const strength = (arrow: DialArrow) => (name === undefined || arrow.name === name ? 1 : 0.3);
    yield* all(...this.arrows.map((arrow) => arrow.strength(strength(arrow), seconds)));
  }

  /** The circle takes such a size that the longest of these arrows reaches `share` of the radius. */
  public *fit(names: readonly string[], share = filled, seconds: number = pace.change) {
    const longest = Math.max(...names.map((name) => this.arrow(name).norm));
    yield* this.span(longest / share || 1, seconds);
  }

  /** Ghosts and arcs of all arrows fade, or come back. */
  public *trails(shown: number, seconds: number = pace.quick) {
    yield* all(...this.arrows.map((arrow) => arrow.trail(shown, seconds)));
  }

  /** An arrow's tip, in the dial's own coordinates. */
  public tip(name: string): Vector2 {
    const arrow = this.arrow(name);
    const { x, y } = polar(this.reach(arrow), arrow.start + arrow.turn());
    return new Vector2(x, y).add(this.middle());
  }

  /** The centre of the circle; the label below shifts it. */
  public middle(): Vector2 {
    return new Vector2(0, -this.below() / 2);
  }

  protected override fitTo(room: Vector2) {
    const fits = () => this.extent().x <= room.x && this.extent().y <= room.y;
    largestThatFits(smallest, Math.ceil(room.x), this.radius, fits);
  }

  protected override sizings(): readonly Sizing[] {
    return [this.radius];
  }

  protected override paint(context: CanvasRenderingContext2D) {
    context.save();
    context.translate(0, this.middle().y);
    this.paintFace(context);
    this.paintBetween(context);
    for (const arrow of this.arrows) if (arrow.ghost) this.paintGhost(context, arrow);
    this.arrows.forEach((arrow, i) => {
      if (arrow.arc) this.paintArc(context, arrow, i);
    });
    for (const arrow of this.arrows) this.paintHand(context, arrow);
    this.paintHub(context);
    context.restore();
    if (!this.label()) return;
    const y = this.extent().y / 2 - size.small / 2;
    const color = this.color(this.labelRole());
    paintWords(context, this.palette, this.label(), 0, y, { ...underText, color });
  }

  private paintFace(context: CanvasRenderingContext2D) {
    const axes = this.isLarge() ? this.rim() : 0;
    const { fill, color } = dialGlow(this.palette, this.arrows, this.glow);
    paintDialFace(context, this.radius(), axes, { color, width: 2 }, fill);
  }

  private paintBetween(context: CanvasRenderingContext2D) {
    if (!this.between || this.wedge() <= 0) return;
    const { from, to, role } = this.between;
    const [a, b] = [this.arrow(from), this.arrow(to)];
    const wedge = {
      radius: this.radius() * wedgeRadius,
      from: this.directionOf(a),
      to: this.directionOf(b),
    };
    const look = { color: this.color(role), width: Math.max(2, this.shaft() * 0.6) };
    // Beside an arrow too short to be seen there is no angle to be seen either.
    const shorter = Math.min(this.reach(a), this.reach(b));
    const seen = Math.min(1, shorter / (this.radius() * wedgeRadius * 0.4));
    faded(context, this.wedge() * seen ** 2, () => paintWedge(context, wedge, look));
  }

  private paintHub(context: CanvasRenderingContext2D) {
    const last = this.arrows.at(-1);
    if (!last || last.drawn() <= 0) return;
    context.fillStyle = this.color(last.role);
    context.beginPath();
    context.arc(0, 0, this.shaft() * 0.7, 0, 2 * Math.PI);
    context.fill();
  }

  private paintGhost(context: CanvasRenderingContext2D, arrow: DialArrow) {
    const faint = 0.28 * Math.min(1, Math.abs(arrow.turn()) * 4);
    faded(context, faint * arrow.strength() * arrow.trail(), () =>
      this.paintShaft(context, arrow, arrow.start),
    );
  }

  private paintHand(context: CanvasRenderingContext2D, arrow: DialArrow) {
    const angle = arrow.start + arrow.turn();
    faded(context, arrow.strength(), () => this.paintShaft(context, arrow, angle));
    const text = arrow.label();
    if (!text) return;
    const { x, y } = this.labelPlace(arrow, text);
    const style = { ...tipText, ...this.inkOf(arrow) };
    faded(context, arrow.drawn() * arrow.named(), () =>
      paintWords(context, this.palette, text, x, y, style),
    );
  }

  /** Beyond the tip, clear of the first arrow's label. */
  private labelPlace(arrow: DialArrow, text: string): Point {
    const boxOf = (a: DialArrow, words: string) => ({
      radius: Math.max(this.radius(), this.reach(a)),
      angle: this.directionOf(a),
      half: { x: widthOf(words, tipText) / 2 + gap.small, y: tipText.px / 2 + gap.small },
    });
    const [first] = this.arrows;
    const box = boxOf(arrow, text);
    if (!first?.label() || first === arrow) return outside(box.radius, box.angle, box.half);
    return clearOutside(box, boxOf(first, first.label()));
  }

  private directionOf(arrow: DialArrow): number {
    return arrow.start + arrow.turn();
  }

  private inkOf(arrow: DialArrow) {
    const faded = textFaded(arrow.strength());
    return { color: this.color(arrow.role), faded, halo: this.color('bg') };
  }

  private paintShaft(context: CanvasRenderingContext2D, arrow: DialArrow, angle: number) {
    const tip = polar(this.reach(arrow), angle);
    paintArrow(context, take([{ x: 0, y: 0 }, tip], arrow.drawn()), {
      color: this.color(arrow.role),
      width: this.shaft(),
      head: Math.min(30, Math.max(13, this.radius() / 8), this.reach(arrow) / 2),
    });
  }

  private paintArc(context: CanvasRenderingContext2D, arrow: DialArrow, index: number) {
    if (Math.abs(arrow.turn()) < 1e-3) return;
    const apart = this.radius() * (this.isLarge() ? 0.045 : 0.11);
    const line = spiral(this.arcRadius(index), arrow.start, arrow.turn(), apart);
    const color = this.color(arrow.role);
    faded(context, arrow.strength() * arrow.drawn() * arrow.trail(), () =>
      paintLine(context, line, { color, width: this.isLarge() ? 4 : 3 }),
    );
    const text = arrow.arcLabel();
    if (!text) return;
    const half = { x: widthOf(text, arcText) / 2 + 10, y: arcText.px / 2 + 10 };
    const middle = arrow.start + arrow.turn() / 2;
    const { x, y } = outside(this.arcRadius(this.arrows.length - 1), middle, half);
    const style = { ...arcText, ...this.inkOf(arrow) };
    faded(context, arrow.drawn() * Math.min(1, Math.abs(arrow.turn()) * 4), () =>
      paintWords(context, this.palette, text, x, y, style),
    );
  }

  private arcRadius(index: number): number {
    return this.radius() * (0.36 + 0.13 * index);
  }

  private reach(arrow: DialArrow): number {
    return (this.radius() * arrow.norm) / this.span();
  }

  private isLarge(): boolean {
    return this.radius() >= large;
  }

  private shaft(): number {
    return Math.min(8, Math.max(3, this.radius() / 32));
  }

  private rim(): number {
    return this.radius() * (this.isLarge() ? beyond : 1) + 2;
  }

  private below(): number {
    return this.label() ? size.small + gap.small : 0;
  }
}
