/** How the points of a series are drawn; all coordinates are pixels of the plot. */
import { formatNumber } from '../../../theme/formatNumber';
import { radius } from '../../../theme/layout';
import type { Palette } from '../../../theme/palette';
import { size } from '../../../theme/type';
import type { PlotSeries } from './PlotSeries';
import { paintArrow, paintLine } from '../../marks/parts/paintArrow';
import { placeLabels } from './placeLabels';
import { paintText, textWidth } from '../../figure/parts/paintText';
import { take, type Point, type Polyline } from '../../figure/parts/polyline';

export interface Brush {
  readonly context: CanvasRenderingContext2D;
  readonly palette: Palette;
  readonly toPixel: (point: Point) => Point;
  /** Of y = 0, or of the axis where 0 is outside. */
  readonly base: number;
  /** All curves in pixels, for numbers that keep off them. */
  readonly curves: readonly Point[];
}

const faint = 0.22;
/** Of a dot among many, so that it shows where they lie close. */
const cloudAlpha = 0.4;
/** Height of a number above a bar. */
export const numberRoom = 44;

export function paintSeries(brush: Brush, series: PlotSeries) {
  const { context } = brush;
  context.save();
  context.globalAlpha *= series.strength();
  painters[series.kind](brush, series);
  context.restore();
}

const painters = {
  curve: paintCurve,
  dots: paintDots,
  bars: paintBars,
  field: paintField,
  cloud: paintCloud,
} as const;

function paintCurve({ context, palette, toPixel }: Brush, series: PlotSeries) {
  const { thick = 5 } = series.spec;
  const line = visiblePart(series.points(), series.reveal()).map(toPixel);
  const dash = series.spec.dashed ? [12, 10] : undefined;
  for (const piece of unbroken(line)) {
    paintLine(context, piece, { color: palette[series.role], width: thick, dash });
  }
  const head = series.spec.head ? line.at(-1) : undefined;
  if (head) paintDisc(context, head, 9 + thick / 2, palette[series.role]);
}

function paintCloud(brush: Brush, series: PlotSeries) {
  const color = brush.palette[series.role];
  brush.context.globalAlpha *= cloudAlpha;
  eachPoint(brush, series, (at, grown) => {
    paintDisc(brush.context, at, 5 * grown, color);
  });
}

function paintDisc(context: CanvasRenderingContext2D, { x, y }: Point, r: number, color: string) {
  context.beginPath();
  context.arc(x, y, r, 0, 2 * Math.PI);
  context.fillStyle = color;
  context.fill();
}

function paintDots(brush: Brush, series: PlotSeries) {
  const { context, palette, toPixel, curves } = brush;
  const points = series.points().map(toPixel);
  const labels = series.spec.numbers
    ? placeLabels(points, (i) => ({ x: numberWidth(series, i) / 2 + 4, y: numberText.px * 0.5 }), {
        prefer: series.spec.numbers === 'below' ? 'below' : 'above',
        apart: 32,
        obstacles: [...points, ...curves],
      })
    : [];
  eachPoint(brush, series, ({ x, y }, grown, i) => {
    const isCurrent = series.current() === i;
    context.beginPath();
    context.arc(x, y, (isCurrent ? 11 : 8) * (0.4 + 0.6 * grown), 0, 2 * Math.PI);
    context.fillStyle = palette[series.role];
    context.fill();
    context.lineWidth = 3;
    context.strokeStyle = isCurrent ? palette.text : palette.bg;
    context.stroke();
    const label = labels[i];
    if (label) paintNumber(brush, series, i, label.x, label.y);
  });
}

function paintBars(brush: Brush, series: PlotSeries) {
  const { context, palette, base, toPixel } = brush;
  const [first, second] = series.points().map(toPixel);
  const step = first && second ? Math.abs(second.x - first.x) : 120;
  const width = Math.max(2, Math.min(step * 0.68, 52));
  eachPoint(brush, series, ({ x, y }, grown, i) => {
    const height = Math.max(4, Math.abs(base - y) * grown);
    const top = y > base ? base : base - height;
    context.beginPath();
    context.roundRect(x - width / 2, top, width, height, Math.min(radius.cell, width / 4));
    context.fillStyle = palette[series.role];
    context.fill();
    const under = y > base ? top + height + 24 : base + 30;
    paintNumber(
      brush,
      series,
      i,
      x,
      series.spec.numbers === 'below' ? under : top - numberRoom / 2,
    );
  });
}

function paintField({ context, palette, toPixel }: Brush, series: PlotSeries) {
  const tips = series.points().map((p, i) => {
    const flow = series.flow[i] ?? { x: 0, y: 0 };
    return toPixel({ x: p.x + flow.x, y: p.y + flow.y });
  });
  series.points().forEach((p, i) => {
    const line: Polyline = [toPixel(p), tips[i] ?? toPixel(p)];
    const color = palette[series.role];
    paintArrow(context, take(line, series.reveal()), { color, width: 2, head: 9 });
  });
}

function eachPoint(
  { context, toPixel }: Brush,
  series: PlotSeries,
  paint: (at: Point, grown: number, index: number) => void,
) {
  const points = series.points();
  const revealed = series.reveal() * points.length;
  points.forEach((point, i) => {
    const grown = Math.min(1, Math.max(0, revealed - i));
    const at = toPixel(point);
    if (!Number.isFinite(at.x) || !Number.isFinite(at.y)) return;
    const alpha = series.spec.ahead ? faint + (1 - faint) * grown : Math.min(1, grown * 3);
    if (alpha <= 0) return;
    context.save();
    context.globalAlpha *= alpha;
    paint(at, series.spec.ahead ? 1 : grown, i);
    context.restore();
  });
}

function paintNumber(
  { context, palette }: Brush,
  series: PlotSeries,
  index: number,
  x: number,
  y: number,
) {
  const value = series.numbers()[index];
  if (value === undefined || series.clarity() <= 0) return;
  const revealed = series.reveal() * series.points().length > index;
  if (!revealed) return;
  const color = series.current() === index ? palette.text : palette.muted;
  context.save();
  context.globalAlpha *= series.clarity();
  paintText(context, formatNumber(value, series.decimals), x, y, {
    ...numberText,
    color,
    halo: palette.bg,
  });
  context.restore();
}

const numberText = { face: 'numbers', px: size.small } as const;

const numberWidth = (series: PlotSeries, index: number) =>
  textWidth(formatNumber(series.numberAt(index), series.decimals), numberText.face, numberText.px);

/** By x where x only grows, so that curves with one x keep step; else along the path. */
export function visiblePart(points: Polyline, share: number): Polyline {
  const [first, last] = [points[0], points.at(-1)];
  if (share >= 1 || !first || !last) return points;
  if (share <= 0) return [];
  const grows = points.every((p, i) => i === 0 || p.x > (points[i - 1]?.x ?? p.x));
  if (!grows) return take(points, share);
  const end = first.x + (last.x - first.x) * share;
  const after = points.findIndex((p) => p.x > end);
  const [a, b] = [points[after - 1], points[after]];
  if (!a || !b) return points.slice(0, 1);
  const y = a.y + ((b.y - a.y) * (end - a.x)) / (b.x - a.x);
  return [...points.slice(0, after), { x: end, y }];
}

/** NaN breaks a curve. */
function unbroken(line: Polyline): readonly Polyline[] {
  const pieces: Point[][] = [[]];
  for (const point of line) {
    if (Number.isFinite(point.x) && Number.isFinite(point.y)) pieces.at(-1)?.push(point);
    else pieces.push([]);
  }
  return pieces.filter((piece) => piece.length > 1);
}
