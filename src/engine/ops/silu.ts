// silu (swish): x times its own gate. Hendrycks & Gimpel 2016; Ramachandran et al. 2017.
//   y = x · σ(x),   σ(x) = 1 / (1 + e^−x)
//   dx = dy · σ(x) · (1 + x · (1 − σ(x)))
import { normalDoubles } from '../random/randomTensor';
import { mapElements, pairElements } from '../tensor/elementwise';
import type { Tensor } from '../tensor/Tensor';
import { defineOp } from './defineOp';

export const silu = defineOp<[x: Tensor]>({
  name: 'silu',
  formula: 'y = x · σ(x)',
  forward: ([x]) => ({ output: mapElements(x, (value) => value * logistic(value), 'silu') }),
  backward: ({ gradient, inputs: [x] }) => [
    pairElements(gradient, x, 'silu', slope, 'siluBackward'),
  ],
  probe: (rng) => [{ inputs: [normalDoubles(rng, [3, 4])] }],
});

function slope(g: number, x: number): number {
  const gate = logistic(x);
  return g * gate * (1 + x * (1 - gate));
}

/** e^−x overflows to ∞ only where 1 / (1 + ∞) is rightly 0. */
function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
