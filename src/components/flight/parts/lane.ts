/** The way of what flies: past the letters that it has nothing to do with, and out of sight where there is no such way. */
import { BBox, type Vector2 } from '@motion-canvas/core';
import { arcPoint } from './arcPoint';

/** Heights of the arc as a share of the distance, the best looking first. */
const arcs = [0.16, 0, -0.16, 0.08, -0.08, 0.3, -0.3];
/** Looks at the way so often. */
export const looks = 24;
/** Pixels before an obstacle within which something goes out of sight. */
export const soft = 14;

export interface Way {
  readonly from: Vector2;
  readonly to: Vector2;
  /** Of what flies. */
  readonly size: Vector2;
}

/** The arc on which the fewest letters are in the way, and others that fly are met least. */
export function chooseArc(
  ways: readonly Way[],
  obstacles: readonly BBox[],
  meetings: (arc: number) => number = () => 0,
): number {
  const hits = (arc: number) =>
    ways.reduce((sum, way) => sum + hitsOn(way, arc, obstacles), meetings(arc));
  let best = { arc: 0, count: Infinity };
  for (const arc of arcs) {
    const count = hits(arc);
    if (count < best.count) best = { arc, count };
    if (count === 0) break;
  }
  return best.arc;
}

function hitsOn({ from, to, size }: Way, arc: number, obstacles: readonly BBox[]): number {
  const steps = Array.from({ length: looks + 1 }, (_, i) => i / looks);
  const boxes = steps.map((share) => boxAround(arcPoint(from, to, share, arc), size));
  return boxes.filter((box) => clearance(box, obstacles) <= 0).length;
}

/** 0 where the box touches one of the others, 1 where it is well clear of all. */
export function clearance(box: BBox, others: readonly BBox[]): number {
  const gap = (other: BBox) =>
    Math.max(
      other.left - box.right,
      box.left - other.right,
      other.top - box.bottom,
      box.top - other.bottom,
    );
  return others.reduce((least, other) => Math.min(least, Math.max(0, gap(other) / soft)), 1);
}

/** What must stay clear of others that fly: neighbours on their way side by side do not disturb each other. */
export const coreOf = (box: BBox): BBox =>
  box.expand(-Math.min(soft, box.width / 2, box.height / 2));

/** Boxes that move, at each of the moments at which one looks; time runs from 0 to 1. */
export const watch = (boxes: (time: number) => readonly BBox[]): readonly (readonly BBox[])[] =>
  Array.from({ length: looks + 1 }, (_, i) => boxes(i / looks));

/** How often boxes lie over one of the others at the same time, each as `watch` saw them. */
export const countMeetings = (
  ours: readonly (readonly BBox[])[],
  theirs: readonly (readonly BBox[])[],
): number =>
  ours.reduce((sum, boxes, i) => {
    const cores = (theirs[i] ?? []).map(coreOf);
    return sum + boxes.filter((box) => clearance(box, cores) <= 0).length;
  }, 0);

export const boxAround = (center: Vector2, size: Vector2) =>
  new BBox(center.sub(size.scale(0.5)), size);
