// reshape: the same numbers in the same order under another shape; a view where storage allows it.
//   (B, T, H·D) → (B, T, H, D)
//   dx: the gradient, reshaped back
import { normalDoubles } from '../random/randomTensor';
import type { Shape } from '../tensor/shape';
import type { Tensor } from '../tensor/Tensor';
import { reshapeView } from '../tensor/views';
import { defineOp } from './defineOp';

export const reshape = defineOp<[x: Tensor], { readonly shape: Shape }>({
  name: 'reshape',
  formula: 'y = x, same order, other shape',
  forward: ([x], { shape }) => ({ output: reshapeView(x, shape) }),
  backward: ({ gradient, inputs: [x] }) => [reshapeView(gradient, x.shape)],
  probe: (rng) => [{ inputs: [normalDoubles(rng, [2, 6])], settings: { shape: [2, 3, 2] } }],
});
