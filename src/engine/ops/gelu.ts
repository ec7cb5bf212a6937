// gelu, the tanh form that GPT-2 uses. Hendrycks & Gimpel 2016, section 2.
//   y = ½ x (1 + tanh u),   u = √(2/π) · (x + 0.044715 x³)
//   dx = dy · (½ (1 + tanh u) + ½ x (1 − tanh² u) · √(2/π) · (1 + 3 · 0.044715 x²))
// The exact form, x·Φ(x), is geluExact.
import { normalDoubles } from '../random/randomTensor';
import { mapElements, pairElements } from '../tensor/elementwise';
import type { Tensor } from '../tensor/Tensor';
import { defineOp } from './defineOp';

const slope = Math.sqrt(2 / Math.PI);
const cubic = 0.044715;

export const gelu = defineOp<[x: Tensor]>({
  name: 'gelu',
  formula: 'y = ½ x (1 + tanh(√(2/π) (x + 0.044715 x³)))',
  forward: ([x]) => ({
    output: mapElements(x, (value) => 0.5 * value * (1 + bend(value)), 'gelu'),
  }),
  backward: ({ gradient, inputs: [x] }) => [
    pairElements(gradient, x, 'gelu', pulled, 'geluBackward'),
  ],
  probe: (rng) => [{ inputs: [normalDoubles(rng, [3, 4])] }],
});

function pulled(g: number, x: number): number {
  const t = bend(x);
  const rise = slope * (1 + 3 * cubic * x * x);
  return g * (0.5 * (1 + t) + 0.5 * x * (1 - t * t) * rise);
}

function bend(x: number): number {
  return Math.tanh(slope * (x + cubic * x ** 3));
}
