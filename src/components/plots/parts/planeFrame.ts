/** From a plane's two quantities to pixels, and back to what has to fit: 0 is always in it. */
import { Vector2, type SignalValue } from '@motion-canvas/core';
import type { ArrayFact } from '../../../lessons/facts';
import type { Role } from '../../../theme/palette';

export interface PlaneAxis {
  readonly label: SignalValue<string>;
  readonly role: Role;
  /** Their numbers fit, with some room. */
  readonly holds: readonly ArrayFact[];
}

export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Around the outermost numbers, as a share of the whole. */
const room = 0.08;

export function rangeOf({ holds }: PlaneAxis): Range {
  const values = holds.flatMap((fact) => fact.values.filter(Number.isFinite));
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const spare = (high - low || 1) * room;
  return { from: low - spare, to: high + spare };
}

/** Of the whole figure; labels stand inside it. */
export interface PlaneFrame {
  readonly x: Range;
  readonly y: Range;
  readonly width: number;
  readonly height: number;
}

export function toPixel({ x, y, width, height }: PlaneFrame, point: Vector2): Vector2 {
  const across = (point.x - x.from) / (x.to - x.from);
  const up = (point.y - y.from) / (y.to - y.from);
  return new Vector2(width * (across - 0.5), height * (0.5 - up));
}

export const labelOf = ({ label }: PlaneAxis): string =>
  typeof label === 'function' ? label() : label;
