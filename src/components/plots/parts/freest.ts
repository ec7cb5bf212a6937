/** Where a text of a plane covers the least: the first of the wished places that no point, or the fewest, reach into. */
import type { Point } from '../../figure/parts/polyline';

export interface Half {
  readonly x: number;
  readonly y: number;
}

export interface Spot {
  readonly at: Point;
  readonly radius: number;
}

/** Whether a text of this half size around `centre` touches a point. */
export function touches(centre: Point, half: Half, { at, radius }: Spot): boolean {
  const beside = Math.max(0, Math.abs(at.x - centre.x) - half.x);
  const above = Math.max(0, Math.abs(at.y - centre.y) - half.y);
  return Math.hypot(beside, above) <= radius;
}

/** Larger points weigh more. `places` are centres, the best wish first. */
export function freest(
  places: readonly [Point, ...Point[]],
  half: Half,
  taken: readonly Spot[],
): Point {
  const cost = (place: Point) =>
    taken.reduce((sum, spot) => sum + (touches(place, half, spot) ? spot.radius : 0), 0);
  const costs = places.map(cost);
  return places[costs.indexOf(Math.min(...costs))] ?? places[0];
}
