/** The way of an arrow between two boxes: which sides it uses, and the points it passes. */
import { between, roundCorners, type Point, type Polyline } from '../../figure/parts/polyline';

export type BoxSide = 'top' | 'bottom' | 'left' | 'right';

/** `around` leaves and enters by the same side, as a residual path does. */
export type RouteKind = 'straight' | 'elbow' | 'curve' | 'around';

export interface Box extends Point {
  /** Half of width and height; zero for a point. */
  readonly halfWidth: number;
  readonly halfHeight: number;
}

export interface RouteOptions {
  readonly kind: RouteKind;
  readonly fromSide?: BoxSide;
  readonly toSide?: BoxSide;
  /** How far an `around` route keeps from the farther box. */
  readonly bend?: number;
  /** Left free between a box and the arrow's ends. */
  readonly clear?: number;
}

const corner = 18;
const curveSteps = 32;

export function route(from: Box, to: Box, options: RouteOptions): Polyline {
  const { kind, bend = 60, clear = 6 } = options;
  const [nearFrom, nearTo] = facing(from, to);
  const fromSide = options.fromSide ?? (kind === 'around' ? 'right' : nearFrom);
  const toSide = options.toSide ?? (kind === 'around' ? fromSide : nearTo);
  const a = leave(from, fromSide, clear);
  const b = leave(to, toSide, clear);
  if (kind === 'straight') return [a, b];
  if (kind === 'curve') return curve(a, fromSide, b, toSide);
  if (fromSide === toSide) return roundCorners(detour(a, b, fromSide, bend), corner);
  return roundCorners(elbow(a, fromSide, b, toSide), corner);
}

/** The sides of two boxes that look at each other. */
export function facing(from: Box, to: Box): readonly [BoxSide, BoxSide] {
  const across = Math.abs(to.x - from.x) - from.halfWidth - to.halfWidth;
  const down = Math.abs(to.y - from.y) - from.halfHeight - to.halfHeight;
  if (across >= down) return to.x >= from.x ? ['right', 'left'] : ['left', 'right'];
  return to.y >= from.y ? ['bottom', 'top'] : ['top', 'bottom'];
}

function leave(box: Box, side: BoxSide, clear: number): Point {
  const free = box.halfWidth > 0 || box.halfHeight > 0 ? clear : 0;
  const out = outward[side];
  return {
    x: box.x + out.x * (box.halfWidth + free),
    y: box.y + out.y * (box.halfHeight + free),
  };
}

function elbow(a: Point, fromSide: BoxSide, b: Point, toSide: BoxSide): Polyline {
  const leavesSideways = isSideways(fromSide);
  if (leavesSideways !== isSideways(toSide)) {
    return [a, leavesSideways ? { x: b.x, y: a.y } : { x: a.x, y: b.y }, b];
  }
  const half = between(a, b, 0.5);
  return leavesSideways
    ? [a, { x: half.x, y: a.y }, { x: half.x, y: b.y }, b]
    : [a, { x: a.x, y: half.y }, { x: b.x, y: half.y }, b];
}

function detour(a: Point, b: Point, side: BoxSide, bend: number): Polyline {
  const out = outward[side];
  if (isSideways(side)) {
    const x = out.x * (Math.max(out.x * a.x, out.x * b.x) + bend);
    return [a, { x, y: a.y }, { x, y: b.y }, b];
  }
  const y = out.y * (Math.max(out.y * a.y, out.y * b.y) + bend);
  return [a, { x: a.x, y }, { x: b.x, y }, b];
}

function curve(a: Point, fromSide: BoxSide, b: Point, toSide: BoxSide): Polyline {
  const pull = Math.max(40, Math.hypot(b.x - a.x, b.y - a.y) * 0.4);
  const toward = (p: Point, side: BoxSide) => ({
    x: p.x + outward[side].x * pull,
    y: p.y + outward[side].y * pull,
  });
  const [c, d] = [toward(a, fromSide), toward(b, toSide)];
  return Array.from({ length: curveSteps + 1 }, (_, i) => {
    const t = i / curveSteps;
    const [p, q, r] = [between(a, c, t), between(c, d, t), between(d, b, t)];
    return between(between(p, q, t), between(q, r, t), t);
  });
}

const isSideways = (side: BoxSide) => side === 'left' || side === 'right';

const outward: Readonly<Record<BoxSide, Point>> = {
  top: { x: 0, y: -1 },
  bottom: { x: 0, y: 1 },
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
};
