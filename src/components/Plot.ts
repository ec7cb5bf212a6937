/**
 * Axes with curves, dots, bars and reference lines. Curves are drawn from left to right and named at
 * their ends; a marker walks along one with its number; the axes stay while the data change.
 */
import { initial, nodeName, signal } from '@motion-canvas/2d';
import {
  Vector2,
  all,
  createSignal,
  linear,
  type SignalValue,
  type SimpleSignal,
} from '@motion-canvas/core';
import { formatNumber } from '../theme/formatNumber';
import { gap } from '../theme/layout';
import { pace } from '../theme/pace';
import { size } from '../theme/type';
import { Figure, type FigureProps } from './Figure';
import { PlotSeries, numbersOf, pointsOf, type Numbers, type SeriesSpec } from './PlotSeries';
import { plotAxis, type Axis, type AxisSpec } from './plotAxis';
import {
  paintAxes,
  paintReference,
  roomForAxes,
  type Frame,
  type ReferenceLine,
} from './paintAxes';
import { paintSeries, visiblePart } from './paintSeries';
import { paintText, textWidth } from './paintText';
import { spread } from './spread';

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
}

const endText = { face: 'words', px: size.small, weight: 600 } as const;

@nodeName('Plot')
export class Plot extends Figure {
  @initial(820) @signal() declare public readonly width: SimpleSignal<number, this>;
  @initial(520) @signal() declare public readonly height: SimpleSignal<number, this>;

  private readonly series: readonly PlotSeries[];
  private readonly lines: readonly (ReferenceLine & { readonly shown: SimpleSignal<number> })[];
  private readonly xAxis: Axis;
  private readonly yAxis: Axis;
  private readonly grid: boolean;
  private readonly marked = createSignal<PlotSeries | null>(null);
  /** In points of the marked series from its first. */
  private readonly marker = createSignal(0);
  private readonly markerShown = createSignal(0);

  public constructor(props: PlotProps) {
    super(props);
    this.series = props.series.map((spec) => new PlotSeries(spec));
    this.lines = (props.lines ?? []).map((line) => ({
      ...line,
      shown: createSignal(line.reveal ?? 0),
    }));
    const points = this.series.flatMap((series) => series.points());
    const from0 = this.series.some((series) => series.kind === 'bars') ? [0] : [];
    this.xAxis = plotAxis(
      props.xAxis ?? {},
      points.map((p) => p.x),
    );
    this.yAxis = plotAxis(props.yAxis ?? {}, [...points.map((p) => p.y), ...from0]);
    this.grid = props.grid ?? true;
  }

  public override extent(): Vector2 {
    return new Vector2(this.width(), this.height());
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
    const { x, y } = this.find(name).pointAt(index);
    return this.pointAt(x, y);
  }

  /** A curve from left to right, dots or bars one by one, a reference line. */
  public *reveal(name: string, seconds: number = pace.slow) {
    const line = this.lines.find((l) => l.name === name);
    if (line) return yield* line.shown(1, seconds);
    yield* this.find(name).reveal(1, seconds, linear);
  }

  /** So many dots or bars are visible. */
  public *revealTo(name: string, count: number, seconds: number = pace.quick) {
    const series = this.find(name);
    yield* series.reveal(count / Math.max(1, series.points().length), seconds);
  }

  /** The series takes other data; the axes stay. */
  public *morph(name: string, next: { x?: Numbers; y: Numbers }, seconds: number = pace.change) {
    const series = this.find(name);
    const x = next.x ?? series.points().map((p) => p.x);
    const xs = numbersOf(x).length === numbersOf(next.y).length ? x : undefined;
    yield* series.points(pointsOf({ x: xs, y: next.y }), seconds);
  }

  /** The marker moves along a series to a value of x, or to a point by its index. */
  public *mark(name: string, to: { x: number } | { index: number }, seconds: number = pace.slow) {
    const series = this.find(name);
    const index = 'x' in to ? series.indexOf(to.x) : to.index;
    if (this.marked() === series && this.markerShown() > 0)
      return yield* this.marker(index, seconds);
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
    const strength = (name: string) => (bright === null || bright.includes(name) ? 1 : 0.25);
    yield* all(...this.series.map((series) => series.strength(strength(series.name), seconds)));
  }

