// sigmoid: any number to a share between 0 and 1.
//   y = σ(x) = 1 / (1 + e^−x)
//   dx = dy · σ(x) · σ(−x)      not y (1 − y): where y rounds to 1 that is 0
import { normalDoubles } from '../random/randomTensor';
import { mapElements, zipElements } from '../tensor/elementwise';
import type { Tensor } from '../tensor/Tensor';
import { defineOp } from './defineOp';

export const sigmoid = defineOp<[x: Tensor]>({
  name: 'sigmoid',
  formula: 'y = 1 / (1 + e^−x)',
  forward: ([x]) => ({ output: mapElements(x, logistic, 'sigmoid') }),
  backward: ({ gradient, inputs: [x] }) => [
    zipElements(gradient, x, 'sigmoid', (g, value) => g * logistic(value) * logistic(-value)),
  ],
  probe: (rng) => [{ inputs: [normalDoubles(rng, [3, 4])] }],
});

/** e^−x overflows to ∞ only where 1 / (1 + ∞) is rightly 0. */
function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
