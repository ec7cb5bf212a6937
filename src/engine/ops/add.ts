// add: element by element; axes of length 1 repeat.
//   y = a + b
//   da = dy,  db = dy   (each summed over the axes it was repeated along)
import { normalDoubles } from '../random/randomTensor';
import { zipElements } from '../tensor/elementwise';
import { sumTo } from '../tensor/sumTo';
import type { Tensor } from '../tensor/Tensor';
import { defineOp } from './defineOp';

export const add = defineOp<[a: Tensor, b: Tensor]>({
  name: 'add',
  formula: 'y = a + b',
  forward: ([a, b]) => ({ output: zipElements(a, b, 'add', (x, y) => x + y, 'plus') }),
  backward: ({ gradient, inputs: [a, b] }) => [sumTo(gradient, a.shape), sumTo(gradient, b.shape)],
  probe: (rng) => [
    { inputs: [normalDoubles(rng, [2, 3]), normalDoubles(rng, [2, 3])] },
    { inputs: [normalDoubles(rng, [2, 3, 4]), normalDoubles(rng, [3, 1])] },
    { inputs: [normalDoubles(rng, [4]), normalDoubles(rng, [2, 1, 4])] },
  ],
});
