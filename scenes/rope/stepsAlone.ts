/**
 * The two steps that the query takes alone, so that distance can be seen: one way, as few as will do, such
 * that the first pair's angle grows from step to step. Where it cannot grow, it shrinks.
 */
const farthest = 7;
/** Radians by which an angle must change to be seen. */
const visible = 0.15;

/** `angle` after this many steps; the query stands `back` places behind the key and never reaches it. */
export function stepsAlone(
  back: number,
  angle: (step: number) => number,
): readonly [number, number] {
  const opens = candidates(back).find((steps) => grows(steps, angle));
  const closes = candidates(back).find((steps) => grows(steps, (step) => -angle(step)));
  return opens ?? closes ?? [1, 2];
}

/** Nearest first. */
function candidates(back: number): readonly (readonly [number, number])[] {
  const pairs = Array.from({ length: farthest }, (_, far) =>
    Array.from({ length: far }, (_step, near) => [near + 1, far + 1] as const),
  ).flat();
  return pairs
    .flatMap(([near, far]) => [[-near, -far] as const, [near, far] as const])
    .filter(([, far]) => back + far > 0);
}

const grows = ([near, far]: readonly [number, number], angle: (step: number) => number) =>
  angle(near) > angle(0) + visible && angle(far) > angle(near) + visible;

/** Between two directions, 0…π. */
export const angleBetween = (a: number, b: number) => Math.acos(Math.cos(a - b));
