/** The way of a wire from box to box: out of the sides that face each other, in one soft bend. */
import type { Point, Polyline } from '../../figure/parts/polyline';
import type { Box } from './route';

/** Points along a wire. */
const steps = 24;
/** From the box. */
const apart = 4;
/** How high a wire between boxes of one row is pulled, of the distance between them. */
const rise = 0.42;
/** Of the pull, what a curve rises. */
const risen = 0.75;
/** Below 1: where all arcs are flat, the near ones are less so. */
const flattening = 0.7;

/** All arcs of one row stay below the height of the widest. */
export interface Sky {
  readonly widest: number;
  readonly height: number;
}

export type WireCourse = 'over' | 'sideways' | 'nearest';

/** Over the row that both boxes are in, from column to column, or out of the sides that are nearest. */
export function wirePath(from: Box, to: Box, course: WireCourse, sky?: Sky): Polyline {
  if (course === 'over') return arcOver(from, to, sky);
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const upright = course === 'nearest' && Math.abs(dy) >= from.halfHeight + to.halfHeight;
  const a = upright
    ? { x: from.x, y: from.y + Math.sign(dy) * (from.halfHeight + apart) }
    : { x: from.x + Math.sign(dx) * (from.halfWidth + apart), y: from.y };
  const b = upright
    ? { x: to.x, y: to.y - Math.sign(dy) * (to.halfHeight + apart) }
    : { x: to.x - Math.sign(dx) * (to.halfWidth + apart), y: to.y };
  const bend = upright ? { x: 0, y: (b.y - a.y) / 2 } : { x: (b.x - a.x) / 2, y: 0 };
  return bezier(a, add(a, bend), add(b, { x: -bend.x, y: -bend.y }), b);
}

function arcOver(from: Box, to: Box, sky?: Sky): Polyline {
  const a = { x: from.x, y: from.y - from.halfHeight - apart };
  const b = { x: to.x, y: to.y - to.halfHeight - apart };
  const distance = Math.abs(b.x - a.x);
  const flat = sky ? (sky.height / risen) * (distance / sky.widest) ** flattening : Infinity;
  const most = sky ? sky.height / risen : Infinity;
  const up = {
    x: 0,
    y: -Math.min(most, Math.max(from.halfHeight, Math.min(distance * rise, flat))),
  };
  // A wire to itself is a loop as wide as its box.
  const side = distance < 1 ? { x: from.halfWidth / 2, y: 0 } : { x: 0, y: 0 };
  const [start, end] = [add(a, { x: -side.x, y: 0 }), add(b, side)];
  return bezier(start, add(start, up), add(end, up), end);
}

const add = (a: Point, b: Point): Point => ({ x: a.x + b.x, y: a.y + b.y });

function bezier(a: Point, b: Point, c: Point, d: Point): Polyline {
  return Array.from({ length: steps + 1 }, (_, k) => {
    const t = k / steps;
    const u = 1 - t;
    const [p, q, r, s] = [u ** 3, 3 * u * u * t, 3 * u * t * t, t ** 3];
    return {
      x: p * a.x + q * b.x + r * c.x + s * d.x,
      y: p * a.y + q * b.y + r * c.y + s * d.y,
    };
  });
}
