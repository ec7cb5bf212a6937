// maskedFill: put one value wherever the mask is not 0. With −∞ before softmax, a masked key gets weight exactly 0.
//   y = value where mask ≠ 0, else x
//   dx = 0 where mask ≠ 0, else dy
// The mask is data, without a gradient; it may have axes of length 1 that repeat over x.
import { ForwardPassError } from '../errors/ForwardPassError';
import { kernelCall } from '../kernels/kernelCall';
import { normalDoubles } from '../random/randomTensor';
import { zipElements, zippedRows } from '../tensor/elementwise';
import { broadcastShape, sameShape, showShape } from '../tensor/shape';
import { tensorFrom } from '../tensor/tensorFrom';
import { Tensor } from '../tensor/Tensor';
import { defineOp } from './defineOp';

export const maskedFill = defineOp<[x: Tensor, mask: Tensor], { readonly value: number }>({
  name: 'maskedFill',
  formula: 'y = value where masked, else x',
  forward: ([x, mask], { value }) => ({ output: filledWhere(x, mask, value) }),
  backward: ({ gradient, inputs: [, mask] }) => [filledWhere(gradient, mask, 0), null],
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

function filledWhere(x: Tensor, mask: Tensor, value: number): Tensor {
  const shape = broadcastShape(x.shape, mask.shape, 'maskedFill');
  if (!sameShape(shape, x.shape)) throw tooLarge(x, mask);
  const rows = zippedRows(x, mask, shape);
  const fast =
    rows &&
    kernelCall(
      x.size,
      [x, mask],
      (run, y, [at, maskAt]) => {
        const { count, C, left, right } = rows;
        run.masked(count, C, at, left.row, left.step, maskAt, right.row, right.step, y, value);
      },
      mask,
    );
  if (fast) return new Tensor(fast, shape);
  return zipElements(x, mask, 'maskedFill', (kept, masked) => (masked ? value : kept));
}

function tooLarge(x: Tensor, mask: Tensor): ForwardPassError {
  return new ForwardPassError({
    what: 'maskedFill: lay a mask over a tensor',
    expected: `a mask that repeats to ${showShape(x.shape)}`,
    got: `a mask of shape ${showShape(mask.shape)}`,
  });
}
