// widen: patterns of 16 bits to the numbers that they stand for, as float32 has them all.
//   bfloat16   the upper half of a float32: a shift
//   float16    each of the 65,536 patterns is worked out once, and then looked up
import { float16FromBits } from './float16';

/** Float32 numbers that were kept in 16 bits each. */
export type HalfFormat = 'bfloat16' | 'float16';

export function widen(bits: Uint16Array, format: HalfFormat, into: Float32Array): void {
  if (format === 'bfloat16') widenBfloat16(bits, into);
  else widenFloat16(bits, into);
}

function widenBfloat16(bits: Uint16Array, into: Float32Array): void {
  const wide = new Uint32Array(into.buffer, into.byteOffset, into.length);
  for (let i = 0; i < bits.length; i++) wide[i] = (bits[i] as number) << 16;
}

function widenFloat16(bits: Uint16Array, into: Float32Array): void {
  const known = new Float32Array(bits.length < 2 ** 16 ? 0 : 2 ** 16);
  for (let pattern = 0; pattern < known.length; pattern++) {
    known[pattern] = float16FromBits(pattern);
  }
  for (let i = 0; i < bits.length; i++) {
    const pattern = bits[i] as number;
    into[i] = known[pattern] ?? float16FromBits(pattern);
  }
}
