/** What training gave to a head: how its queries and keys, all together, score at each distance. */
import type { Tensor } from '../../src/engine/tensor/Tensor';
import { doubles, scoreAt, type Rotary } from './rotary';

/**
 * The mean of ⟨R(m) q, R(n) k⟩ over every query with every key. The product is linear in both, so it is that of the mean
 * query with the mean key. `queries` and `keys` are (1, H, T, D).
 */
export function meanScores(
  queries: Tensor,
  keys: Tensor,
  head: number,
  distances: readonly number[],
  rotary: Rotary,
): number[] {
  const [q, k] = [meanRow(queries, head), meanRow(keys, head)];
  return distances.map((n) => scoreAt(q, k, { m: 0, n }, rotary));
}

function meanRow(x: Tensor, head: number): number[] {
  const T = x.length(2);
  const rows = Array.from({ length: T }, (_, t) => doubles(x.part(0, head, t)));
  const [first = []] = rows;
  return first.map((_, d) => rows.reduce((sum, row) => sum + (row[d] ?? Number.NaN), 0) / T);
}

/** How far back the highest score of all places before the query is. */
export function bestBack(distances: readonly number[], scores: readonly number[]): number {
  const before = distances.flatMap((n, i) =>
    n < 0 ? [{ n, score: scores[i] ?? Number.NaN }] : [],
  );
  return -before.reduce((best, next) => (next.score > best.score ? next : best)).n;
}
