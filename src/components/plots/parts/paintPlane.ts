/** The parts of a plane: its axes, its quarters, its dots, and the area between a dot and the axes. */
import type { Vector2 } from '@motion-canvas/core';
import { mix } from '../../../theme/color';
import { gap, radius } from '../../../theme/layout';
import type { Palette } from '../../../theme/palette';
import { size, type Face, type Weight } from '../../../theme/type';
import { paintText, textWidth } from '../../figure/parts/paintText';
import type { Point } from '../../figure/parts/polyline';
import { paintArrow } from '../../marks/parts/paintArrow';
import { freest, touches, type Half, type Spot } from './freest';

export interface PlaneBrush {
  readonly context: CanvasRenderingContext2D;
  readonly palette: Palette;
  /** Of (0, 0). */
  readonly origin: Vector2;
  readonly half: Vector2;
  /** Centres of named points, which nothing else is written over. */
  readonly named: readonly Vector2[];
  /** All points, those on their way where they will be: a text does not hop while they move. */
  readonly taken: readonly Spot[];
}

/** Radius of a named point. */
export const discRadius = size.token * 0.66;
/** Of one without a name. */
export const dotRadius = 8;

const halfOf = (text: string, face: Face, px: number, weight?: Weight) => ({
  x: textWidth(text, face, px, weight) / 2,
  y: px / 2,
});

/** Whether a text would stand clear of all named points. */
function isFree({ named }: PlaneBrush, text: string, x: number, y: number, face: Face): boolean {
  const half = halfOf(text, face, size.label);
  return !named.some((at) => touches({ x, y }, half, { at, radius: discRadius }));
}

const axisText = { face: 'words', px: size.label } as const;

export function paintPlaneAxes(
  { context, palette, origin, half, taken }: PlaneBrush,
  { x, y }: Readonly<Record<'x' | 'y', { readonly label: string; readonly color: string }>>,
) {
  const line = { color: palette.line, width: 3, head: 16 };
  const at = (px: number, py: number) => ({ x: px, y: py });
  paintArrow(context, [at(-half.x, origin.y), at(half.x, origin.y)], line);
  paintArrow(context, [at(origin.x, half.y), at(origin.x, -half.y)], line);
  const name = (
    { label, color }: typeof x,
    places: (room: Half) => readonly [Point, ...Point[]],
  ) => {
    const room = halfOf(label, axisText.face, axisText.px);
    const place = freest(places(room), room, taken);
    paintText(context, label, place.x, place.y, { ...axisText, color, halo: palette.bg });
  };
  // At the far end below the axis, else above it, else at the near end
  const off = axisText.px * 0.9;
  name(x, (room) => {
    const [far, near] = [half.x - room.x, room.x - half.x];
    const [under, over] = [origin.y + off, origin.y - off];
    return [at(far, under), at(far, over), at(near, under), at(near, over)];
  });
  // At the upper end to the left, where it has room, else to the right, else at the lower end
  const top = axisText.px * 0.4 - half.y;
  name(y, (room) => {
    const [left, right] = [-1, 1].map((side) => origin.x + side * (gap.small + room.x)) as [
      number,
      number,
    ];
    const isRoom = left - room.x >= -half.x;
    return isRoom
      ? [at(left, top), at(right, top), at(left, -top), at(right, -top)]
      : [at(right, top), at(right, -top)];
  });
}

export interface Quarter {
  readonly from: Vector2;
  readonly to: Vector2;
  readonly label: string;
  readonly color: string;
  readonly shown: number;
}

/** Its name stands at the outer corner. */
export function paintQuarter(brush: PlaneBrush, quarter: Quarter) {
  const { context, palette } = brush;
  const { from, to, label, color, shown } = quarter;
  if (shown <= 0) return;
  context.save();
  const alpha = context.globalAlpha;
  context.globalAlpha = alpha * shown * 0.13;
  context.fillStyle = color;
  context.fillRect(from.x, from.y, to.x - from.x, to.y - from.y);
  context.globalAlpha = alpha * shown;
  const [x, y] = [(from.x + to.x) / 2, to.y + Math.sign(from.y - to.y) * size.label];
  if (isFree(brush, label, x, y, 'words'))
    paintText(context, label, x, y, { ...axisText, color: palette.text, halo: palette.bg });
  context.restore();
}

export interface Area {
  /** The dot. */
  readonly at: Vector2;
  readonly color: string;
  readonly shown: number;
  /** Numbers at its sides and in its middle. */
  readonly texts: { readonly x: string; readonly y: string; readonly product: string };
  readonly colors: { readonly x: string; readonly y: string };
  readonly told: number;
}

/** Of an area's colour over the ground. */
const tint = 0.34;
const areaText = { face: 'numbers', px: size.label } as const;