  /** The number of this dot or bar is bright. */
  public current(name: string, index: number | null) {
    this.find(name).current(index);
  }

  protected override paint(context: CanvasRenderingContext2D) {
    const frame = this.frame();
    const base = this.baseline(frame);
    const toPixel = (p: { x: number; y: number }) => this.pointAt(p.x, p.y);
    const brush = { context, palette: this.palette, toPixel, base };
    paintAxes(brush, frame, this.xAxis, this.yAxis, this.grid);
    for (const line of this.lines) paintReference(brush, frame, line, line.shown());
    context.save();
    context.beginPath();
    const over = 16;
    context.rect(
      -this.width() / 2,
      frame.top - over * 2,
      this.width(),
      frame.bottom - frame.top + over * 2 + (this.xAxis.spec.hidden ? 60 : over),
    );
    context.clip();
    for (const series of this.series) paintSeries(brush, series);
    context.restore();
    this.paintEnds(context, frame);
    this.paintMarker(context);
  }

  private paintEnds(context: CanvasRenderingContext2D, frame: Frame) {
    const ends = this.series.flatMap((series) => {
      const end = visiblePart(series.points(), series.reveal()).at(-1);
      return end && series.spec.label ? [{ series, text: series.spec.label, end }] : [];
    });
    const pixels = ends.map(({ end }) => this.pointAt(end.x, end.y));
    const placed = spread(
      pixels.map(({ y }) => y),
      endText.px * 1.3,
    );
    ends.forEach(({ series, text }, i) => {
      const x = pixels[i]?.x ?? frame.right;
      context.save();
      context.globalAlpha *= series.strength() * Math.min(1, series.reveal() * 4);
      paintText(context, text, x + gap.small, placed[i] ?? 0, {
        ...endText,
        align: 'left',
        color: this.color(series.role),
      });
      context.restore();
    });
  }

  private paintMarker(context: CanvasRenderingContext2D) {
    const series = this.marked();
    if (!series || this.markerShown() <= 0) return;
    const point = series.pointAt(this.marker());
    const { x, y } = this.pointAt(point.x, point.y);
    context.save();
    context.globalAlpha *= this.markerShown();
    context.beginPath();
    context.arc(x, y, 11, 0, 2 * Math.PI);
    context.fillStyle = this.color(series.role);
    context.fill();
    context.lineWidth = 4;
    context.strokeStyle = this.color('text');
    context.stroke();
    const text = formatNumber(point.y, series.decimals);
    const style = { face: 'numbers', px: size.label, weight: 600 } as const;
    const half = textWidth(text, style.face, style.px, style.weight) / 2;
    const at = { x: Math.min(x, this.width() / 2 - half), y: y - 42 };
    context.lineJoin = 'round';
    context.fillStyle = this.color('bg');
    context.globalAlpha *= 0.85;
    context.fillRect(at.x - half - 8, at.y - 20, 2 * half + 16, 40);
    context.globalAlpha /= 0.85;
    paintText(context, text, at.x, at.y, { ...style, color: this.color('text') });
    context.restore();
  }

  /** The data's rectangle; ticks, labels and the names at line ends stand outside of it. */
  private frame(): Frame {
    const names = this.series.flatMap((series) => series.spec.label ?? []);
    const widest = names.map((text) => textWidth(text, endText.face, endText.px, endText.weight));
    const ends = names.length > 0 ? Math.max(...widest) + gap.small : 0;
    const room = roomForAxes(this.xAxis, this.yAxis);
    return {
      left: -this.width() / 2 + room.left,
      right: this.width() / 2 - Math.max(ends, room.right),
      top: -this.height() / 2 + room.top,
      bottom: this.height() / 2 - room.bottom,
    };
  }

  private baseline({ top, bottom }: Frame): number {
    const zero = this.yAxis.spec.scale === 'log' ? 0 : this.yAxis.at(0);
    return bottom - (bottom - top) * Math.min(1, Math.max(0, zero));
  }

  private find(name: string): PlotSeries {
    const found = this.series.find((series) => series.name === name);
    if (found) return found;
    const known = [...this.series, ...this.lines].map((s) => s.name).join(', ');
    throw new Error(`Plot has no series "${name}"; it has: ${known || 'none'}`);
  }
}
