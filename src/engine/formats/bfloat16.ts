// bf16: the upper half of an fp32 (Google's "brain float"). 8 significant bits, 2 to 3 decimal digits, fp32's range.
import { NumberFormat } from './NumberFormat';

export const bfloat16 = new NumberFormat({
  name: 'bf16',
  exponentBits: 8,
  mantissaBits: 7,
  hasInfinity: true,
});

export function bfloat16FromBits(pattern: number): number {
  return bfloat16.decode(pattern);
}

export function bfloat16ToBits(value: number): number {
  return bfloat16.encode(value);
}
