/** A point on the gentle arc from `a` to `b`, which bends upwards by `height` of the distance, down where that is below 0. */
import { Vector2 } from '@motion-canvas/core';

/** However long the way. */
const highest = 90;

export function arcPoint(a: Vector2, b: Vector2, share: number, height: number): Vector2 {
  const way = b.sub(a);
  const distance = way.magnitude;
  if (distance === 0) return a;
  const side = new Vector2(way.y, -way.x).scale(1 / distance);
  const upwards = side.y > 0 ? side.scale(-1) : side;
  const bend = Math.max(-highest, Math.min(highest, distance * height)) * 4 * share * (1 - share);
  return a.add(way.scale(share)).add(upwards.scale(bend));
}
