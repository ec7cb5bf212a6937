// exp: element by element. Overflows to ∞ from 89 in float32: subtract the largest first, or use softmax and logsumexp.
//   y = e^x
//   dx = dy · y
import { normalDoubles } from '../random/randomTensor';
import { mapElements, zipElements } from '../tensor/elementwise';
import type { Tensor } from '../tensor/Tensor';
import { defineOp } from './defineOp';

export const exp = defineOp<[x: Tensor]>({
  name: 'exp',
  formula: 'y = e^x',
  forward: ([x]) => ({ output: mapElements(x, Math.exp, 'exp') }),
  backward: ({ gradient, output }) => [
    zipElements(gradient, output, 'exp', (g, y) => g * y, 'times'),
  ],
  probe: (rng) => [{ inputs: [normalDoubles(rng, [2, 3])] }],
});
