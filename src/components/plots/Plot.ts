/**
 * Axes with curves, dots, bars and reference lines. Curves are drawn from left to right and named at
 * their ends; a marker walks along one with its number; the axes stay while the data change.
 */
import { initial, nodeName, signal } from '@motion-canvas/2d';
import {
  Vector2,
  all,
  createSignal,
  easeInOutCubic,
  linear,
  type SignalValue,
  type SimpleSignal,
  type TimingFunction,
} from '@motion-canvas/core';
import { formatNumber } from '../../theme/formatNumber';
import { pace } from '../../theme/pace';
import { size } from '../../theme/type';
import type { Anchor } from '../figure/Anchor';
import { requireWords } from '../text/parts/paintWords';
import { Figure, type FigureProps, type Sizing } from '../figure/Figure';
import { lettered, standing, type Source } from '../figure/Source';
import { PlotSeries, pointsOf, type Numbers, type SeriesSpec } from './parts/PlotSeries';
import { plotAxis, type Axis, type AxisSpec } from './parts/plotAxis';
import {
  paintAxes,
  paintReference,
  roomForAxes,
  type Frame,
  type ReferenceLine,
} from './parts/paintAxes';
import { paintEnds, paintMarker, roomForEnds } from './parts/paintPlotLabels';
import { numberRoom, paintSeries } from './parts/paintSeries';
import { requireIndex } from '../figure/parts/requireIndex';
import { requireNamed } from '../figure/parts/requireNamed';
import type { Point } from '../figure/parts/polyline';

export interface PlotProps extends FigureProps {
  /** Of the whole figure, ticks and labels included. */
  width?: SignalValue<number>;
  height?: SignalValue<number>;
  series: readonly SeriesSpec[];
  xAxis?: AxisSpec;
  yAxis?: AxisSpec;
  lines?: readonly ReferenceLine[];
  /** Lines at the ticks of y. */
  grid?: boolean;
  /** Of the names at the ends of curves. */
  px?: number;
}

@nodeName('Plot')
export class Plot extends Figure {
  @initial(820) @signal() declare public readonly width: SimpleSignal<number, this>;
  @initial(520) @signal() declare public readonly height: SimpleSignal<number, this>;

  private readonly series: readonly PlotSeries[];
  private readonly lines: readonly (ReferenceLine & { readonly shown: SimpleSignal<number> })[];
  private readonly xAxis: Axis;
  private readonly yAxis: Axis;
  private readonly grid: boolean;
  private readonly px: number;
  private readonly marked = createSignal<PlotSeries | null>(null);
  /** In points of the marked series from its first. */
  private readonly marker = createSignal(0);
  private readonly markerShown = createSignal(0);

  public constructor(props: PlotProps) {
    super(props);
    const { xAxis, yAxis, series, lines = [] } = props;
    requireWords(
      xAxis?.label,
      yAxis?.label,
      [...series, ...lines].map(({ label }) => label),
    );
    this.series = props.series.map((spec) => new PlotSeries(spec));
    this.lines = (props.lines ?? []).map((line) => ({
      ...line,
      shown: createSignal(line.reveal ?? 0),
    }));
    const xs = this.series.flatMap(xReach);
    const ys = this.series.flatMap(yReach);
    this.xAxis = plotAxis(props.xAxis ?? {}, xs, false);
    this.yAxis = plotAxis(props.yAxis ?? {}, ys, true);
    this.grid = props.grid ?? true;
    this.px = props.px ?? size.small;
  }

  public override extent(): Vector2 {
    return new Vector2(this.width(), this.height());
  }

  public override facts(): readonly Source[] {
    const marked = this.markerShown() > 0 ? this.marked() : null;
    const beside = this.series.map((s) => standing(s.name, s.numbers(), s.decimals));
    const walked = marked
      ? [standing(marked.name, [marked.numberAt(this.markedPlace())], marked.decimals)]
      : [];
    const axes = [this.xAxis, this.yAxis];
    const ticks = axes.flatMap((axis) =>
      axis.ticks.map(({ text, power = '' }) => `${text} ${power}`),
    );
    const words = [
      ...axes.flatMap(({ spec }) => [spec.label ?? '', ...(spec.names ?? [])]),
      ...this.series.map(({ spec }) => spec.label ?? ''),
      ...this.lines.map(({ label = '' }) => label),
    ];
    const named = axes.some(({ spec }) => spec.names);
    return [
      ...super.facts(),
      ...beside,
      ...walked,
      lettered('words', words),
      lettered('ticks', named ? [] : ticks),
    ];
  }

  /** Where a point of the data is, in the plot's own coordinates. */
  public pointAt(x: number, y: number): Vector2 {
    const { left, right, top, bottom } = this.frame();
    return new Vector2(
      left + (right - left) * this.xAxis.at(x),
      bottom - (bottom - top) * this.yAxis.at(y),
    );
  }

  /** Where a point of a series is. */
  public pointOf(name: string, index: number): Vector2 {
    const { x, y } = this.point(name, index).pointAt(index);
    return this.pointAt(x, y);
  }

  /** A number of the plot to fly from: the value of a point of a series. */
  public anchor(name: string, index: number): Anchor {
    const series = this.point(name, index);
    return {
      position: () => this.onStage(this.pointOf(name, index)),
      size: () => new Vector2(2 * size.small, size.small).scale(this.stageScale()),
      text: () => formatNumber(series.numberAt(index), series.decimals),
      facts: () => [standing(name, [series.numberAt(index)], series.decimals)],
      textShift: () => 0,
      px: () => size.small * this.stageScale(),
      face: 'numbers',
      color: () => this.color(series.role),
      fill: () => '',
      // A flight to a dot or bar lands when the scene reveals it.
      show: () => {},
      shown: () => ({ box: 0, text: 1 }),
    };
  }

