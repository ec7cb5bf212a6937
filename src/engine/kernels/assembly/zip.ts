// zip: two operands, element by element, over rows of C numbers. An operand whose row step is 0 repeats its row; one whose
// step within the row is 0 repeats its number. That is all of broadcasting that models use; the rest is copied first.
//   y[r, c] = a[r, c] ∘ b[r, c]

const Plus = 0;
const Minus = 1;
const Times = 2;
const Over = 3;
/** b is a mask of int32: `fill` where it is not 0, else a. */
const Masked = 4;

// @ts-ignore: decorator
@inline
function apply(how: i32, a: v128, b: v128, fill: v128): v128 {
  if (how === Plus) return f32x4.add(a, b);
  if (how === Minus) return f32x4.sub(a, b);
  if (how === Times) return f32x4.mul(a, b);
  if (how === Over) return f32x4.div(a, b);
  return v128.bitselect(a, fill, i32x4.eq(b, i32x4.splat(0)));
}

// @ts-ignore: decorator
@inline
function zip(
  how: i32, fill: v128, rows: i32, C: i32,
  a: usize, aRow: i32, aStep: i32,
  b: usize, bRow: i32, bStep: i32,
  y: usize,
): void {
  const bytes = <usize>C << 2;
  const whole = bytes & ~15;
  for (let r = 0; r < rows; r++) {
    let at: usize = 0;
    if (aStep === 0) {
      const one = v128.load32_splat(a);
      for (; at < whole; at += 16) v128.store(y + at, apply(how, one, v128.load(b + at), fill));
    } else if (bStep === 0) {
      const one = v128.load32_splat(b);
      for (; at < whole; at += 16) v128.store(y + at, apply(how, v128.load(a + at), one, fill));
    } else {
      for (; at < whole; at += 16) {
        v128.store(y + at, apply(how, v128.load(a + at), v128.load(b + at), fill));
      }
    }
    for (; at < bytes; at += 4) {
      const left = v128.load32_splat(aStep === 0 ? a : a + at);
      const right = v128.load32_splat(bStep === 0 ? b : b + at);
      v128.store_lane<f32>(y + at, apply(how, left, right, fill), 0);
    }
    a += <usize>aRow << 2;
    b += <usize>bRow << 2;
    y += bytes;
  }
}

/** Row steps in floats; steps within a row are 0 or 1. */
export function plus(rows: i32, C: i32, a: usize, aRow: i32, aStep: i32, b: usize, bRow: i32, bStep: i32, y: usize): void {
  zip(Plus, i32x4.splat(0), rows, C, a, aRow, aStep, b, bRow, bStep, y);
}

export function minus(rows: i32, C: i32, a: usize, aRow: i32, aStep: i32, b: usize, bRow: i32, bStep: i32, y: usize): void {
  zip(Minus, i32x4.splat(0), rows, C, a, aRow, aStep, b, bRow, bStep, y);
}

export function times(rows: i32, C: i32, a: usize, aRow: i32, aStep: i32, b: usize, bRow: i32, bStep: i32, y: usize): void {
  zip(Times, i32x4.splat(0), rows, C, a, aRow, aStep, b, bRow, bStep, y);
}

export function over(rows: i32, C: i32, a: usize, aRow: i32, aStep: i32, b: usize, bRow: i32, bStep: i32, y: usize): void {
  zip(Over, i32x4.splat(0), rows, C, a, aRow, aStep, b, bRow, bStep, y);
}

export function masked(rows: i32, C: i32, a: usize, aRow: i32, aStep: i32, b: usize, bRow: i32, bStep: i32, y: usize, fill: f32): void {
  zip(Masked, f32x4.splat(fill), rows, C, a, aRow, aStep, b, bRow, bStep, y);
}
