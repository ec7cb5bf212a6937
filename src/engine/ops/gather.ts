// gather: pick elements along one axis, as an index says; the other axes stay.
//   y[i, j] = x[i, index[i, j]]                    axis 1
//   dx[i, n] = Σ over the j with index[i, j] = n of dy[i, j]     picked twice, both shares arrive
// As torch.gather; the index is data, without a gradient. Whole rows by id: embedding.
import { normalDoubles } from '../random/randomTensor';
import { allocate, floatTypeOf } from '../tensor/allocate';
import { flat } from '../tensor/flat';
import { forEachPick } from '../tensor/forEachPick';
import { tensorFrom } from '../tensor/tensorFrom';
import { Tensor } from '../tensor/Tensor';
import { defineOp } from './defineOp';

export const gather = defineOp<[x: Tensor, index: Tensor], { readonly axis: number }>({
  name: 'gather',
  formula: 'y_ij = x_i,index(ij)',
  forward: ([x, index], { axis }) => {
    const values = flat(x);
    const out = allocate(floatTypeOf(x), index.size);
    forEachPick(index, x.shape, axis, 'gather', (offset, place) => {
      out[place] = values[offset] as number;
    });
    return { output: new Tensor(out, index.shape) };
  },
  backward: ({ gradient, inputs: [x, index], settings: { axis } }) => {
    const shares = flat(gradient);
    const out = allocate(floatTypeOf(x), x.size);
    forEachPick(index, x.shape, axis, 'gather', (offset, place) => {
      out[offset] = (out[offset] as number) + (shares[place] as number);
    });
    return [new Tensor(out, x.shape), null];
  },
  probe: (rng) => [
    {
      inputs: [
        normalDoubles(rng, [2, 3]),
        tensorFrom(
          [
            [2, 0, 2, 2],
            [1, 1, 0, 2],
          ],
          'int32',
        ),
      ],
      settings: { axis: -1 },
    },
    {
      inputs: [normalDoubles(rng, [3, 2, 1]), tensorFrom([[[2], [0]]], 'int32')],
      settings: { axis: 0 },
    },
  ],
});
