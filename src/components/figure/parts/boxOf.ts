/** Where other figures are, seen from a figure that points at them. */
import { BBox, type Vector2 } from '@motion-canvas/core';
import { Figure } from '../Figure';
import type { Span } from '../Span';
import type { Box } from '../../marks/parts/route';

/** The box of a figure or a part of it in the coordinates of `viewer`. */
export function boxOf(viewer: Figure, target: Figure | Span): Box {
  const { figure, box } = target instanceof Figure ? whole(target) : target;
  const center = toLocal(viewer, figure.onStage(box().center));
  const corner = toLocal(viewer, figure.onStage(box().bottomRight));
  return {
    x: center.x,
    y: center.y,
    halfWidth: Math.abs(corner.x - center.x),
    halfHeight: Math.abs(corner.y - center.y),
  };
}

const whole = (figure: Figure): Span => ({
  figure,
  box: () => new BBox(figure.extent().scale(-0.5), figure.extent()),
});

/** The box around several. */
export function boxAround(viewer: Figure, figures: readonly (Figure | Span)[]): Box {
  const boxes = figures.map((figure) => boxOf(viewer, figure));
  if (boxes.length === 0) return { x: 0, y: 0, halfWidth: 0, halfHeight: 0 };
  const left = Math.min(...boxes.map((b) => b.x - b.halfWidth));
  const right = Math.max(...boxes.map((b) => b.x + b.halfWidth));
  const top = Math.min(...boxes.map((b) => b.y - b.halfHeight));
  const bottom = Math.max(...boxes.map((b) => b.y + b.halfHeight));
  return {
    x: (left + right) / 2,
    y: (top + bottom) / 2,
    halfWidth: (right - left) / 2,
    halfHeight: (bottom - top) / 2,
  };
}

/** A point of the stage in the coordinates of `viewer`. */
export const toLocal = (viewer: Figure, point: Vector2): Vector2 =>
  point.transformAsPoint(viewer.worldToLocal().multiply(viewer.view().localToWorld()));
