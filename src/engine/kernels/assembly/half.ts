// half: numbers of a matrix as they lie in memory, float32 or 16 bits, which are widened to float32 as they are read.
//   bfloat16   the upper half of a float32
//   float16    1 sign, 5 exponent, 10 fraction: three bits lower they lie in a float32's fields, 2¹¹² times too small, which a
//              multiplication mends, exactly, subnormals too. Not so ∞ and NaN: a matrix that has any is widened before (Halves)
// W says which at compile time: f32, or the whole number that stands for a format.
export type Bfloat16 = u16;
export type Float16 = i16;

/** The same at run time. */
export enum Form {
  Float32,
  Bfloat16,
  Float16,
}

/** Bytes of a step of `count` numbers. */
// @ts-ignore: decorator
@inline
export function bytes<W>(count: i32): usize {
  return <usize>count * sizeof<W>();
}

/** Four numbers in one piece. */
// @ts-ignore: decorator
@inline
export function four<W>(from: usize): v128 {
  return sizeof<W>() === 4 ? v128.load(from) : low<W>(v128.load64_zero(from));
}

/** One number. */
// @ts-ignore: decorator
@inline
export function one<W>(from: usize): f32 {
  if (sizeof<W>() === 4) return f32.load(from);
  return f32x4.extract_lane(low<W>(v128.load16_lane(from, i64x2.splat(0), 0)), 0);
}

/** One number of each of four columns. */
// @ts-ignore: decorator
@inline
export function across<W>(from: usize, step: usize): v128 {
  if (sizeof<W>() === 4) {
    let lanes = v128.load32_zero(from);
    lanes = v128.load32_lane(from + step, lanes, 1);
    lanes = v128.load32_lane(from + 2 * step, lanes, 2);
    return v128.load32_lane(from + 3 * step, lanes, 3);
  }
  let lanes = v128.load16_lane(from, i64x2.splat(0), 0);
  lanes = v128.load16_lane(from + step, lanes, 1);
  lanes = v128.load16_lane(from + 2 * step, lanes, 2);
  return low<W>(v128.load16_lane(from + 3 * step, lanes, 3));
}

/** The first four of eight patterns as numbers. */
// @ts-ignore: decorator
@inline
export function low<W>(bits: v128): v128 {
  return number<W>(v128.shuffle<i16>(i64x2.splat(0), bits, 0, 8, 1, 9, 2, 10, 3, 11));
}

/** The last four. */
// @ts-ignore: decorator
@inline
export function high<W>(bits: v128): v128 {
  return number<W>(v128.shuffle<i16>(i64x2.splat(0), bits, 4, 12, 5, 13, 6, 14, 7, 15));
}

/** The four in even places: cheaper than to move them side by side. */
// @ts-ignore: decorator
@inline
export function even<W>(bits: v128): v128 {
  return number<W>(i32x4.shl(bits, 16));
}

/** The four in odd places. */
// @ts-ignore: decorator
@inline
export function odd<W>(bits: v128): v128 {
  return number<W>(v128.and(bits, i32x4.splat(0xffff0000)));
}

/** Four patterns, each in the upper half of 32 bits. */
// @ts-ignore: decorator
@inline
function number<W>(bits: v128): v128 {
  if (!isSigned<W>()) return bits;
  const fields = v128.and(i32x4.shr_s(bits, 3), i32x4.splat(0x8fffe000));
  return f32x4.mul(fields, f32x4.splat(<f32>5.192296858534828e33)); // 2¹¹²
}

/** n numbers, kept in `form` at `from`, as float32. */
export function widen(n: i32, form: Form, from: usize, to: usize): void {
  if (form === Form.Bfloat16) widenOf<Bfloat16>(n, from, to);
  else widenOf<Float16>(n, from, to);
}

function widenOf<W>(n: i32, from: usize, to: usize): void {
  let i = 0;
  for (; i + 4 <= n; i += 4, from += bytes<W>(4), to += 16) v128.store(to, four<W>(from));
  for (; i < n; i++, from += sizeof<W>(), to += 4) f32.store(to, one<W>(from));
}
