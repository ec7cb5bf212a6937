/** Paths as points: how long, where is a share of the way, the first part of it, rounded corners. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export type Polyline = readonly Point[];

export const between = (a: Point, b: Point, share: number): Point => ({
  x: a.x + (b.x - a.x) * share,
  y: a.y + (b.y - a.y) * share,
});

export const distance = (a: Point, b: Point) => Math.hypot(b.x - a.x, b.y - a.y);

export function lengthOf(line: Polyline): number {
  return segments(line).reduce((sum, [a, b]) => sum + distance(a, b), 0);
}

/** The first `share` of a path, by length. */
export function take(line: Polyline, share: number): Polyline {
  if (share >= 1) return line;
  let left = lengthOf(line) * Math.max(0, share);
  const taken: Point[] = line.slice(0, 1);
  for (const [a, b] of segments(line)) {
    const step = distance(a, b);
    if (step >= left) {
      taken.push(step > 0 ? between(a, b, left / step) : a);
      break;
    }
    taken.push(b);
    left -= step;
  }
  return taken;
}

/** The point at `share` of a path's length, and the direction there in radians. */
export function along(line: Polyline, share: number): Point & { readonly angle: number } {
  const part = take(line, Math.min(1, Math.max(1e-6, share)));
  const end = part[part.length - 1] ?? { x: 0, y: 0 };
  const before = part.findLast((p) => distance(p, end) > 1e-9) ?? end;
  return { ...end, angle: Math.atan2(end.y - before.y, end.x - before.x) };
}

/** Corners replaced by quadratic curves that begin `radius` before them. */
export function roundCorners(line: Polyline, radius: number): Polyline {
  const rounded: Point[] = [];
  line.forEach((corner, i) => {
    const before = line[i - 1];
    const after = line[i + 1];
    if (!before || !after) return rounded.push(corner);
    const inward = Math.min(radius, distance(before, corner) / 2);
    const outward = Math.min(radius, distance(corner, after) / 2);
    const a = between(corner, before, inward / (distance(corner, before) || 1));
    const b = between(corner, after, outward / (distance(corner, after) || 1));
    for (let k = 0; k <= cornerSteps; k++) {
      const t = k / cornerSteps;
      rounded.push(between(between(a, corner, t), between(corner, b, t), t));
    }
  });
  return rounded;
}

const cornerSteps = 8;

const segments = (line: Polyline): (readonly [Point, Point])[] =>
  line.slice(1).map((b, i) => [line[i] ?? b, b] as const);
