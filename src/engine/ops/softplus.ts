// softplus: a relu with a round corner; always positive, as Mamba's step sizes must be. Dugas et al. 2000.
//   y = ln(1 + e^x) = max(x, 0) + ln(1 + e^−|x|)     the second form neither overflows nor loses small values
//   dx = dy · σ(x)
import { normalDoubles } from '../random/randomTensor';
import { mapElements, zipElements } from '../tensor/elementwise';
import type { Tensor } from '../tensor/Tensor';
import { defineOp } from './defineOp';

export const softplus = defineOp<[x: Tensor]>({
  name: 'softplus',
  formula: 'y = max(x, 0) + ln(1 + e^−|x|)',
  forward: ([x]) => ({
    output: mapElements(x, (value) => Math.max(value, 0) + Math.log1p(Math.exp(-Math.abs(value)))),
  }),
  backward: ({ gradient, inputs: [x] }) => [
    zipElements(gradient, x, 'softplus', (g, value) => g / (1 + Math.exp(-value))),
  ],
  probe: (rng) => [{ inputs: [normalDoubles(rng, [3, 4])] }],
});
