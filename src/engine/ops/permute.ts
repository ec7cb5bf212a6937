// permute: the same numbers with their axes in another order; a view, no copy.
//   axes (0, 2, 1, 3):  (B, T, H, D) → (B, H, T, D)
//   dx: the gradient, with its axes put back
import { normalDoubles } from '../random/randomTensor';
import { axisOf } from '../tensor/shape';
import type { Tensor } from '../tensor/Tensor';
import { permuteView } from '../tensor/views';
import { defineOp } from './defineOp';

export const permute = defineOp<[x: Tensor], { readonly axes: readonly number[] }>({
  name: 'permute',
  formula: 'y[…] = x[axes in another order]',
  forward: ([x], { axes }) => ({ output: permuteView(x, axes) }),
  backward: ({ gradient, inputs: [x], settings: { axes } }) => {
    const order = axes.map((axis) => axisOf(axis, x.rank, 'permute'));
    return [
      permuteView(
        gradient,
        order.map((_, axis) => order.indexOf(axis)),
      ),
    ];
  },
  probe: (rng) => [
    { inputs: [normalDoubles(rng, [2, 3, 4])], settings: { axes: [2, 0, 1] } },
    { inputs: [normalDoubles(rng, [2, 3])], settings: { axes: [-1, 0] } },
  ],
});

/** The last two axes swapped: xᵀ of every matrix in a batch. */
export function transpose(x: Tensor): Tensor {
  const axes = x.shape.map((_, axis) => axis);
  return permute(x, { axes: [...axes.slice(0, -2), x.rank - 1, x.rank - 2] });
}
