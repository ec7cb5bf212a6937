// fp8: Micikevicius et al. 2022, table 1. E4M3 for weights and activations, up to 448 and without infinity; E5M2 for
// gradients, up to 57344, with infinity and several NaN as in IEEE 754. Past the largest value this E4M3 gives NaN; the
// paper lets hardware saturate instead.
import { NumberFormat } from './NumberFormat';

export const float8E4M3 = new NumberFormat({
  name: 'fp8 E4M3',
  exponentBits: 4,
  mantissaBits: 3,
  hasInfinity: false,
});

export const float8E5M2 = new NumberFormat({
  name: 'fp8 E5M2',
  exponentBits: 5,
  mantissaBits: 2,
  hasInfinity: true,
});
