// fp32: IEEE 754 binary32. 24 significant bits, about 7 decimal digits; up to 3.4e38.
import { NumberFormat } from './NumberFormat';

export const float32 = new NumberFormat({
  name: 'fp32',
  exponentBits: 8,
  mantissaBits: 23,
  hasInfinity: true,
});
