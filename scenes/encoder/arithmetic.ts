/** Sums over facts, for what the encoder's lesson states and claims. */
import { slice, type ArrayFact } from '../../src/lessons/facts';

export const rows = (matrix: ArrayFact) =>
  Array.from({ length: matrix.shape[0] ?? 0 }, (_, i) => slice(matrix, i).values);

/** The largest change in each row. */
export const change = (a: ArrayFact, b: ArrayFact): ArrayFact => ({
  ...a,
  of: `largest |change| in each row of ${a.of}`,
  dims: ['T'],
  shape: [a.shape[0] ?? 0],
  values: rows(a).map((row, i) =>
    Math.max(...row.map((x, j) => Math.abs(x - (rows(b)[i]?.[j] ?? NaN)))),
  ),
});

/** Rows that are not the same to the bit. */
export const rowsChanged = (a: ArrayFact, b: ArrayFact) =>
  change(a, b).values.filter((x) => x > 0).length;

export const largest = (fact: ArrayFact) => Math.max(...fact.values.map(Math.abs));
export const sum = (values: readonly number[]) => values.reduce((total, x) => total + x, 0);
export const mean = (values: readonly number[]) => sum(values) / values.length;
export const variance = (values: readonly number[]) =>
  mean(values.map((x) => (x - mean(values)) ** 2));
export const dot = (a: readonly number[], b: readonly number[]) =>
  sum(a.map((x, i) => x * (b[i] ?? NaN)));
export const close = (a: number, b: number) => Math.abs(a - b) <= 1e-5 * Math.max(1, Math.abs(a));
