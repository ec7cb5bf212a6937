/**
 * Angles on a dial: counter-clockwise from the right as in mathematics, y up in data, down on stage.
 *   spiral: an angle's arc, and once it passes a full turn its radius grows with it, so that turns are told apart
 */
import type { Point, Polyline } from '../../figure/parts/polyline';

export const turnOf = (x: number, y: number) => Math.atan2(y, x);

/** A point at `radius` and `angle`, on stage. */
export const polar = (radius: number, angle: number): Point => ({
  x: radius * Math.cos(angle),
  y: -radius * Math.sin(angle),
});

const stepsPerTurn = 72;
const full = 2 * Math.PI;

export function spiral(radius: number, from: number, turn: number, perTurn: number): Polyline {
  const grows = perTurn * Math.min(1, Math.max(0, (Math.abs(turn) / full - 0.9) / 0.2));
  const steps = Math.max(2, Math.ceil((Math.abs(turn) / full) * stepsPerTurn));
  return Array.from({ length: steps + 1 }, (_, i) => {
    const walked = (turn * i) / steps;
    return polar(radius + (Math.abs(walked) / full) * grows, from + walked);
  });
}

/** The same direction, within half a turn. */
export const shortest = (angle: number) => angle - full * Math.round(angle / full);

/** Where a text box of half size `half` stands so that it just touches the circle from outside. */
export function outside(radius: number, angle: number, half: Point): Point {
  const c = Math.cos(angle);
  const s = Math.sin(angle);
  const reach = radius + Math.abs(c) * half.x + Math.abs(s) * half.y;
  return { x: reach * c, y: -reach * s };
}

interface Outside {
  readonly radius: number;
  readonly angle: number;
  readonly half: Point;
}

/** As `outside`, but farther out, by half heights, where it would touch a box that is placed already. */
export function clearOutside(box: Outside, taken: Outside): Point {
  const other = outside(taken.radius, taken.angle, taken.half);
  const touches = ({ x, y }: Point) =>
    Math.abs(x - other.x) < box.half.x + taken.half.x &&
    Math.abs(y - other.y) < box.half.y + taken.half.y;
  const at = (step: number) => outside(box.radius + step * box.half.y, box.angle, box.half);
  const free = [0, 1, 2, 3, 4, 5, 6].find((step) => !touches(at(step)));
  return at(free ?? 0);
}