  /** A curve from left to right, dots or bars one by one, a reference line. */
  public *showSeries(name: string, seconds: number = pace.slow) {
    const line = this.lines.find((l) => l.name === name);
    if (line) return yield* line.shown(1, seconds);
    const known = [...this.series, ...this.lines];
    requireNamed('a series or a line of a plot', name, known);
    yield* this.find(name).reveal(1, seconds, linear);
  }

  /** So many dots or bars are visible. */
  public *showPoints(name: string, count: number, seconds: number = pace.quick) {
    const series = this.find(name);
    yield* series.reveal(count / Math.max(1, series.points().length), seconds);
  }

  /** The series takes other data; the axes stay. */
  public *morph(name: string, next: { x?: Numbers; y: Numbers }, seconds: number = pace.change) {
    const series = this.find(name);
    const x = next.x ?? (series.spec.x && series.points().map((p) => p.x));
    yield* series.become(pointsOf({ x, y: next.y }), seconds);
  }

  /** The marker moves along a series to the point at x, or to a point by its index. */
  public *mark(
    name: string,
    to: { x: number } | { index: number },
    seconds: number = pace.slow,
    timing: TimingFunction = easeInOutCubic,
  ) {
    const series = 'index' in to ? this.point(name, to.index) : this.find(name);
    const index = Math.round('x' in to ? series.indexOf(to.x) : to.index);
    if (this.marked() === series && this.markerShown() > 0)
      return yield* this.marker(index, seconds, timing);
    this.marked(series);
    this.marker(index);
    yield* this.markerShown(1, pace.quick);
  }

  public *unmark(seconds: number = pace.quick) {
    yield* this.markerShown(0, seconds);
  }

  /** Only these stay bright; without names all are. */
  public *highlight(names: string | readonly string[] | null, seconds: number = pace.quick) {
    const bright = typeof names === 'string' ? [names] : names;
    bright?.forEach((name) => this.find(name));
    const strength = (name: string) => (bright === null || bright.includes(name) ? 1 : 0.3);
    yield* all(...this.series.map((series) => series.strength(strength(series.name), seconds)));
  }

  /** The number of this dot or bar is bright. */
  public current(name: string, index: number | null) {
    (index === null ? this.find(name) : this.point(name, index)).current(index);
  }

  protected override fitTo({ x, y }: Vector2) {
    this.width(x).height(y);
  }

  protected override sizings(): readonly Sizing[] {
    return [this.width, this.height];
  }

  protected override paint(context: CanvasRenderingContext2D) {
    const frame = this.frame();
    const base = this.baseline(frame);
    const toPixel = (p: Point) => this.pointAt(p.x, p.y);
    const curves = this.series.filter((series) => series.kind === 'curve');
    const lines = curves.flatMap((series) => series.points().map(toPixel));
    const brush = { context, palette: this.palette, toPixel, base, curves: lines };
    const axes = { x: this.xAxis, y: this.yAxis, grid: this.grid, top: -this.height() / 2 };
    paintAxes(brush, frame, axes);
    for (const line of this.lines) paintReference(brush, frame, line, line.shown());
    context.save();
    this.clip(context, frame);
    for (const series of this.series) paintSeries(brush, series);
    context.restore();
    paintEnds(brush, this.series, { px: this.px, bottom: frame.bottom });
    const series = this.marked();
    if (series) paintMarker(brush, { series, index: this.marker(), alpha: this.markerShown() });
  }

  /** The point that the marker stands at, or is nearest to. */
  private markedPlace(): number {
    return Math.round(this.marker());
  }

  /** The data's rectangle; ticks, labels and the names at line ends stand outside of it. */
  private frame(): Frame {
    const room = roomForAxes(this.xAxis, this.yAxis);
    const numbered = this.series.some(({ spec }) => spec.as === 'bars' && spec.numbers === 'above');
    return {
      left: -this.width() / 2 + room.left,
      right: this.width() / 2 - Math.max(roomForEnds(this.series, this.px), room.right),
      top: -this.height() / 2 + room.top + (numbered ? numberRoom / 2 : 0),
      bottom: this.height() / 2 - room.bottom,
    };
  }

  /** Curves leave fixed axes above and below, not at the sides. */
  private clip(context: CanvasRenderingContext2D, { top, bottom }: Frame) {
    const over = this.xAxis.spec.hidden ? numberRoom : 16;
    context.beginPath();
    context.rect(
      -this.width() / 2,
      top - numberRoom,
      this.width(),
      bottom - top + numberRoom + over,
    );
    context.clip();
  }

  private baseline({ top, bottom }: Frame): number {
    const zero = this.yAxis.spec.scale === 'log' ? 0 : this.yAxis.at(0);
    return bottom - (bottom - top) * Math.min(1, Math.max(0, zero));
  }

  /** The series that has such a point. */
  private point(name: string, index: number): PlotSeries {
    const series = this.find(name);
    requireIndex('point', index, series.points().length, name);
    return series;
  }

  private find(name: string): PlotSeries {
    return requireNamed('a series of a plot', name, this.series);
  }
}

/** What an axis has to hold: bars are wide, and stand on 0. */
function xReach(series: PlotSeries): readonly number[] {
  const xs = series.points().map((p) => p.x);
  const [first, second] = xs;
  if (series.kind !== 'bars' || first === undefined) return xs;
  const half = Math.abs((second ?? first + 1) - first) / 2;
  return xs.flatMap((x) => [x - half, x + half]);
}

function yReach(series: PlotSeries): readonly number[] {
  const ys = series.points().map((p) => p.y);
  return series.kind === 'bars' ? [0, ...ys] : ys;
}
