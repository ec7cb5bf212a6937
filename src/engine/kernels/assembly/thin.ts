// thin: one row times a matrix, as when a model with a key–value cache reads one token. Every number of w is used once, so
// it is not packed: memory is read at the speed it comes.
//   y[n] = Σ_k x[k] · w[k, n]
// The sum of each element runs over k in the same order and the same blocks as in `gemm`.
import { depth } from './blocks';

const width = 2048; // sums at a time: they stay in the first-level cache while rows of w pass by

/** `work`: room for `width` floats. Steps in floats; w may lie with its rows or with its columns in one piece. */
export function thin(
  N: i32,
  K: i32,
  x: usize,
  xk: i32,
  w: usize,
  wk: i32,
  wn: i32,
  y: usize,
  work: usize,
): void {
  const xStep = <usize>xk << 2;
  const kStep = <usize>wk << 2;
  const nStep = <usize>wn << 2;
  for (let n = 0; n < N; n += width) {
    const columns = min(width, N - n);
    const target = y + (<usize>n << 2);
    for (let k = 0; k < K; k += depth) {
      const deep = min(depth, K - k);
      const from = w + <usize>k * kStep + <usize>n * nStep;
      const weights = x + <usize>k * xStep;
      const sums = k > 0 ? work : target;
      if (wn === 1) alongRows(columns, deep, weights, xStep, from, kStep, sums);
      else alongColumns(columns, deep, weights, xStep, from, kStep, nStep, sums);
      if (k > 0) addTo(columns, work, target);
    }
  }
}

/** Rows of w are runs: four of them at a time, each scaled and added to the sums. */
function alongRows(
  N: i32,
  K: i32,
  x: usize,
  xStep: usize,
  w: usize,
  kStep: usize,
  sums: usize,
): void {
  memory.fill(sums, 0, <usize>N << 2);
  let k = 0;
  for (; k + 4 <= K; k += 4, x += 4 * xStep, w += 4 * kStep) {
    const a = f32.load(x);
    const b = f32.load(x + xStep);
    const c = f32.load(x + 2 * xStep);
    const d = f32.load(x + 3 * xStep);
    const second = w + kStep;
    const third = second + kStep;
    const fourth = third + kStep;
    const bytes = <usize>N << 2;
    let at: usize = 0;
    for (; at + 16 <= bytes; at += 16) {
      let sum = v128.load(sums + at);
      sum = f32x4.add(sum, f32x4.mul(f32x4.splat(a), v128.load(w + at)));
      sum = f32x4.add(sum, f32x4.mul(f32x4.splat(b), v128.load(second + at)));
      sum = f32x4.add(sum, f32x4.mul(f32x4.splat(c), v128.load(third + at)));
      sum = f32x4.add(sum, f32x4.mul(f32x4.splat(d), v128.load(fourth + at)));
      v128.store(sums + at, sum);
    }
    for (; at < bytes; at += 4) {
      let sum = f32.load(sums + at);
      sum += a * f32.load(w + at);
      sum += b * f32.load(second + at);
      sum += c * f32.load(third + at);
      sum += d * f32.load(fourth + at);
      f32.store(sums + at, sum);
    }
  }
  for (; k < K; k++, x += xStep, w += kStep) {
    const a = f32.load(x);
    for (let n: usize = 0; n < <usize>N << 2; n += 4) {
      f32.store(sums + n, f32.load(sums + n) + a * f32.load(w + n));
    }
  }
}

/** Columns of w are runs (or nothing is): eight at a time, transposed in registers, four by four. */
function alongColumns(
  N: i32,
  K: i32,
  x: usize,
  xStep: usize,
  w: usize,
  kStep: usize,
  nStep: usize,
  sums: usize,
): void {
  let n = 0;
  if (kStep === 4 && xStep === 4) {
    for (; n + 8 <= N; n += 8, w += 8 * nStep, sums += 32) eightColumns(K, x, w, nStep, sums);
  }
  for (; n < N; n++, w += nStep, sums += 4) {
    let sum: f32 = 0;
    for (let k: usize = 0; k < <usize>K; k++) {
      sum += f32.load(x + k * xStep) * f32.load(w + k * kStep);
    }
    f32.store(sums, sum);
  }
}

function eightColumns(K: i32, x: usize, w: usize, nStep: usize, sums: usize): void {
  let low = f32x4.splat(0);
  let high = low;
  let other = w + 4 * nStep;
  let k = 0;
  for (; k + 4 <= K; k += 4, x += 16, w += 16, other += 16) {
    const four = v128.load(x);
    low = fourProducts(low, four, w, nStep);
    high = fourProducts(high, four, other, nStep);
  }
  v128.store(sums, low);
  v128.store(sums, high, 16);
  for (; k < K; k++, x += 4, w += 4) {
    for (let i: usize = 0; i < 8; i++) {
      const place = sums + (i << 2);
      f32.store(place, f32.load(place) + f32.load(x) * f32.load(w + i * nStep));
    }
  }
}

// @ts-ignore: decorator
@inline
function fourProducts(sum: v128, four: v128, w: usize, nStep: usize): v128 {
  const a = v128.load(w);
  const b = v128.load(w + nStep);
  const c = v128.load(w + 2 * nStep);
  const d = v128.load(w + 3 * nStep);
  const ab01 = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const ab23 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cd01 = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const cd23 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  const first = v128.shuffle<f32>(ab01, cd01, 0, 1, 4, 5);
  const second = v128.shuffle<f32>(ab01, cd01, 2, 3, 6, 7);
  const third = v128.shuffle<f32>(ab23, cd23, 0, 1, 4, 5);
  const fourth = v128.shuffle<f32>(ab23, cd23, 2, 3, 6, 7);
  sum = f32x4.add(sum, f32x4.mul(v128.shuffle<f32>(four, four, 0, 0, 0, 0), first));
  sum = f32x4.add(sum, f32x4.mul(v128.shuffle<f32>(four, four, 1, 1, 1, 1), second));
  sum = f32x4.add(sum, f32x4.mul(v128.shuffle<f32>(four, four, 2, 2, 2, 2), third));
  return f32x4.add(sum, f32x4.mul(v128.shuffle<f32>(four, four, 3, 3, 3, 3), fourth));
}

function addTo(N: i32, from: usize, to: usize): void {
  let n = 0;
  for (; n + 4 <= N; n += 4, from += 16, to += 16) {
    v128.store(to, f32x4.add(v128.load(to), v128.load(from)));
  }
  for (; n < N; n++, from += 4, to += 4) f32.store(to, f32.load(to) + f32.load(from));
}
