// tanh: any number to one between −1 and 1.
//   y = tanh x
//   dx = dy / cosh² x           not 1 − y²: where y rounds to 1 that is 0
import { normalDoubles } from '../random/randomTensor';
import { mapElements, zipElements } from '../tensor/elementwise';
import type { Tensor } from '../tensor/Tensor';
import { defineOp } from './defineOp';

export const tanh = defineOp<[x: Tensor]>({
  name: 'tanh',
  formula: 'y = tanh x',
  forward: ([x]) => ({ output: mapElements(x, Math.tanh, 'tanh') }),
  backward: ({ gradient, inputs: [x] }) => [
    zipElements(gradient, x, 'tanh', (g, value) => g / Math.cosh(value) ** 2),
  ],
  probe: (rng) => [{ inputs: [normalDoubles(rng, [3, 4])] }],
});
