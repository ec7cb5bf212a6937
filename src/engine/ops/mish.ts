// mish: x times a gate that opens smoothly and lets a little below 0 through. Misra 2019.
//   y = x · t,   t = tanh(softplus(x)) = n / (n + 2),   n = e^x (e^x + 2)
//   dx = dy · (t + x · (1 − t²) · σ(x))
import { normalDoubles } from '../random/randomTensor';
import { mapElements, zipElements } from '../tensor/elementwise';
import type { Tensor } from '../tensor/Tensor';
import { defineOp } from './defineOp';

export const mish = defineOp<[x: Tensor]>({
  name: 'mish',
  formula: 'y = x · tanh(ln(1 + e^x))',
  forward: ([x]) => ({ output: mapElements(x, (value) => value * gate(value)) }),
  backward: ({ gradient, inputs: [x] }) => [
    zipElements(gradient, x, 'mish', (g, value) => {
      const t = gate(value);
      return g * (t + (value * (1 - t * t)) / (1 + Math.exp(-value)));
    }),
  ],
  probe: (rng) => [{ inputs: [normalDoubles(rng, [3, 4])] }],
});

function gate(x: number): number {
  const e = Math.exp(Math.min(x, 20)); // from 20 on the gate is 1 to the last bit, and e^x · e^x would overflow later
  const n = e * (e + 2);
  return n / (n + 2);
}
