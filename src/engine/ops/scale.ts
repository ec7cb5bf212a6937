// scale: every element times one constant, such as 1/√D of attention or √C of embeddings.
//   y = x · by
//   dx = dy · by
import { normalDoubles } from '../random/randomTensor';
import { scaleElements } from '../tensor/elementwise';
import type { Tensor } from '../tensor/Tensor';
import { defineOp } from './defineOp';

export const scale = defineOp<[x: Tensor], { readonly by: number }>({
  name: 'scale',
  formula: 'y = x · c',
  forward: ([x], { by }) => ({ output: scaleElements(x, by) }),
  backward: ({ gradient, settings: { by } }) => [scaleElements(gradient, by)],
  probe: (rng) => [{ inputs: [normalDoubles(rng, [2, 3])], settings: { by: 0.3 } }],
});
