// relu: keep what is positive, drop the rest (Nair & Hinton 2010).
//   y = max(x, 0)
//   dx = dy where x > 0, else 0
import { randomTensor } from '../random/randomTensor';
import { mapElements, pairElements } from '../tensor/elementwise';
import type { Tensor } from '../tensor/Tensor';
import { defineOp } from './defineOp';

export const relu = defineOp<[x: Tensor]>({
  name: 'relu',
  formula: 'y = max(x, 0)',
  forward: ([x]) => ({ output: mapElements(x, (value) => Math.max(value, 0), 'relu') }),
  backward: ({ gradient, inputs: [x] }) => [
    pairElements(gradient, x, 'relu', (g, value) => (value > 0 ? g : 0), 'reluBackward'),
  ],
  // away from the kink at 0, where the slope is not defined
  probe: (rng) => {
    const draw = () => (rng.integer(0, 2) === 0 ? -1 : 1) * rng.uniform(0.1, 2);
    return [{ inputs: [randomTensor([3, 4], 'float64', draw)] }];
  },
});
