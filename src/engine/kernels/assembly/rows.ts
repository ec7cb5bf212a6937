// rows: what runs along the last axis. Sums are taken in float64, as in the reference, in lanes that do not depend on how
// long the row is: number i always goes to lane i mod 4, so that masked numbers at the end of a row, which add zeros,
// change nothing. A row never looks at its neighbours.
import { exponential } from './exponential';

/** The last 1 to 3 numbers of a row, the other lanes filled. */
// @ts-ignore: decorator
@inline
function rest(from: usize, bytes: usize, fill: f32): v128 {
  let v = f32x4.splat(fill);
  v = f32x4.replace_lane(v, 0, f32.load(from));
  if (bytes > 4) v = f32x4.replace_lane(v, 1, f32.load(from, 4));
  if (bytes > 8) v = f32x4.replace_lane(v, 2, f32.load(from, 8));
  return v;
}

// @ts-ignore: decorator
@inline
function storeRest(to: usize, bytes: usize, v: v128): void {
  v128.store_lane<f32>(to, v, 0);
  if (bytes > 4) v128.store_lane<f32>(to, v, 1, 4);
  if (bytes > 8) v128.store_lane<f32>(to, v, 2, 8);
}

// @ts-ignore: decorator
@inline
function low(v: v128): v128 {
  return f64x2.promote_low_f32x4(v);
}

// @ts-ignore: decorator
@inline
function high(v: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<f32>(v, v, 2, 3, 2, 3));
}

// @ts-ignore: decorator
@inline
function total(a: v128, b: v128): f64 {
  const pair = f64x2.add(a, b);
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}

/** Σ a · b over a row, or Σ a where b is 0. */
function dot(a: usize, b: usize, bytes: usize): f64 {
  const whole = bytes & ~15;
  let first = f64x2.splat(0);
  let second = first;
  let at: usize = 0;
  if (b === 0) {
    for (; at < whole; at += 16) {
      const v = v128.load(a + at);
      first = f64x2.add(first, low(v));
      second = f64x2.add(second, high(v));
    }
    if (at < bytes) {
      const v = rest(a + at, bytes - at, 0);
      first = f64x2.add(first, low(v));
      second = f64x2.add(second, high(v));
    }
    return total(first, second);
  }
  for (; at < whole; at += 16) {
    const v = v128.load(a + at);
    const w = v128.load(b + at);
    first = f64x2.add(first, f64x2.mul(low(v), low(w)));
    second = f64x2.add(second, f64x2.mul(high(v), high(w)));
  }
  if (at < bytes) {
    const v = rest(a + at, bytes - at, 0);
    const w = rest(b + at, bytes - at, 0);
    first = f64x2.add(first, f64x2.mul(low(v), low(w)));
    second = f64x2.add(second, f64x2.mul(high(v), high(w)));
  }
  return total(first, second);
}

/** y = Σ x of each row */
export function sumRows(rows: i32, C: i32, x: usize, y: usize): void {
  const bytes = <usize>C << 2;
  for (let r = 0; r < rows; r++, x += bytes, y += 4) f32.store(y, <f32>dot(x, 0, bytes));
}

function largest(x: usize, bytes: usize): f32 {
  const whole = bytes & ~15;
  let most = f32x4.splat(-Infinity);
  let at: usize = 0;
  for (; at < whole; at += 16) most = f32x4.max(most, v128.load(x + at));
  if (at < bytes) most = f32x4.max(most, rest(x + at, bytes - at, -Infinity));
  return max(
    max(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1)),
    max(f32x4.extract_lane(most, 2), f32x4.extract_lane(most, 3)),
  );
}

/** y = e^(x − by) along a row; returns Σ y. */
function exponentials(x: usize, by: f32, y: usize, bytes: usize): f64 {
  const shift = f32x4.splat(by);
  const whole = bytes & ~15;
  let first = f64x2.splat(0);
  let second = first;
  let at: usize = 0;
  for (; at < whole; at += 16) {
    const v = exponential(f32x4.sub(v128.load(x + at), shift));
    v128.store(y + at, v);
    first = f64x2.add(first, low(v));
    second = f64x2.add(second, high(v));
  }
  if (at < bytes) {
    const v = exponential(f32x4.sub(rest(x + at, bytes - at, -Infinity), shift));
    storeRest(y + at, bytes - at, v);
    first = f64x2.add(first, low(v));
    second = f64x2.add(second, high(v));
  }
  return total(first, second);
}

/** Returns 0 when a row is −∞ throughout, which has no shares. */
export function softmax(rows: i32, C: i32, x: usize, y: usize): i32 {
  const bytes = <usize>C << 2;
  const whole = bytes & ~15;
  for (let r = 0; r < rows; r++, x += bytes, y += bytes) {
    const most = largest(x, bytes);
    if (most === -Infinity) return 0;
    const sum = <f32>exponentials(x, most, y, bytes);
    const divisor = f32x4.splat(sum);
    let at: usize = 0;
    for (; at < whole; at += 16) v128.store(y + at, f32x4.div(v128.load(y + at), divisor));
    for (; at < bytes; at += 4) f32.store(y + at, f32.load(y + at) / sum);
  }
  return 1;
}

