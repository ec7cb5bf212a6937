// A second converter for number formats, by another route than the engine's: bit shifts to decode, a search for the nearest
// neighbour to encode. And the inputs on which roundings differ: all midpoints, and what lies beside them.
import { createHash } from 'node:crypto';
import type { NumberFormat } from '../../../src/engine/formats/NumberFormat';

export const sha256 = (values: ArrayBufferView) =>
  createHash('sha256')
    .update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    .digest('hex');

const fromFloatBits = (bits: number) => new Float32Array(Uint32Array.of(bits).buffer)[0] ?? NaN;

/** Where infinity is, or the one NaN of a format without. */
const beyondOf = ({ bits, mantissaBits, hasInfinity }: NumberFormat) =>
  2 ** (bits - 1) - (hasInfinity ? 2 ** mantissaBits : 1);

/** Every finite value from 0 up, by pattern, and the one that would follow. */
export function risingValues(format: NumberFormat): number[] {
  const values = Array.from({ length: beyondOf(format) }, (_, p) => format.decode(p));
  return [...values, 2 * (values.at(-1) ?? 0) - (values.at(-2) ?? 0)];
}

/** Every midpoint between neighbours, and the float32 before and after it; then all with the other sign. */
export function aroundMidpoints(format: NumberFormat): Float32Array {
  const rising = risingValues(format);
  const middles = Float32Array.from(rising.slice(1), (above, i) => ((rising[i] ?? 0) + above) / 2);
  const bits = [...new Uint32Array(middles.buffer)].flatMap((b) => [b - 1, b, b + 1]);
  const values = [...new Float32Array(Uint32Array.from(bits).buffer)].filter(Number.isFinite);
  return Float32Array.from([...values, ...values.map((value) => -value)]);
}

/** The pattern of the nearest value; of two, the even one. */
export function nearest(rising: readonly number[], value: number): number {
  let [low, high] = [0, rising.length - 1];
  const size = Math.abs(value);
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((rising[middle] ?? NaN) <= size) low = middle;
    else high = middle;
  }
  const below = size - (rising[low] ?? NaN);
  const above = (rising[high] ?? NaN) - size;
  if (below === above) return low % 2 === 0 ? low : high;
  return below < above ? low : high;
}

/** The first input on which two converters differ, in words. */
export function firstDifference(
  inputs: ArrayLike<number>,
  found: (value: number) => number,
  expected: (value: number) => number,
): string | null {
  for (const value of Array.from(inputs)) {
    if (Object.is(found(value), expected(value))) continue;
    return `${value}: ${found(value)}, expected ${expected(value)}`;
  }
  return null;
}

export const shiftedHalf = (pattern: number): number => {
  const sign = (pattern & 0x8000) * 0x10000;
  const E = (pattern >> 10) & 31;
  const M = pattern & 1023;
  if (E === 31) return fromFloatBits(sign + 0x7f800000 + (M << 13));
  if (E > 0) return fromFloatBits(sign + ((E + 112) << 23) + (M << 13));
  return fromFloatBits(sign + 0x33800000) * M; // ±2⁻²⁴
};
export const shiftedBrain = (pattern: number): number => fromFloatBits(pattern * 0x10000);

