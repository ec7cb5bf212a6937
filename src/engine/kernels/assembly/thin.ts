// thin: one row times a matrix, as when a model with a key–value cache reads one token. Every number of w is used once, so
// it is not packed: memory is read at the speed it comes.
//   y[n] = Σ_k x[k] · w[k, n]
// The sum of each element runs over k in the same order and the same blocks as in `gemm`.
import { addTransposed } from './addTransposed';
import { depth } from './blocks';
import { lines } from './lines';

const width = 4096; // sums at a time: they stay in the first-level cache while rows of w pass by
const large = 1 << 18; // numbers of w: more than a second-level cache holds

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
  if (wk === 1 && xk === 1 && N >= 16) {
    let n = 0;
    if (wn === K && K % depth === 0 && N * K > large) {
      n = N & ~7;
      lines(n, K, x, w, y, work);
    }
    for (; n < N; n += 16) {
      const first = <usize>min(n, N - 16); // the last sixteen may be some of those before: they come out the same
      sixteenColumns(K, x, w + first * nStep, nStep, y + (first << 2));
    }
    return;
  }
  for (let n = 0; n < N; n += width) {
    const columns = min(width, N - n);
    const target = y + (<usize>n << 2);
    for (let k = 0; k < K; k += depth) {
      const deep = min(depth, K - k);
      const from = w + <usize>k * kStep + <usize>n * nStep;
      const weights = x + <usize>k * xStep;
      const sums = k > 0 ? work : target;
      if (wn === 1) alongRows(columns, deep, weights, xStep, from, kStep, sums);
      else eachColumn(columns, deep, weights, xStep, from, kStep, nStep, sums);
      if (k > 0) addTo(columns, work, target);
    }
  }
}

/** Rows of w are runs: one after another, as memory reads fastest, each scaled and added to the sums. */
function alongRows(
  N: i32,
  K: i32,
  x: usize,
  xStep: usize,
  w: usize,
  kStep: usize,
  sums: usize,
): void {
  const bytes = <usize>N << 2;
  memory.fill(sums, 0, bytes);
  for (let k = 0; k < K; k++, x += xStep, w += kStep) {
    const by = v128.load32_splat(x);
    let at: usize = 0;
    for (; at + 64 <= bytes; at += 64) {
      const to = sums + at;
      const from = w + at;
      addScaled(to, by, from, 0);
      addScaled(to, by, from, 16);
      addScaled(to, by, from, 32);
      addScaled(to, by, from, 48);
    }
    for (; at < bytes; at += 4) {
      f32.store(sums + at, f32.load(sums + at) + f32.load(x) * f32.load(w + at));
    }
  }
}

// @ts-ignore: decorator
@inline
function addScaled(to: usize, by: v128, from: usize, at: usize): void {
  v128.store(to + at, f32x4.add(v128.load(to + at), f32x4.mul(by, v128.load(from + at))));
}

/** Columns of w are runs: sixteen at a time, all of K, so that each is read as one piece; four chains of sums side by side. */
function sixteenColumns(K: i32, x: usize, w: usize, nStep: usize, y: usize): void {
  const second = 4 * nStep;
  const third = 8 * nStep;
  const fourth = 12 * nStep;
  let y0 = f32x4.splat(0);
  let y1 = y0;
  let y2 = y0;
  let y3 = y0;
  for (let k = 0; k < K; k += depth) {
    let s0 = f32x4.splat(0);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    const deep = min(depth, K - k);
    const end = x + (<usize>deep << 2);
    for (; x + 16 <= end; x += 16, w += 16) {
      const four = v128.load(x);
      s0 = addFour(s0, four, w, nStep);
      s1 = addFour(s1, four, w + second, nStep);
      s2 = addFour(s2, four, w + third, nStep);
      s3 = addFour(s3, four, w + fourth, nStep);
    }
    for (; x < end; x += 4, w += 4) {
      s0 = addOne(s0, x, w, nStep);
      s1 = addOne(s1, x, w + second, nStep);
      s2 = addOne(s2, x, w + third, nStep);
      s3 = addOne(s3, x, w + fourth, nStep);
    }
    y0 = f32x4.add(y0, s0);
    y1 = f32x4.add(y1, s1);
    y2 = f32x4.add(y2, s2);
    y3 = f32x4.add(y3, s3);
  }
  v128.store(y, y0);
  v128.store(y, y1, 16);
  v128.store(y, y2, 32);
  v128.store(y, y3, 48);
}

/** Four products of each of four columns, transposed in registers and added in their order. */
// @ts-ignore: decorator
@inline
function addFour(sum: v128, x: v128, w: usize, nStep: usize): v128 {
  const a = f32x4.mul(x, v128.load(w));
  const b = f32x4.mul(x, v128.load(w + nStep));
  const c = f32x4.mul(x, v128.load(w + 2 * nStep));
  const d = f32x4.mul(x, v128.load(w + 3 * nStep));
  return addTransposed(sum, a, b, c, d);
}

/** One product of each of four columns. */
// @ts-ignore: decorator
@inline
function addOne(sum: v128, x: usize, w: usize, nStep: usize): v128 {
  let column = v128.load32_zero(w);
  column = v128.load32_lane(w + nStep, column, 1);
  column = v128.load32_lane(w + 2 * nStep, column, 2);
  column = v128.load32_lane(w + 3 * nStep, column, 3);
  return f32x4.add(sum, f32x4.mul(v128.load32_splat(x), column));
}

/** Any steps, any number of columns: one after another. */
function eachColumn(
  N: i32,
  K: i32,
  x: usize,
  xStep: usize,
  w: usize,
  kStep: usize,
  nStep: usize,
  sums: usize,
): void {
  for (let n = 0; n < N; n++, w += nStep, sums += 4) {
    let sum: f32 = 0;
    for (let k: usize = 0; k < <usize>K; k++) {
      sum += f32.load(x + k * xStep) * f32.load(w + k * kStep);
    }
    f32.store(sums, sum);
  }
}

function addTo(N: i32, from: usize, to: usize): void {
  let n = 0;
  for (; n + 4 <= N; n += 4, from += 16, to += 16) {
    v128.store(to, f32x4.add(v128.load(to), v128.load(from)));
  }
  for (; n < N; n++, from += 4, to += 4) f32.store(to, f32.load(to) + f32.load(from));
}
