// tile: the innermost piece of a matrix product: 4 rows of x times 8 columns of w, the 32 sums kept in registers.
//   y[t, n] (+)= Σ_k x[k, t] · w[k, n]       x and w packed (see pack), K ≥ 1
// Eight sums of four, two of w and one of x are what 16 registers hold without spilling. The loop takes two steps of k
// per turn; the way out between them is what keeps V8 from loading both steps' operands first and running out of them.

/** `add`: onto what y holds, or instead of it. `yStep`: bytes between rows of y. */
export function tile(K: i32, x: usize, w: usize, y: usize, yStep: usize, add: bool): void {
  let s00 = f32x4.splat(0);
  let s01 = s00;
  let s10 = s00;
  let s11 = s00;
  let s20 = s00;
  let s21 = s00;
  let s30 = s00;
  let s31 = s00;
  while (true) {
    const w0 = v128.load(w);
    const w1 = v128.load(w, 16);
    const x0 = v128.load32_splat(x);
    s00 = f32x4.add(s00, f32x4.mul(x0, w0));
    s01 = f32x4.add(s01, f32x4.mul(x0, w1));
    const x1 = v128.load32_splat(x, 4);
    s10 = f32x4.add(s10, f32x4.mul(x1, w0));
    s11 = f32x4.add(s11, f32x4.mul(x1, w1));
    const x2 = v128.load32_splat(x, 8);
    s20 = f32x4.add(s20, f32x4.mul(x2, w0));
    s21 = f32x4.add(s21, f32x4.mul(x2, w1));
    const x3 = v128.load32_splat(x, 12);
    s30 = f32x4.add(s30, f32x4.mul(x3, w0));
    s31 = f32x4.add(s31, f32x4.mul(x3, w1));
    if (--K === 0) break;
    const v0 = v128.load(w, 32);
    const v1 = v128.load(w, 48);
    const u0 = v128.load32_splat(x, 16);
    s00 = f32x4.add(s00, f32x4.mul(u0, v0));
    s01 = f32x4.add(s01, f32x4.mul(u0, v1));
    const u1 = v128.load32_splat(x, 20);
    s10 = f32x4.add(s10, f32x4.mul(u1, v0));
    s11 = f32x4.add(s11, f32x4.mul(u1, v1));
    const u2 = v128.load32_splat(x, 24);
    s20 = f32x4.add(s20, f32x4.mul(u2, v0));
    s21 = f32x4.add(s21, f32x4.mul(u2, v1));
    const u3 = v128.load32_splat(x, 28);
    s30 = f32x4.add(s30, f32x4.mul(u3, v0));
    s31 = f32x4.add(s31, f32x4.mul(u3, v1));
    if (--K === 0) break;
    x += 32;
    w += 64;
  }
  if (add) {
    store(y, f32x4.add(v128.load(y), s00), f32x4.add(v128.load(y, 16), s01));
    y += yStep;
    store(y, f32x4.add(v128.load(y), s10), f32x4.add(v128.load(y, 16), s11));
    y += yStep;
    store(y, f32x4.add(v128.load(y), s20), f32x4.add(v128.load(y, 16), s21));
    y += yStep;
    store(y, f32x4.add(v128.load(y), s30), f32x4.add(v128.load(y, 16), s31));
  } else {
    store(y, s00, s01);
    store(y + yStep, s10, s11);
    store(y + 2 * yStep, s20, s21);
    store(y + 3 * yStep, s30, s31);
  }
}

// @ts-ignore: decorator
@inline
function store(y: usize, low: v128, high: v128): void {
  v128.store(y, low);
  v128.store(y, high, 16);
}
