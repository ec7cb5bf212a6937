import { ForwardPassError } from '../../../engine/errors/ForwardPassError';
import type { ArrayFact } from '../../../lessons/facts';
import { axesOf } from './requireSameAxes';

/** A figure was given a fact with too few or too many axes. */
export const rankError = (figure: string, rank: number, fact: ArrayFact): ForwardPassError =>
  new ForwardPassError({
    what: `the fact of a ${figure}`,
    expected: rank === 1 ? 'one axis' : `${rank} axes`,
    got: `${fact.of} with ${fact.shape.length}: ${axesOf(fact)}`,
    hint:
      rank === 1 ? 'show it as a MatrixView, or take one row(fact, i)' : 'show it as a VectorView',
  });
