/** Arrays of this film as facts. */
import type { ArrayFact } from '../../src/lessons/facts';

/** `dims` are letters, apart by spaces. */
export const matrix = (
  of: string,
  dims: string,
  shape: readonly number[],
  values: readonly number[],
  decimals: number,
): ArrayFact => ({ kind: 'array', of, dims: dims.split(' '), shape, values, decimals });

/** So many that a cell holds the widest number. */
export function decimalsOf(...vectors: readonly (readonly number[])[]): number {
  const largest = Math.max(...vectors.flat().map(Math.abs));
  if (largest < 1) return 3;
  return largest < 10 ? 2 : 1;
}
