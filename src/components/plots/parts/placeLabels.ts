/**
 * Puts a label at each point: above it or below, or to a side, wherever it covers least. Other
 * labels weigh most, then points and lines.
 */
import type { Point } from '../../figure/parts/polyline';

export interface LabelBox extends Point {
  readonly halfWidth: number;
  readonly halfHeight: number;
}

export interface LabelOptions {
  readonly prefer: 'above' | 'below';
  /** From a point to the middle of a label above it. */
  readonly apart: number;
  /** What should stay uncovered: points, lines as points. */
  readonly obstacles: readonly Point[];
}

const labelWeight = 1000;

export function placeLabels(
  points: readonly Point[],
  half: (index: number) => { readonly x: number; readonly y: number },
  { prefer, apart, obstacles }: LabelOptions,
): readonly LabelBox[] {
  const placed: LabelBox[] = [];
  points.forEach((point, i) => {
    const { x, y } = half(i);
    const up = prefer === 'above' ? -apart : apart;
    const aside = x + apart * 0.7;
    const shifts = [
      [0, up],
      [0, -up],
      [-aside, up / 2],
      [aside, up / 2],
      [aside, -up / 2],
      [-aside, -up / 2],
    ] as const;
    const boxes = shifts.map(([dx, dy]) => ({
      x: point.x + dx,
      y: point.y + dy,
      halfWidth: x,
      halfHeight: y,
    }));
    const cost = (box: LabelBox) =>
      placed.filter((other) => meet(box, other)).length * labelWeight +
      obstacles.filter((p) => holds(box, p)).length;
    const costs = boxes.map(cost);
    const best = boxes[costs.indexOf(Math.min(...costs))];
    if (best) placed.push(best);
  });
  return placed;
}

const meet = (a: LabelBox, b: LabelBox) =>
  Math.abs(a.x - b.x) < a.halfWidth + b.halfWidth &&
  Math.abs(a.y - b.y) < a.halfHeight + b.halfHeight;

const holds = (box: LabelBox, p: Point) =>
  Math.abs(box.x - p.x) < box.halfWidth && Math.abs(box.y - p.y) < box.halfHeight;
