/** A grid was asked to become one of another shape. */
import type { ArrayFact } from '../../../lessons/facts';

export const shapeError = (now: ArrayFact, next: ArrayFact) =>
  new Error(
    `morphTo: a grid keeps its shape; ${now.of} is ${spell(now)}, ${next.of} is ${spell(next)}. ` +
      'Slice the fact in the lesson, or bring the new one in as its own figure.',
  );

const spell = ({ dims, shape }: ArrayFact) =>
  `(${shape.map((count, i) => `${dims[i] ?? '?'} = ${count}`).join(', ')})`;
