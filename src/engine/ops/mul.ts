// mul: element by element (Hadamard product); axes of length 1 repeat.
//   y = a · b
//   da = dy · b,  db = dy · a
import { normalDoubles } from '../random/randomTensor';
import { zipElements } from '../tensor/elementwise';
import { sumTo } from '../tensor/sumTo';
import type { Tensor } from '../tensor/Tensor';
import { defineOp } from './defineOp';

export const mul = defineOp<[a: Tensor, b: Tensor]>({
  name: 'mul',
  formula: 'y = a · b',
  forward: ([a, b]) => ({ output: zipElements(a, b, 'mul', (x, y) => x * y, 'times') }),
  backward: ({ gradient, inputs: [a, b] }) => [
    sumTo(
      zipElements(gradient, b, 'mul', (g, y) => g * y, 'times'),
      a.shape,
    ),
    sumTo(
      zipElements(gradient, a, 'mul', (g, x) => g * x, 'times'),
      b.shape,
    ),
  ],
  probe: (rng) => [
    { inputs: [normalDoubles(rng, [2, 3]), normalDoubles(rng, [2, 3])] },
    { inputs: [normalDoubles(rng, [2, 3, 4]), normalDoubles(rng, [3, 1])] },
    { inputs: [normalDoubles(rng, [4]), normalDoubles(rng, [2, 1, 4])] },
  ],
});
