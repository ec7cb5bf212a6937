// maskedFill: put one value wherever the mask is not 0. With −∞ before softmax, a masked key gets weight exactly 0.
//   y = value where mask ≠ 0, else x
//   dx = 0 where mask ≠ 0, else dy
// The mask is data, without a gradient; it may have axes of length 1 that repeat over x.
import { ForwardPassError } from '../errors/ForwardPassError';
import { normalDoubles } from '../random/randomTensor';
import { zipElements } from '../tensor/elementwise';
import { sameShape, showShape } from '../tensor/shape';
import { tensorFrom } from '../tensor/tensorFrom';
import type { Tensor } from '../tensor/Tensor';
import { defineOp } from './defineOp';

export const maskedFill = defineOp<[x: Tensor, mask: Tensor], { readonly value: number }>({
  name: 'maskedFill',
  formula: 'y = value where masked, else x',
  forward: ([x, mask], { value }) => {
    const output = zipElements(x, mask, 'maskedFill', (kept, masked) => (masked ? value : kept));
    if (!sameShape(output.shape, x.shape)) throw tooLarge(x, mask);
    return { output };
  },
  backward: ({ gradient, inputs: [, mask] }) => [
    zipElements(gradient, mask, 'maskedFill', (g, masked) => (masked ? 0 : g)),
    null,
  ],
  probe: (rng) => [
    {
      inputs: [
        normalDoubles(rng, [2, 3, 3]),
        tensorFrom(
          [
            [0, 1, 1],
            [0, 0, 1],
            [0, 0, 0],
          ],
          'int32',
        ),
      ],
      settings: { value: -2 },
    },
  ],
});

function tooLarge(x: Tensor, mask: Tensor): ForwardPassError {
  return new ForwardPassError({
    what: 'maskedFill: lay a mask over a tensor',
    expected: `a mask that repeats to ${showShape(x.shape)}`,
    got: `a mask of shape ${showShape(mask.shape)}`,
  });
}
