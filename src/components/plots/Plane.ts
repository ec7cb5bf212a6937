/**
 * Points by two quantities that are multiplied: the product of a point is the area between it and the axes, in the colour
 * of its sign. A point is a dot or a disc with its letter; quarters of the plane can be named.
 */
import { computed, initial, nodeName, signal } from '@motion-canvas/2d';
import {
  Vector2,
  all,
  createSignal,
  easeInOutCubic,
  tween,
  type SimpleSignal,
  type ThreadGenerator,
} from '@motion-canvas/core';
import type { ArrayFact } from '../../lessons/facts';
import { mix } from '../../theme/color';
import { formatNumber } from '../../theme/formatNumber';
import { pace } from '../../theme/pace';
import { Figure, type Sizing } from '../figure/Figure';
import { lettered, type Source } from '../figure/Source';
import { textsOf } from '../figure/parts/labels';
import { rankError } from '../figure/parts/rankError';
import { requireIndex } from '../figure/parts/requireIndex';
import { requireNamed } from '../figure/parts/requireNamed';
import { Shares } from '../figure/parts/Shares';
import {
  discRadius,
  dotRadius,
  paintArea,
  paintAreaNumbers,
  paintDot,
  paintPlaneAxes,
  paintQuarter,
  type Area,
  type PlaneBrush,
} from './parts/paintPlane';
import type { PlanePoints, PlaneProps } from './parts/PlaneProps';
import { labelOf, rangeOf, toPixel, type PlaneFrame } from './parts/planeFrame';

export type { PlanePoints, PlaneProps, QuarterSpec } from './parts/PlaneProps';

@nodeName('Plane')
export class Plane extends Figure {
  @initial(620) @signal() declare public readonly width: SimpleSignal<number, this>;
  @initial(620) @signal() declare public readonly height: SimpleSignal<number, this>;

  private readonly points: SimpleSignal<PlanePoints>;
  private readonly next = createSignal<PlanePoints | null>(null);
  private readonly share = createSignal(0);
  private readonly visible: Shares;
  private readonly ground: Shares;
  private readonly dimness = new Shares(0);
  private readonly discs = new Shares(0);
  private readonly areas = new Shares(0);
  private readonly told = new Shares(0);
  private readonly quarters = new Shares(0);

  public constructor(private readonly options: PlaneProps) {
    super({ ...options, hidden: false });
    this.points = createSignal(options.points);
    this.visible = new Shares(options.hidden ? 0 : 1);
    this.ground = new Shares(options.hidden ? 0 : 1);
    const wrong = Object.values(options.points).find(({ shape }) => shape.length !== 1);
    if (wrong) throw rankError('Plane', 1, wrong as ArrayFact);
  }

  public override extent(): Vector2 {
    return new Vector2(this.width(), this.height());
  }

  public override facts(): readonly Source[] {
    const { xAxis, yAxis, quarters = [] } = this.options;
    const words = [labelOf(xAxis), labelOf(yAxis), ...quarters.map(({ label }) => label)];
    const points = [this.points(), this.next() ?? this.points()];
    const numbers = points.flatMap(({ x, y, product }) => [x, y, product]);
    return [...super.facts(), ...numbers, lettered('words', [...words, ...this.labels()])];
  }

  /** Axes, then point after point. */
  public override *reveal(seconds: number = pace.slow): ThreadGenerator {
    yield* this.showAxes(seconds / 3);
    yield* this.showPoints(this.every(), (seconds * 2) / 3);
  }

  public override *hide(seconds: number = pace.quick): ThreadGenerator {
    const every = [this.every()];
    yield* all(
      this.ground.to([[0]], 0, seconds),
      ...[this.visible, this.areas, this.told].map((shares) => shares.to(every, 0, seconds)),
      this.quarters.to([this.everyQuarter()], 0, seconds),
    );
  }

  public *showAxes(seconds: number = pace.quick): ThreadGenerator {
    yield* this.ground.to([[0]], 1, seconds);
  }

  public *showPoints(points: readonly number[], seconds: number = pace.slow): ThreadGenerator {
    yield* this.visible.to(this.groups(points), 1, seconds);
  }

  public *hidePoints(points: readonly number[], seconds: number = pace.quick): ThreadGenerator {
    yield* this.visible.to([points.map((i) => this.at(i))], 0, seconds);
  }

