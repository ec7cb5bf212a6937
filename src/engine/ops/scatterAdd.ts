// scatterAdd: add elements into a tensor at the places an index names along one axis; the reverse of gather.
//   y[i, n] = x[i, n] + Σ over the j with index[i, j] = n of s[i, j]     axis 1; a place named twice gets both
//   dx = dy,   ds[i, j] = dy[i, index[i, j]]
// As torch.scatter_add; the index is data, without a gradient, and has the shape of s.
import { ForwardPassError } from '../errors/ForwardPassError';
import { normalDoubles } from '../random/randomTensor';
import { allocate, floatTypeOf } from '../tensor/allocate';
import { flat } from '../tensor/flat';
import { forEachPick } from '../tensor/forEachPick';
import { sameShape, showShape } from '../tensor/shape';
import { tensorFrom } from '../tensor/tensorFrom';
import { Tensor } from '../tensor/Tensor';
import { defineOp } from './defineOp';
import { gather } from './gather';

export const scatterAdd = defineOp<
  [x: Tensor, index: Tensor, s: Tensor],
  { readonly axis: number }
>({
  name: 'scatterAdd',
  formula: 'y_i,index(ij) = x_i,index(ij) + s_ij',
  forward: ([x, index, s], { axis }) => {
    if (!sameShape(index.shape, s.shape)) throw apart(index, s);
    const shares = flat(s);
    const out = allocate(floatTypeOf(x, s), x.size);
    out.set(flat(x));
    forEachPick(index, x.shape, axis, 'scatterAdd', (offset, place) => {
      out[offset] = (out[offset] as number) + (shares[place] as number);
    });
    return { output: new Tensor(out, x.shape) };
  },
  backward: ({ gradient, inputs: [, index], settings: { axis } }) => [
    gradient,
    null,
    gather(gradient, index, { axis }),
  ],
  probe: (rng) => {
    const index = tensorFrom(
      [
        [2, 0, 2, 2],
        [1, 1, 0, 2],
      ],
      'int32',
    );
    const inputs = [normalDoubles(rng, [2, 3]), index, normalDoubles(rng, [2, 4])] as const;
    const rows = tensorFrom([[1, 0]], 'int32');
    return [
      { inputs: [...inputs], settings: { axis: 1 } },
      {
        inputs: [normalDoubles(rng, [3, 2]), rows, normalDoubles(rng, [1, 2])],
        settings: { axis: -2 },
      },
    ];
  },
});

function apart(index: Tensor, s: Tensor): ForwardPassError {
  return new ForwardPassError({
    what: 'scatterAdd: one place for each element',
    expected: `an index of shape ${showShape(s.shape)}, that of what is added`,
    got: showShape(index.shape),
  });
}
