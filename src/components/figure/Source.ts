/**
 * Where the digits come from that a figure paints. A number on stage is a fact and stands as its formatted value; digits
 * in words, formulas, ticks and counted places are named as what they are.
 */
import type { ArrayFact, Fact } from '../../lessons/facts';

export interface Lettered {
  /**
   * `words` are the script's or a token's, `tex` is a formula, `ticks` are of an axis, `places` are counted from the
   * start of a row or a list.
   */
  readonly kind: 'words' | 'tex' | 'ticks' | 'places';
  readonly texts: readonly string[];
}

export type Source = Fact | Lettered;

export const lettered = (kind: Lettered['kind'], texts: readonly string[]): Lettered => ({
  kind,
  texts,
});

/** Numbers that stand on stage, as the fact that they are part of. */
export const standing = (of: string, values: readonly number[], decimals: number): ArrayFact => ({
  kind: 'array',
  of,
  dims: ['N'],
  shape: [values.length],
  values,
  decimals,
});
