// sqrt: element by element.
//   y = √x
//   dx = dy / 2y
import { uniformTensor } from '../random/randomTensor';
import { mapElements, zipElements } from '../tensor/elementwise';
import type { Tensor } from '../tensor/Tensor';
import { defineOp } from './defineOp';

export const sqrt = defineOp<[x: Tensor]>({
  name: 'sqrt',
  formula: 'y = √x',
  forward: ([x]) => ({ output: mapElements(x, Math.sqrt) }),
  backward: ({ gradient, output }) => [
    zipElements(gradient, output, 'sqrt', (g, y) => g / (2 * y)),
  ],
  probe: (rng) => [{ inputs: [uniformTensor(rng, [2, 3], 0.5, 2, 'float64')] }],
});
