// div: element by element; axes of length 1 repeat.
//   y = a / b
//   da = dy / b,  db = −dy · y / b
import { normalDoubles, uniformTensor } from '../random/randomTensor';
import { zipElements } from '../tensor/elementwise';
import { sumTo } from '../tensor/sumTo';
import type { Tensor } from '../tensor/Tensor';
import { defineOp } from './defineOp';

export const div = defineOp<[a: Tensor, b: Tensor]>({
  name: 'div',
  formula: 'y = a / b',
  forward: ([a, b]) => ({ output: zipElements(a, b, 'div', (x, y) => x / y, 'over') }),
  backward: ({ gradient, output, inputs: [a, b] }) => {
    const share = zipElements(gradient, b, 'div', (g, y) => g / y, 'over');
    const pull = zipElements(share, output, 'div', (s, q) => -s * q);
    return [sumTo(share, a.shape), sumTo(pull, b.shape)];
  },
  probe: (rng) => [
    { inputs: [normalDoubles(rng, [2, 3]), uniformTensor(rng, [2, 3], 1, 2, 'float64')] },
    { inputs: [normalDoubles(rng, [2, 3, 4]), uniformTensor(rng, [3, 1], 1, 2, 'float64')] },
    { inputs: [normalDoubles(rng, [4]), uniformTensor(rng, [2, 1, 4], -2, -1, 'float64')] },
  ],
});
