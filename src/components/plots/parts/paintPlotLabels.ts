/** The names at the ends of curves, and the marker that walks along one with its number. */
import { formatNumber } from '../../../theme/formatNumber';
import { gap } from '../../../theme/layout';
import { size } from '../../../theme/type';
import { textColor, textFaded } from '../../figure/dimmed';
import { visiblePart, type Brush } from './paintSeries';
import { paintText, textWidth } from '../../figure/parts/paintText';
import { paintWords, wordsWidth } from '../../text/parts/paintWords';
import type { PlotSeries } from './PlotSeries';
import type { Point } from '../../figure/parts/polyline';
import { spread } from './spread';
import { outside } from '../../dials/parts/turning';

const endText = { face: 'words', weight: 600 } as const;
const markerText = { face: 'numbers', px: size.label, weight: 600 } as const;
/** From the marker's centre to its number. */
const markerRoom = 27;

/** Room for the names to the right of the curves. */
export function roomForEnds(series: readonly PlotSeries[], px: number): number {
  const rooms = series.map((one) => nameRoom(one, px) + numberRoom(one, px));
  const widths = rooms.filter((width) => width > 0);
  return widths.length === 0 ? 0 : Math.max(...widths) + headRoom(series);
}

const headRoom = (series: readonly PlotSeries[]) =>
  series.some(({ spec }) => spec.head) ? 1.5 * gap.normal : gap.small;

const nameRoom = ({ spec: { label } }: PlotSeries, px: number) =>
  label ? wordsWidth(label, endText.face, px, endText.weight) : 0;

/** Of the number at the end of a curve, and of the blank before it. */
const numberRoom = (series: PlotSeries, px: number) =>
  series.spec.numbers === 'end' ? textWidth(` ${endNumber(series)}`, 'numbers', px) : 0;

const endNumber = (series: PlotSeries) =>
  formatNumber(series.numbers().at(-1) ?? Number.NaN, series.decimals);

export function paintEnds(
  { context, palette, toPixel }: Brush,
  all: readonly PlotSeries[],
  { px, bottom }: { px: number; bottom: number },
) {
  const ends = all.flatMap((series) => {
    const end = visiblePart(series.points(), series.reveal()).at(-1);
    const at = end && toPixel(end);
    const isThere = at && Number.isFinite(at.x) && Number.isFinite(at.y);
    return isThere && nameRoom(series, px) + numberRoom(series, px) > 0 ? [{ series, ...at }] : [];
  });
  const line = px * 1.3;
  const wished = spread(
    ends.map(({ y }) => y),
    line,
  );
  const walks = all.some(({ spec }) => spec.head);
  const placed = walks ? upFrom(bottom - px * 0.4, wished, line) : wished;
  ends.forEach(({ series, x, y }, i) => {
    const [from, middle] = [x + headRoom(all), placed[i] ?? y];
    context.save();
    // The name of a curve rides along; that of bars stands once all of them do.
    const come = series.kind === 'bars' ? series.reveal() * 20 - 19 : series.reveal() * 4;
    context.globalAlpha *= Math.min(1, Math.max(0, come));
    paintWords(context, palette, series.spec.label ?? '', from, middle, {
      ...endText,
      px,
      align: 'left',
      color: palette[series.role],
      faded: textFaded(series.strength()),
      halo: palette.bg,
    });
    if (series.spec.numbers === 'end' && series.reveal() >= 1) {
      context.globalAlpha *= series.clarity();
      const color = textColor(palette, palette[series.role], series.strength());
      const style = { face: 'numbers', px, align: 'left', color } as const;
      paintText(context, ` ${endNumber(series)}`, from + nameRoom(series, px), middle, style);
    }
    context.restore();
  });
}

/** Names that walk keep clear of the ticks under the plot: the lowest moves up, and those right over it. */
function upFrom(bottom: number, ys: readonly number[], line: number): number[] {
  const placed = [...ys];
  const fromBelow = [...ys.keys()].sort((a, b) => (ys[b] ?? 0) - (ys[a] ?? 0));
  fromBelow.forEach((i, k) => {
    placed[i] = Math.min(placed[i] ?? 0, bottom - k * line);
  });
  return placed;
}

export interface Marker {
  readonly series: PlotSeries;
  /** In points of the series from its first. */
  readonly index: number;
  readonly alpha: number;
}

export function paintMarker(
  { context, palette, toPixel }: Brush,
  { series, index, alpha }: Marker,
) {
  const { x, y } = toPixel(series.pointAt(index));
  if (alpha <= 0 || !Number.isFinite(x) || !Number.isFinite(y)) return;
  context.save();
  context.globalAlpha *= alpha;
  context.beginPath();
  context.arc(x, y, 11, 0, 2 * Math.PI);
  context.fillStyle = palette[series.role];
  context.fill();
  context.lineWidth = 4;
  context.strokeStyle = palette.text;
  context.stroke();
  const place = Math.round(index);
  const text = formatNumber(series.numberAt(place), series.decimals);
  const half = { x: textWidth(text, markerText.face, markerText.px) / 2, y: markerText.px / 2 };
  const shift = outside(markerRoom, uphill(series, index, toPixel), half);
  const style = { ...markerText, color: palette.text, halo: palette.bg };
  context.globalAlpha *= nearness(series, index, toPixel) * series.clarity();
  paintText(context, text, x + shift.x, y + shift.y, style);
  context.restore();
}

/** Pixels from a point within which its number stands, and beyond which it goes: it tells of that place and no other. */
const reach = 14;

/** 1 where the marker is at a point of the data, 0 where it is on its way to the next. */
function nearness(series: PlotSeries, index: number, toPixel: Brush['toPixel']): number {
  const [here, place] = [index, Math.round(index)].map((i) => toPixel(series.pointAt(i))) as [
    Point,
    Point,
  ];
  const away = Math.hypot(here.x - place.x, here.y - place.y);
  return Math.min(1, Math.max(0, 2 - away / reach));
}

/** The direction in which the number stands off the marker: away from the line, to its upper side. */
function uphill(series: PlotSeries, index: number, toPixel: Brush['toPixel']): number {
  const last = series.points().length - 1;
  const near = Math.max(0.5, last * 0.04);
  const [a, b] = [Math.max(0, index - near), Math.min(last, index + near)].map((i) =>
    toPixel(series.pointAt(i)),
  ) as [Point, Point];
  return Math.atan2(b.x - a.x, b.y - a.y);
}
