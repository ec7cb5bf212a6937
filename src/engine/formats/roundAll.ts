// roundAll: many float32 values to a narrower format, in place. The same results as `format.round`, by integer arithmetic
// on their bits: float32 is laid out as the narrow format is, only longer.
//   normal      add half of the last kept bit (less one when that bit is even: ties), then clear the bits after it
//   subnormal   the spacing is fixed: adding 1.5 · 2⁵² spacings leaves float64 no room for the rest, subtracting gives it back
import type { NumberFormat } from './NumberFormat';

export function roundAll(values: Float32Array, format: NumberFormat): void {
  const dropped = 23 - format.mantissaBits;
  if (dropped === 0) return; // it is float32
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const [smallestNormal, largest] = bitsOf([format.smallestNormal, format.largest]);
  const almostHalf = 2 ** (dropped - 1) - 1;
  const kept = -(2 ** dropped);
  const room = 1.5 * 2 ** 52 * format.smallestSubnormal;
  for (let i = 0; i < bits.length; i++) {
    const pattern = bits[i] as number;
    const size = pattern & 0x7fffffff;
    if (size < smallestNormal) {
      const value = Math.abs(values[i] as number) + room - room;
      values[i] = pattern === size ? value : -value;
      continue;
    }
    const rounded = (size + almostHalf + ((size >>> dropped) & 1)) & kept;
    if (rounded > largest || rounded < 0) values[i] = format.round(values[i] as number);
    else bits[i] = rounded | (pattern & 0x80000000);
  }
}

function bitsOf(pair: readonly [number, number]): [number, number] {
  const [a = 0, b = 0] = new Uint32Array(Float32Array.from(pair).buffer);
  return [a, b];
}