/** A product stands nearer to the axis: other points lie farther out. */
const belowMiddle = 0.4;
/** From there, as shares of the area, to where no point lies: over white points white letters are lost. */
const steps = { x: [0, 0.1, -0.1, 0.2, -0.2, 0.3, -0.3], y: [0, 0.1, 0.2] } as const;

/** Centres for a product inside its area's width. */
function placesIn(origin: Vector2, at: Vector2, half: number): readonly [Point, ...Point[]] {
  const place = (x: number, y: number) => ({
    x: origin.x + (at.x - origin.x) * (0.5 + x),
    y: origin.y + (at.y - origin.y) * (belowMiddle + y),
  });
  const width = Math.abs(at.x - origin.x);
  const across = steps.x.filter((x) => Math.abs(x) * width + half < width / 2);
  return [place(0, 0), ...across.flatMap((x) => steps.y.map((y) => place(x, y)))];
}

export function paintArea({ context, origin }: PlaneBrush, { at, color, shown }: Area) {
  if (shown <= 0) return;
  context.save();
  const alpha = context.globalAlpha;
  const end = at.sub(origin).scale(shown).add(origin);
  const [left, top] = [Math.min(origin.x, end.x), Math.min(origin.y, end.y)];
  const [width, height] = [Math.abs(end.x - origin.x), Math.abs(end.y - origin.y)];
  context.globalAlpha = alpha * tint;
  context.fillStyle = color;
  context.beginPath();
  context.roundRect(left, top, width, height, Math.min(radius.cell, width / 2, height / 2));
  context.fill();
  context.globalAlpha = alpha;
  context.lineWidth = 2;
  context.strokeStyle = color;
  context.stroke();
  context.restore();
}

function paintPlate(context: CanvasRenderingContext2D, { x, y }: Point, half: Half, color: string) {
  const [across, up] = [half.x + radius.cell, half.y * 0.9];
  context.fillStyle = color;
  context.beginPath();
  context.roundRect(x - across, y - up, 2 * across, 2 * up, radius.cell);
  context.fill();
}

/** Over all dots. */
export function paintAreaNumbers(brush: PlaneBrush, area: Area) {
  const { context, palette, origin } = brush;
  const { at, texts, color, colors, told, shown } = area;
  if (told * shown <= 0) return;
  context.save();
  context.globalAlpha *= told * shown;
  const halo = palette.bg;
  const outward = at.y < origin.y ? -1 : 1;
  const middle = at.add(origin).scale(0.5);
  const y = at.y + outward * size.label * 0.8;
  if (isFree(brush, texts.x, middle.x, y, 'numbers'))
    paintText(context, texts.x, middle.x, y, { ...areaText, color: colors.x, halo });
  const aside = at.x + Math.sign(at.x - origin.x || 1) * gap.small;
  const align = at.x < origin.x ? 'right' : 'left';
  const half = textWidth(texts.y, 'numbers', areaText.px) / 2;
  if (isFree(brush, texts.y, aside + (align === 'left' ? half : -half), middle.y, 'numbers'))
    paintText(context, texts.y, aside, middle.y, { ...areaText, color: colors.y, align, halo });
  const ground = mix(palette.bg, color, tint);
  const product = { ...areaText, px: size.large, color: palette.text, weight: 600, halo: ground } as const; // prettier-ignore
  const room = Math.abs(at.x - origin.x) - gap.small;
  const productHalf = halfOf(texts.product, 'numbers', size.large, 600);
  if (textWidth(texts.product, 'numbers', size.large) < room) {
    const place = freest(placesIn(origin, at, productHalf.x), productHalf, brush.taken);
    // The border of an area lower than its number would run through the letters
    if (Math.abs(at.y - origin.y) < size.large) paintPlate(context, place, productHalf, ground);
    paintText(context, texts.product, place.x, place.y, product);
  }
  context.restore();
}

export function paintDot(
  { context, palette }: PlaneBrush,
  at: Vector2,
  { color, grown, label }: { color: string; grown: number; label?: string },
) {
  if (grown <= 0) return;
  context.save();
  context.globalAlpha *= Math.min(1, grown * 2);
  if (label !== undefined) {
    const px = size.token * (0.5 + 0.5 * grown);
    context.beginPath();
    context.arc(at.x, at.y, (px / size.token) * discRadius, 0, 2 * Math.PI);
    context.fillStyle = palette.surface;
    context.fill();
    context.lineWidth = 2.5;
    context.strokeStyle = color;
    context.stroke();
    paintText(context, label, at.x, at.y, { face: 'numbers', px: px * 0.85, color: palette.text });
  } else {
    context.beginPath();
    context.arc(at.x, at.y, dotRadius * grown, 0, 2 * Math.PI);
    context.fillStyle = color;
    context.fill();
  }
  context.restore();
}