/** d = y · (g − Σ g·y) */
export function softmaxBackward(rows: i32, C: i32, g: usize, y: usize, d: usize): void {
  const bytes = <usize>C << 2;
  const whole = bytes & ~15;
  for (let r = 0; r < rows; r++, g += bytes, y += bytes, d += bytes) {
    const pulled = <f32>dot(g, y, bytes);
    const shift = f32x4.splat(pulled);
    let at: usize = 0;
    for (; at < whole; at += 16) {
      v128.store(d + at, f32x4.mul(v128.load(y + at), f32x4.sub(v128.load(g + at), shift)));
    }
    for (; at < bytes; at += 4) f32.store(d + at, f32.load(y + at) * (f32.load(g + at) - pulled));
  }
}

/** (x − by) · factor along a row */
function shifted(x: usize, by: f64, factor: f64, y: usize, bytes: usize): void {
  const shift = f64x2.splat(by);
  const stretch = f64x2.splat(factor);
  const whole = bytes & ~15;
  let at: usize = 0;
  for (; at < whole; at += 16) {
    const v = v128.load(x + at);
    const a = f32x4.demote_f64x2_zero(f64x2.mul(f64x2.sub(low(v), shift), stretch));
    const b = f32x4.demote_f64x2_zero(f64x2.mul(f64x2.sub(high(v), shift), stretch));
    v128.store(y + at, v128.shuffle<f32>(a, b, 0, 1, 4, 5));
  }
  for (; at < bytes; at += 4) f32.store(y + at, <f32>((<f64>f32.load(x + at) - by) * factor));
}

/** Σ (x − mean)² */
function spread(x: usize, mean: f64, bytes: usize): f64 {
  const shift = f64x2.splat(mean);
  const whole = bytes & ~15;
  let first = f64x2.splat(0);
  let second = first;
  let at: usize = 0;
  for (; at < whole; at += 16) {
    const v = v128.load(x + at);
    const a = f64x2.sub(low(v), shift);
    const b = f64x2.sub(high(v), shift);
    first = f64x2.add(first, f64x2.mul(a, a));
    second = f64x2.add(second, f64x2.mul(b, b));
  }
  let sum = total(first, second);
  for (; at < bytes; at += 4) {
    const difference = <f64>f32.load(x + at) - mean;
    sum += difference * difference;
  }
  return sum;
}

export function standardise(
  rows: i32,
  C: i32,
  epsilon: f64,
  x: usize,
  y: usize,
  means: usize,
  variances: usize,
): void {
  const bytes = <usize>C << 2;
  for (let r = 0; r < rows; r++, x += bytes, y += bytes, means += 4, variances += 4) {
    const mean = dot(x, 0, bytes) / <f64>C;
    const variance = spread(x, mean, bytes) / <f64>C;
    shifted(x, mean, 1 / Math.sqrt(variance + epsilon), y, bytes);
    f32.store(means, <f32>mean);
    f32.store(variances, <f32>variance);
  }
}

/** d = (g − mean g − y · mean(g·y)) / √(v + ε); without `means` nothing but the last term is taken off. */
// @ts-ignore: decorator
@inline
function normBackward(
  centred: bool, rows: i32, C: i32, epsilon: f64, g: usize, y: usize, variances: usize, d: usize,
): void {
  const bytes = <usize>C << 2;
  const whole = bytes & ~15;
  for (let r = 0; r < rows; r++, g += bytes, y += bytes, d += bytes, variances += 4) {
    const mean: f64 = centred ? dot(g, 0, bytes) / <f64>C : 0;
    const slope = dot(g, y, bytes) / <f64>C;
    const factor = 1 / Math.sqrt(<f64>f32.load(variances) + epsilon);
    const m = f32x4.splat(<f32>mean);
    const s = f32x4.splat(<f32>slope);
    const f = f32x4.splat(<f32>factor);
    let at: usize = 0;
    for (; at < whole; at += 16) {
      const flat = f32x4.sub(v128.load(g + at), m);
      v128.store(d + at, f32x4.mul(f32x4.sub(flat, f32x4.mul(v128.load(y + at), s)), f));
    }
    for (; at < bytes; at += 4) {
      const flat = f32.load(g + at) - <f32>mean;
      f32.store(d + at, (flat - f32.load(y + at) * <f32>slope) * <f32>factor);
    }
  }
}

export function standardiseBackward(
  rows: i32,
  C: i32,
  epsilon: f64,
  g: usize,
  y: usize,
  variances: usize,
  d: usize,
): void {
  normBackward(true, rows, C, epsilon, g, y, variances, d);
}

export function rmsNormalise(
  rows: i32,
  C: i32,
  epsilon: f64,
  x: usize,
  y: usize,
  squares: usize,
): void {
  const bytes = <usize>C << 2;
  for (let r = 0; r < rows; r++, x += bytes, y += bytes, squares += 4) {
    const square = dot(x, x, bytes) / <f64>C;
    shifted(x, 0, 1 / Math.sqrt(square + epsilon), y, bytes);
    f32.store(squares, <f32>square);
  }
}

export function rmsNormaliseBackward(
  rows: i32,
  C: i32,
  epsilon: f64,
  g: usize,
  y: usize,
  squares: usize,
  d: usize,
): void {
  normBackward(false, rows, C, epsilon, g, y, squares, d);
}
