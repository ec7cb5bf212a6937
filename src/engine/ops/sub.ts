// sub: element by element; axes of length 1 repeat.
//   y = a − b
//   da = dy,  db = −dy
import { normalDoubles } from '../random/randomTensor';
import { scaleElements, zipElements } from '../tensor/elementwise';
import { sumTo } from '../tensor/sumTo';
import type { Tensor } from '../tensor/Tensor';
import { defineOp } from './defineOp';

export const sub = defineOp<[a: Tensor, b: Tensor]>({
  name: 'sub',
  formula: 'y = a − b',
  forward: ([a, b]) => ({ output: zipElements(a, b, 'sub', (x, y) => x - y, 'minus') }),
  backward: ({ gradient, inputs: [a, b] }) => [
    sumTo(gradient, a.shape),
    sumTo(scaleElements(gradient, -1), b.shape),
  ],
  probe: (rng) => [
    { inputs: [normalDoubles(rng, [2, 3]), normalDoubles(rng, [2, 3])] },
    { inputs: [normalDoubles(rng, [2, 3, 4]), normalDoubles(rng, [3, 1])] },
    { inputs: [normalDoubles(rng, [4]), normalDoubles(rng, [2, 1, 4])] },
  ],
});
