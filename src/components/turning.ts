/**
 * Angles on a dial: counter-clockwise from the right as in mathematics, y up in data, down on stage.
 *   spiral: an angle's arc, its radius growing a little with every full turn so that turns are told apart
 */
import type { Point, Polyline } from './polyline';

export const turnOf = (x: number, y: number) => Math.atan2(y, x);

/** A point at `radius` and `angle`, on stage. */
export const polar = (radius: number, angle: number): Point => ({
  x: radius * Math.cos(angle),
  y: -radius * Math.sin(angle),
});

const stepsPerTurn = 72;

export function spiral(radius: number, from: number, turn: number, perTurn: number): Polyline {
  const steps = Math.max(2, Math.ceil((Math.abs(turn) / (2 * Math.PI)) * stepsPerTurn));
  return Array.from({ length: steps + 1 }, (_, i) => {
    const walked = (turn * i) / steps;
    const full = Math.max(0, Math.abs(walked) / (2 * Math.PI) - 1);
    return polar(radius + full * perTurn, from + walked);
  });
}

/** Where a text box of half size `half` stands so that it just touches the circle from outside. */
export function outside(radius: number, angle: number, half: Point): Point {
  const c = Math.cos(angle);
  const s = Math.sin(angle);
  const reach = radius + Math.abs(c) * half.x + Math.abs(s) * half.y;
  return { x: reach * c, y: -reach * s };
}