  /** These are discs with their letters, all others dots. */
  public *name(points: readonly number[], seconds: number = pace.quick): ThreadGenerator {
    points.forEach((i) => this.at(i));
    const others = this.every().filter((i) => !points.includes(i));
    yield* all(this.discs.to([[...points]], 1, seconds), this.discs.to([others], 0, seconds));
  }

  public *dimExcept(points: readonly number[], seconds: number = pace.quick): ThreadGenerator {
    const others = this.every().filter((i) => !points.includes(i));
    yield* all(this.dimness.to([others], 1, seconds), this.dimness.to([[...points]], 0, seconds));
  }

  public *undim(seconds: number = pace.quick): ThreadGenerator {
    yield* this.dimness.to([this.every()], 0, seconds);
  }

  /** The area grows from the origin; then its sides and what they multiply to are told. */
  public *showArea(point: number, seconds: number = pace.slow): ThreadGenerator {
    yield* this.areas.to([[this.at(point)]], 1, (seconds * 2) / 3);
    yield* this.told.to([[point]], 1, seconds / 3);
  }

  /** Without numbers, one after the other. */
  public *showAreas(points: readonly number[], seconds: number = pace.slow): ThreadGenerator {
    yield* this.areas.to(this.groups(points), 1, seconds);
  }

  /** All but these. */
  public *hideAreas(kept: readonly number[] = [], seconds: number = pace.quick): ThreadGenerator {
    const others = [this.every().filter((i) => !kept.includes(i))];
    yield* all(this.areas.to(others, 0, seconds), this.told.to(others, 0, seconds));
  }

  public *showQuarter(name: string, seconds: number = pace.change): ThreadGenerator {
    yield* this.quarters.to([[this.quarterAt(name)]], 1, seconds);
  }

  public *hideQuarter(name: string, seconds: number = pace.quick): ThreadGenerator {
    yield* this.quarters.to([[this.quarterAt(name)]], 0, seconds);
  }

  /** The points move to other numbers; areas move with them, their numbers are told anew. */
  public *become(next: PlanePoints, seconds: number = pace.slow): ThreadGenerator {
    if (next.x.shape.join() !== this.points().x.shape.join()) throw rankError('Plane', 1, next.x);
    const told = this.every().filter((i) => this.told.get(i) > 0);
    yield* this.told.to([told], 0, told.length > 0 ? pace.quick / 2 : 0);
    this.share(0);
    this.next(next);
    yield* tween(seconds, (t) => this.share(easeInOutCubic(t)));
    this.points(next);
    this.next(null);
    this.share(0);
    yield* this.told.to([told], 1, told.length > 0 ? pace.quick / 2 : 0);
  }

  /** Where a point is, in the figure's own coordinates. */
  public pointAt(i: number): Vector2 {
    return this.pixelOf(this.numbersAt(this.at(i)));
  }

  protected override fitTo({ x, y }: Vector2) {
    this.width(x).height(y);
  }

  protected override sizings(): readonly Sizing[] {
    return [this.width, this.height];
  }

  protected override paint(context: CanvasRenderingContext2D) {
    const { xAxis, yAxis } = this.options;
    const alpha = context.globalAlpha;
    const named = this.namedOnes();
    const brush = { context, palette: this.palette, origin: this.pixelOf(Vector2.zero), half: this.extent().scale(0.5), named: named.map((i) => this.pointAt(i)), taken: this.taken() }; // prettier-ignore
    const [x, y] = [this.color(xAxis.role), this.color(yAxis.role)];
    this.paintQuarters(brush);
    context.globalAlpha = alpha * this.ground.get(0);
    if (this.ground.get(0) > 0)
      paintPlaneAxes(brush, { x: { label: labelOf(xAxis), color: x }, y: { label: labelOf(yAxis), color: y } }); // prettier-ignore
    context.globalAlpha = alpha;
    const order = this.every().sort((a, b) => this.rank(a) - this.rank(b));
    const areas = order.map((i) => this.areaOf(i, { x, y }));
    for (const area of areas) paintArea(brush, area);
    for (const i of order) this.paintPoint(brush, i, named);
    for (const area of areas) paintAreaNumbers(brush, area);
    context.globalAlpha = alpha;
  }

