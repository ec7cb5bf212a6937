/**
 * A query and a key two by two, as RoPE turns them: each pair of numbers is an arrow, and its hand turns by θ a place.
 *   angle(d) = direction(k) − direction(q) + d·θ      d = n − m, the place of the key less that of the query
 *   product(d) = |q|·|k|·cos angle(d)                 all products together are the score
 */
import { pairAt, ropeAngles, type PairLayout } from '../../src/engine/ops/rope';

export interface Rotary {
  readonly base: number;
  readonly layout: PairLayout;
}

export interface Pair {
  readonly q: readonly [x: number, y: number];
  readonly k: readonly [x: number, y: number];
  /** Radians per place. */
  readonly theta: number;
}

export function pairsOf(q: readonly number[], k: readonly number[], rotary: Rotary): Pair[] {
  const D = q.length;
  return ropeAngles(D, rotary.base).map((theta, i) => {
    const [a, b] = pairAt(i, D, rotary.layout);
    const arrow = (v: readonly number[]) => [v[a] ?? Number.NaN, v[b] ?? Number.NaN] as const;
    return { q: arrow(q), k: arrow(k), theta };
  });
}

/** From q to k, in −π … π. */
export function angleAt({ q, k, theta }: Pair, apart: number): number {
  const angle = Math.atan2(k[1], k[0]) - Math.atan2(q[1], q[0]) + apart * theta;
  return Math.atan2(Math.sin(angle), Math.cos(angle));
}

export const productAt = (pair: Pair, apart: number): number =>
  Math.hypot(...pair.q) * Math.hypot(...pair.k) * Math.cos(angleAt(pair, apart));

export const degrees = (radians: number): number => (radians * 180) / Math.PI;
