// thin: one row times a matrix, as when a model with a key–value cache reads one token. Every number of w is used once, so
// it is not packed: memory is read at the speed it comes.
//   y[n] = Σ_k x[k] · w[k, n]
// The sum of each element runs over k in the same order and the same blocks as in `gemm`.
import { addTransposed } from './addTransposed';
import { depth } from './blocks';
import { across, Bfloat16, bytes, Float16, Form, four, high, low, one } from './half';
import { lines } from './lines';

const width = 4096; // sums at a time: they stay in the first-level cache while rows of w pass by
const longest = 1 << 17; // numbers of x that `lines` has room for
const large = 1 << 18; // numbers of w: more than a second-level cache holds

/**
 * `work`: room for `width` floats. Steps count numbers; w may lie with its rows or with its columns in one piece, kept in
 * `form`.
 */
export function thin(
  N: i32,
  K: i32,
  x: usize,
  xk: i32,
  w: usize,
  wk: i32,
  wn: i32,
  form: Form,
  y: usize,
  work: usize,
): void {
  if (form === Form.Float32) thinOf<f32>(N, K, x, xk, w, wk, wn, y, work);
  else if (form === Form.Bfloat16) thinOf<Bfloat16>(N, K, x, xk, w, wk, wn, y, work);
  else thinOf<Float16>(N, K, x, xk, w, wk, wn, y, work);
}

function thinOf<W>(
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
  const kStep = bytes<W>(wk);
  const nStep = bytes<W>(wn);
  if (wk === 1 && xk === 1 && N >= 16) {
    let n = 0;
    if (wn === K && K % depth === 0 && K <= longest && N * K > large) {
      n = N & ~7;
      lines<W>(n, K, x, w, y, work);
    }
    for (; n < N; n += 16) {
      const first = <usize>min(n, N - 16); // the last sixteen may be some of those before: they come out the same
      sixteenColumns<W>(K, x, w + first * nStep, nStep, y + (first << 2));
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
      if (wn === 1) alongRows<W>(columns, deep, weights, xStep, from, kStep, sums);
      else eachColumn<W>(columns, deep, weights, xStep, from, kStep, nStep, sums);
      if (k > 0) addTo(columns, work, target);
    }
  }
}

/** Rows of w are runs: one after another, as memory reads fastest, each scaled and added to the sums. */
function alongRows<W>(
  N: i32,
  K: i32,
  x: usize,
  xStep: usize,
  w: usize,
  kStep: usize,
  sums: usize,
): void {
  const end = <usize>N << 2;
  memory.fill(sums, 0, end);
  let k = 0;
  if (sizeof<W>() === 2) {
    for (; k + 4 <= K; k += 4, x += 4 * xStep, w += 4 * kStep) {
      fourRows<W>(end, x, xStep, w, kStep, sums);
    }
  }
  for (; k < K; k++, x += xStep, w += kStep) {
    const by = v128.load32_splat(x);
    let from = w;
    let at: usize = 0;
    for (; at + 64 <= end; at += 64) {
      const to = sums + at;
      addScaled<W>(to, by, from);
      addScaled<W>(to + 16, by, from + 4 * sizeof<W>());
      addScaled<W>(to + 32, by, from + 8 * sizeof<W>());
      addScaled<W>(to + 48, by, from + 12 * sizeof<W>());
      from += 16 * sizeof<W>();
    }
    for (; at < end; at += 4, from += sizeof<W>()) {
      f32.store(sums + at, f32.load(sums + at) + f32.load(x) * one<W>(from));
    }
  }
}

/** Of halves four rows at a time: not memory but arithmetic takes the time, and so sums are fetched less often. */
function fourRows<W>(
  end: usize,
  x: usize,
  xStep: usize,
  w: usize,
  kStep: usize,
  sums: usize,
): void {
  const x0 = v128.load32_splat(x);
  const x1 = v128.load32_splat(x + xStep);
  const x2 = v128.load32_splat(x + 2 * xStep);
  const x3 = v128.load32_splat(x + 3 * xStep);
  const w1 = kStep;
  const w2 = 2 * kStep;
  const w3 = 3 * kStep;
  let at: usize = 0;
  for (; at + 32 <= end; at += 32, w += 16) {
    const b0 = v128.load(w);
    const b1 = v128.load(w + w1);
    const b2 = v128.load(w + w2);
    const b3 = v128.load(w + w3);
    const to = sums + at;
    let first = f32x4.add(v128.load(to), f32x4.mul(x0, low<W>(b0)));
    let last = f32x4.add(v128.load(to, 16), f32x4.mul(x0, high<W>(b0)));
    first = f32x4.add(first, f32x4.mul(x1, low<W>(b1)));
    last = f32x4.add(last, f32x4.mul(x1, high<W>(b1)));
    first = f32x4.add(first, f32x4.mul(x2, low<W>(b2)));
    last = f32x4.add(last, f32x4.mul(x2, high<W>(b2)));
    v128.store(to, f32x4.add(first, f32x4.mul(x3, low<W>(b3))));
    v128.store(to, f32x4.add(last, f32x4.mul(x3, high<W>(b3))), 16);
  }
  for (; at < end; at += 4, w += 2) {
    let sum = f32.load(sums + at) + f32.load(x) * one<W>(w);
    sum += f32.load(x + xStep) * one<W>(w + w1);
    sum += f32.load(x + 2 * xStep) * one<W>(w + w2);
    f32.store(sums + at, sum + f32.load(x + 3 * xStep) * one<W>(w + w3));
  }
}

// @ts-ignore: decorator
@inline
function addScaled<W>(to: usize, by: v128, from: usize): void {
  v128.store(to, f32x4.add(v128.load(to), f32x4.mul(by, four<W>(from))));
}

/** Columns of w are runs: sixteen at a time, all of K, so that each is read as one piece; four chains of sums side by side. */
function sixteenColumns<W>(K: i32, x: usize, w: usize, nStep: usize, y: usize): void {
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
    for (; x + 16 <= end; x += 16, w += 4 * sizeof<W>()) {
      const four = v128.load(x);
      s0 = addFour<W>(s0, four, w, nStep);
      s1 = addFour<W>(s1, four, w + second, nStep);
      s2 = addFour<W>(s2, four, w + third, nStep);
      s3 = addFour<W>(s3, four, w + fourth, nStep);
    }
    for (; x < end; x += 4, w += sizeof<W>()) {
      s0 = addOne<W>(s0, x, w, nStep);
      s1 = addOne<W>(s1, x, w + second, nStep);
      s2 = addOne<W>(s2, x, w + third, nStep);
      s3 = addOne<W>(s3, x, w + fourth, nStep);
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
function addFour<W>(sum: v128, x: v128, w: usize, nStep: usize): v128 {
  const a = f32x4.mul(x, four<W>(w));
  const b = f32x4.mul(x, four<W>(w + nStep));
  const c = f32x4.mul(x, four<W>(w + 2 * nStep));
  const d = f32x4.mul(x, four<W>(w + 3 * nStep));
  return addTransposed(sum, a, b, c, d);
}

/** One product of each of four columns. */
// @ts-ignore: decorator
@inline
function addOne<W>(sum: v128, x: usize, w: usize, nStep: usize): v128 {
  return f32x4.add(sum, f32x4.mul(v128.load32_splat(x), across<W>(w, nStep)));
}

/** Any steps, any number of columns: one after another. */
function eachColumn<W>(
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
      sum += f32.load(x + k * xStep) * one<W>(w + k * kStep);
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
