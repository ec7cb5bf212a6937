// fp16: IEEE 754 binary16. 11 significant bits, about 3 decimal digits; up to 65504, normal down to 6.1e−5, then 6.0e−8.
import { NumberFormat } from './NumberFormat';

export const float16 = new NumberFormat({
  name: 'fp16',
  exponentBits: 5,
  mantissaBits: 10,
  hasInfinity: true,
});

export function float16FromBits(pattern: number): number {
  return float16.decode(pattern);
}

export function float16ToBits(value: number): number {
  return float16.encode(value);
}
