/** A number in a format: its bits, the numbers around it, and what becomes of it when it is pushed. */
import type { NumberFormat } from '../../src/engine/formats/NumberFormat';

export function bitsOf(value: number, format: NumberFormat): string[] {
  const { sign, exponent, mantissa } = format.fields(format.encode(value));
  return [...sign, ...exponent, ...mantissa];
}

/** So many numbers of a format on each side, from the smallest on. */
export function neighbours(value: number, format: NumberFormat, each: number): number[] {
  const pattern = format.encode(Math.abs(value));
  const around = Array.from({ length: 2 * each + 1 }, (_, k) => Math.sign(value) * format.decode(pattern + k - each)); // prettier-ignore
  return around.sort((a, b) => a - b);
}

/** From a number's size to the next larger one. */
export function gapAt(value: number, format: NumberFormat): number {
  const pattern = format.encode(Math.abs(value));
  return format.decode(pattern + 1) - format.decode(pattern);
}

/** The power of two that a size begins at: 2ᵉ ≤ |value| < 2ᵉ⁺¹. */
export const exponentOf = (value: number): number => Math.floor(Math.log2(Math.abs(value)));

/** Kept in a format alone: pushed, and rounded after each push. */
export function pushedIn(format: NumberFormat, start: number, pushes: readonly number[]): number[] {
  const path = [format.round(start)];
  for (const push of pushes) path.push(format.round((path.at(-1) ?? NaN) + push));
  return path;
}
