// broadcastTo: repeat axes of length 1; a view, no copy. Grouped-query attention shares one key with several queries so.
//   (B, G, 1, S, D) → (B, G, H/G, S, D)
//   dx: the gradient, summed over the repeats
import { normalDoubles } from '../random/randomTensor';
import type { Shape } from '../tensor/shape';
import { sumTo } from '../tensor/sumTo';
import type { Tensor } from '../tensor/Tensor';
import { broadcastView } from '../tensor/views';
import { defineOp } from './defineOp';

export const broadcastTo = defineOp<[x: Tensor], { readonly shape: Shape }>({
  name: 'broadcastTo',
  formula: 'y = x, repeated along axes of length 1',
  forward: ([x], { shape }) => ({ output: broadcastView(x, shape) }),
  backward: ({ gradient, inputs: [x] }) => [sumTo(gradient, x.shape)],
  probe: (rng) => [{ inputs: [normalDoubles(rng, [2, 1, 3])], settings: { shape: [4, 2, 5, 3] } }],
});
