import type { ArrayFact } from '../../../lessons/facts';

/** A grid was given a fact with too few or too many axes. */
export function rankError(name: string, rank: number, { of, dims, shape }: ArrayFact): Error {
  const axes = dims.map((letter, i) => `${letter} = ${shape[i]}`).join(', ');
  const hint =
    rank === 1 ? 'show it as a MatrixView, or take one row(fact, i)' : 'show it as a VectorView';
  return new Error(
    `${name} shows ${rank} axes; ${of} has ${shape.length} (${axes}). Hint: ${hint}.`,
  );
}