  private paintQuarters(brush: PlaneBrush) {
    const { origin, half } = brush;
    (this.options.quarters ?? []).forEach(({ x, y, label, role }, k) => {
      const from = new Vector2(origin.x, y === 'both' ? -half.y : origin.y);
      const to = new Vector2(x === 'left' ? -half.x : half.x, y === 'upper' ? -half.y : half.y);
      paintQuarter(brush, {
        from,
        to,
        label,
        color: this.color(role),
        shown: this.quarters.get(k),
      });
    });
  }

  private areaOf(i: number, colors: Area['colors']): Area {
    const at = this.pointAt(i);
    const { x, y } = this.numbersAt(i);
    const { points } = this;
    const show = (fact: ArrayFact) => formatNumber(fact.values[i] ?? Number.NaN, fact.decimals);
    const texts = { x: show(points().x), y: show(points().y), product: show(points().product) };
    const color = this.color(x * y < 0 ? 'neg' : 'pos');
    const shown = this.areas.get(i) * this.visible.get(i);
    return { at, color, colors, texts, shown, told: this.told.get(i) };
  }

  private paintPoint(brush: PlaneBrush, i: number, others: readonly number[]) {
    const dim = this.dimness.get(i);
    const color = mix(this.palette.text, this.palette.line, dim);
    const disc = this.discs.get(i);
    const named = disc > 0 && this.isCovered(i, others) ? 0 : disc;
    const at = this.pointAt(i);
    if (!Number.isFinite(at.x) || !Number.isFinite(at.y)) return;
    const grown = this.visible.get(i);
    if (named < 1) paintDot(brush, at, { color, grown: grown * (1 - named / 2) });
    if (named > 0) paintDot(brush, at, { color, grown: grown * named, label: this.labels()[i] ?? '' }); // prettier-ignore
  }

  private taken(): PlaneBrush['taken'] {
    const there = this.next() ?? this.points();
    const radius = (i: number) => (this.discs.get(i) > 0 ? discRadius : dotRadius);
    return this.every().map((i) => ({ at: this.pixelOf(pointOf(there, i)), radius: radius(i) }));
  }

  private namedOnes(): readonly number[] {
    return this.every().filter((i) => this.discs.get(i) * this.visible.get(i) > 0);
  }

  /** By a named point that lies over it: then it is a dot under that one. */
  private isCovered(i: number, named: readonly number[]): boolean {
    const over = (j: number) =>
      this.rank(j) > this.rank(i) || (this.rank(j) === this.rank(i) && j > i);
    const at = this.pointAt(i);
    return named.some(
      (j) => j !== i && over(j) && this.pointAt(j).sub(at).magnitude < 2 * discRadius,
    );
  }

  /** Named points lie over dots. */
  private rank(i: number): number {
    return this.discs.get(i) + this.told.get(i) - this.dimness.get(i);
  }

  private numbersAt(i: number): Vector2 {
    const now = pointOf(this.points(), i);
    const next = this.next();
    return next ? Vector2.lerp(now, pointOf(next, i), this.share()) : now;
  }

  private pixelOf(point: Vector2): Vector2 {
    return toPixel(this.frame(), point);
  }

  @computed()
  private frame(): PlaneFrame {
    const { xAxis, yAxis } = this.options;
    return { x: rangeOf(xAxis), y: rangeOf(yAxis), width: this.width(), height: this.height() };
  }

  @computed()
  private labels(): readonly string[] {
    return textsOf(this.options.labels);
  }

  private every(): number[] {
    return this.points().x.values.map((_, i) => i);
  }

  private everyQuarter(): number[] {
    return (this.options.quarters ?? []).map((_, k) => k);
  }

  private groups(points: readonly number[]): readonly (readonly number[])[] {
    return points.map((i) => [this.at(i)]);
  }

  private at(i: number): number {
    return requireIndex('point', i, this.points().x.values.length, this.points().x.of);
  }

  private quarterAt(name: string): number {
    const known = this.options.quarters ?? [];
    return known.indexOf(requireNamed('a quarter of a plane', name, known));
  }
}

const pointOf = ({ x, y }: PlanePoints, i: number) =>
  new Vector2(x.values[i] ?? Number.NaN, y.values[i] ?? Number.NaN);
