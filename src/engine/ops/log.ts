// log: the natural logarithm, element by element: −∞ at 0, NaN below. Of shares use logSoftmax, of 1 + e^x softplus: they
// never come near 0.
//   y = ln x
//   dx = dy / x
import { uniformTensor } from '../random/randomTensor';
import { mapElements, zipElements } from '../tensor/elementwise';
import type { Tensor } from '../tensor/Tensor';
import { defineOp } from './defineOp';

export const log = defineOp<[x: Tensor]>({
  name: 'log',
  formula: 'y = ln x',
  forward: ([x]) => ({ output: mapElements(x, Math.log) }),
  backward: ({ gradient, inputs: [x] }) => [zipElements(gradient, x, 'log', (g, v) => g / v)],
  probe: (rng) => [{ inputs: [uniformTensor(rng, [2, 3], 0.5, 2, 'float64')] }],
});
