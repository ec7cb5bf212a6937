// maps: one function over n numbers, four at a time. `y` has room for n rounded up to a multiple of 4, and whatever lies
// behind x may be read, so there is no tail. Formulas and references: the ops of the same names.
import { exponential, hyperbolicTangent, logistic, normalShare } from './exponential';

const slope: f32 = 0.79788456080286536; // √(2/π)
const cubic: f32 = 0.044715;
const peak: f32 = 0.39894228040143268; // 1/√(2π)

export function relu(n: i32, x: usize, y: usize): void {
  const end = x + (<usize>n << 2);
  for (; x < end; x += 16, y += 16) {
    v128.store(y, f32x4.max(v128.load(x), f32x4.splat(0)));
  }
}

export function reluBackward(n: i32, g: usize, x: usize, y: usize): void {
  const end = x + (<usize>n << 2);
  for (; x < end; x += 16, y += 16, g += 16) {
    v128.store(y, v128.and(v128.load(g), f32x4.gt(v128.load(x), f32x4.splat(0))));
  }
}

/** ½ x (1 + tanh u) = x · σ(2u) */
export function gelu(n: i32, x: usize, y: usize): void {
  const end = x + (<usize>n << 2);
  for (; x < end; x += 16, y += 16) {
    const value = v128.load(x);
    v128.store(y, f32x4.mul(value, logistic(twiceBend(value))));
  }
}

export function geluBackward(n: i32, g: usize, x: usize, y: usize): void {
  const end = x + (<usize>n << 2);
  const one = f32x4.splat(1);
  for (; x < end; x += 16, y += 16, g += 16) {
    const value = v128.load(x);
    const share = logistic(twiceBend(value));
    const square = f32x4.mul(value, value);
    const rise = f32x4.add(
      f32x4.splat(2 * slope),
      f32x4.mul(f32x4.splat(6 * slope * cubic), square),
    );
    const turn = f32x4.mul(f32x4.mul(value, rise), f32x4.mul(share, f32x4.sub(one, share)));
    v128.store(y, f32x4.mul(v128.load(g), f32x4.add(share, turn)));
  }
}

// @ts-ignore: decorator
@inline
function twiceBend(x: v128): v128 {
  const cube = f32x4.mul(f32x4.mul(x, x), x);
  return f32x4.mul(f32x4.splat(2 * slope), f32x4.add(x, f32x4.mul(f32x4.splat(cubic), cube)));
}

export function geluExact(n: i32, x: usize, y: usize): void {
  const end = x + (<usize>n << 2);
  for (; x < end; x += 16, y += 16) {
    const value = v128.load(x);
    v128.store(y, f32x4.mul(value, normalShare(value)));
  }
}

export function geluExactBackward(n: i32, g: usize, x: usize, y: usize): void {
  const end = x + (<usize>n << 2);
  for (; x < end; x += 16, y += 16, g += 16) {
    const value = v128.load(x);
    const square = f32x4.mul(value, value);
    const density = f32x4.mul(
      f32x4.splat(peak),
      exponential(f32x4.mul(f32x4.splat(-0.5), square)),
    );
    const rise = f32x4.add(normalShare(value), f32x4.mul(value, density));
    v128.store(y, f32x4.mul(v128.load(g), rise));
  }
}

export function silu(n: i32, x: usize, y: usize): void {
  const end = x + (<usize>n << 2);
  for (; x < end; x += 16, y += 16) {
    const value = v128.load(x);
    v128.store(y, f32x4.mul(value, logistic(value)));
  }
}

export function siluBackward(n: i32, g: usize, x: usize, y: usize): void {
  const end = x + (<usize>n << 2);
  const one = f32x4.splat(1);
  for (; x < end; x += 16, y += 16, g += 16) {
    const value = v128.load(x);
    const gate = logistic(value);
    const rise = f32x4.add(one, f32x4.mul(value, f32x4.sub(one, gate)));
    v128.store(y, f32x4.mul(f32x4.mul(v128.load(g), gate), rise));
  }
}

export function sigmoid(n: i32, x: usize, y: usize): void {
  const end = x + (<usize>n << 2);
  for (; x < end; x += 16, y += 16) v128.store(y, logistic(v128.load(x)));
}

export function tanh(n: i32, x: usize, y: usize): void {
  const end = x + (<usize>n << 2);
  for (; x < end; x += 16, y += 16) v128.store(y, hyperbolicTangent(v128.load(x)));
}

export function exp(n: i32, x: usize, y: usize): void {
  const end = x + (<usize>n << 2);
  for (; x < end; x += 16, y += 16) v128.store(y, exponential(v128.load(x)));
}

export function scale(n: i32, x: usize, by: f32, y: usize): void {
  const end = x + (<usize>n << 2);
  for (; x < end; x += 16, y += 16) v128.store(y, f32x4.mul(v128.load(x), f32x4.splat(by)));
}
