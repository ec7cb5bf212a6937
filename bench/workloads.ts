/** What every contender computes, and on which numbers: the same everywhere, made from one integer hash. */

/** A matrix product x (M, K) · w (K, N), or x · wᵀ with w (N, K). */
export interface Product {
  readonly name: string;
  readonly M: number;
  readonly K: number;
  readonly N: number;
  readonly transposed?: boolean;
}

const square = (n: number): Product => ({ name: `matmul ${n}³`, M: n, K: n, N: n });
const thin = (K: number, N: number): Product => ({ name: `1×${K} @ ${K}×${N}`, M: 1, K, N });

export const products: readonly Product[] = [
  ...[128, 256, 512, 1024].map(square),
  thin(768, 2304),
  thin(768, 3072),
  thin(3072, 768),
  { name: '1×768 @ (50257×768)ᵀ', M: 1, K: 768, N: 50257, transposed: true },
];

/** Named as in Hugging Face's config.json. */
export interface Gpt2Shape {
  readonly n_layer: number;
  readonly n_head: number;
  readonly n_embd: number;
  readonly n_positions: number;
  readonly vocab_size: number;
}

/** nanoGPT's recipe for a CPU, with GPT-2's biases and its tanh form of GELU. */
export const recipe = {
  shape: { n_layer: 4, n_head: 4, n_embd: 128, n_positions: 64, vocab_size: 65 },
  batch: 12,
  tokens: 64,
  learningRate: 1e-3,
  beta1: 0.9,
  beta2: 0.99,
  epsilon: 1e-8,
  weightDecay: 0.1, // of matrices and embeddings, not of biases and norms
  clip: 1,
} as const;

export const gpt2Small: Gpt2Shape = {
  n_layer: 12,
  n_head: 12,
  n_embd: 768,
  n_positions: 1024,
  vocab_size: 50257,
};
export const promptTokens = 64;
export const newTokens = 32;

export interface Parameter {
  readonly name: string;
  readonly shape: readonly number[];
  /** Uniform with this standard deviation, or the same number everywhere. */
  readonly spread: number;
  readonly constant: number;
}

/** GPT-2's state dict: matrices (in, out), the output tied to wte. */
export function parameters({ n_layer, n_embd: C, n_positions, vocab_size }: Gpt2Shape) {
  const matrix = (name: string, ...shape: number[]): Parameter => ({
    ...{ name, shape },
    ...{ spread: 0.02, constant: 0 },
  });
  const vector = (name: string, length: number, constant = 0): Parameter => ({
    ...{ name, shape: [length] },
    ...{ spread: 0, constant },
  });
  const linear = (name: string, from: number, to: number) => [
    matrix(`${name}.weight`, from, to),
    vector(`${name}.bias`, to),
  ];
  const norm = (name: string) => [vector(`${name}.weight`, C, 1), vector(`${name}.bias`, C)];
  const block = (i: number) => [
    ...norm(`h.${i}.ln_1`),
    ...linear(`h.${i}.attn.c_attn`, C, 3 * C),
    ...linear(`h.${i}.attn.c_proj`, C, C),
    ...norm(`h.${i}.ln_2`),
    ...linear(`h.${i}.mlp.c_fc`, C, 4 * C),
    ...linear(`h.${i}.mlp.c_proj`, 4 * C, C),
  ];
  return [
    matrix('wte.weight', vocab_size, C),
    matrix('wpe.weight', n_positions, C),
    ...Array.from({ length: n_layer }, (_, i) => block(i)).flat(),
    ...norm('ln_f'),
  ];
}

/** The values of the parameter that stands at `index` of the list. */
export function valuesOf(parameter: Parameter, index: number): Float32Array {
  const values = new Float32Array(parameter.shape.reduce((a, b) => a * b, 1));
  fill(values, parameter, index);
  return values;
}

/** Those from place `start` on. */
export function fill(
  values: Float32Array,
  { spread, constant }: Parameter,
  index: number,
  start = 0,
) {
  values.fill(constant);
  if (spread === 0) return;
  for (let i = 0; i < values.length; i++) values[i] = onGrid(uniform(start + i, index) * spread);
}

/** Whole multiples of 2⁻¹², up to 255 of them: the same number in float32, bfloat16 and float16, for all to compute with. */
export function onGrid(value: number): number {
  return Math.floor(value * 4096 + 0.5) / 4096;
}

/** Mean 0, variance 1; the same for the same two numbers. */
export function uniform(i: number, seed: number): number {
  return (hash(i, seed) / 2 ** 32 - 0.5) * Math.sqrt(12);
}

/** Ids of one batch: the targets are the ids one place further. */
export function batchOf(step: number): { ids: Int32Array; targets: Int32Array } {
  const { batch, tokens, shape } = recipe;
  const rows = Array.from({ length: batch }, (_, b) =>
    idsOf(tokens + 1, shape.vocab_size, 1000 + step * batch + b),
  );
  return {
    ids: Int32Array.from(rows.flatMap((row) => [...row.slice(0, -1)])),
    targets: Int32Array.from(rows.flatMap((row) => [...row.slice(1)])),
  };
}

export function idsOf(length: number, vocabulary: number, seed: number): Int32Array {
  return Int32Array.from({ length }, (_, i) => hash(i, seed) % vocabulary);
}

/** MurmurHash3's finaliser on 32 bits. */
function hash(i: number, seed: number): number {
  let h = (i + Math.imul(seed, 0x9e3779b9)) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
