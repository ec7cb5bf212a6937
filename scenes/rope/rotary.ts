/** One query and one key of a real run, and what turning does to them. In doubles, so that equal scores show equal digits. */
import { llama } from '../../src/engine/models/llama/llama';
import { rotatedScore } from '../../src/engine/nn/rotatedScore';
import { pairAt, rope, type PairLayout } from '../../src/engine/ops/rope';
import { flat } from '../../src/engine/tensor/flat';
import type { Tensor } from '../../src/engine/tensor/Tensor';
import { tensorFrom } from '../../src/engine/tensor/tensorFrom';
import { Recorder } from '../../src/engine/trace/Recorder';
import type { ShakespeareLlama } from '../../src/lessons/models';

export interface Rotary {
  readonly base: number;
  readonly layout: PairLayout;
}

export function read(model: ShakespeareLlama, text: string): Recorder {
  const trace = new Recorder();
  llama(model, [model.tokenizer.encode(text)], {}, trace);
  return trace;
}

export const rotaryOf = ({ config }: ShakespeareLlama): Rotary => ({
  base: config.rope_theta,
  layout: config.rope_interleave ? 'interleaved' : 'half-split',
});

export const doubles = (x: Tensor): number[] => Array.from(flat(x));

export const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, x, i) => sum + x * (b[i] ?? Number.NaN), 0);

export const norm = (v: readonly number[]): number => Math.hypot(...v);

export const largestChange = (a: readonly number[], b: readonly number[]) =>
  Math.max(...a.map((x, i) => Math.abs(x - (b[i] ?? Number.NaN))));

/** R(m) v */
export function turned(v: readonly number[], m: number, { base, layout }: Rotary): number[] {
  return doubles(rope(tensorFrom([v], 'float64'), { positions: [m], base, layout }));
}

/** ⟨R(m) q, R(n) k⟩ */
export function scoreAt(
  q: readonly number[],
  k: readonly number[],
  { m, n }: { readonly m: number; readonly n: number },
  { base, layout }: Rotary,
): number {
  const [query, key] = [tensorFrom(q, 'float64'), tensorFrom(k, 'float64')];
  const scaled = rotatedScore(query, key, { queryAt: m, keyAt: n, base, layout });
  return scaled * Math.sqrt(q.length);
}

/** The two numbers of each of these pairs, row by row. */
export const inPairs = (v: readonly number[], pairs: readonly number[], layout: PairLayout) =>
  pairs.flatMap((i) => pairAt(i, v.length, layout).map((d) => v[d] ?? Number.NaN));
