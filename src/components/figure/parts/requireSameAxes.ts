/** What is on stage keeps its axes: a fact may become another of the same letters and lengths. */
import { ForwardPassError } from '../../../engine/errors/ForwardPassError';
import type { ArrayFact } from '../../../lessons/facts';

/** @throws ForwardPassError where letters or lengths differ. */
export function requireSameAxes(verb: string, now: ArrayFact, next: ArrayFact) {
  if (axesOf(now) === axesOf(next)) return;
  throw new ForwardPassError({
    what: verb,
    expected: `the axes of ${now.of}: ${axesOf(now)}`,
    got: `${next.of}: ${axesOf(next)}`,
    hint: 'slice the fact in the lesson, or bring the new one in as a figure of its own',
  });
}

export const axesOf = ({ dims, shape }: ArrayFact): string =>
  shape.map((count, i) => `${dims[i] ?? '?'} = ${count}`).join(', ');
