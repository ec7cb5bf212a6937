// cumsum: the running total along one axis.
//   y_i  = Σ_{j ≤ i} x_j
//   dx_i = Σ_{j ≥ i} dy_j      the same from the other end
import { normalDoubles } from '../random/randomTensor';
import { allocate, floatTypeOf } from '../tensor/allocate';
import { flat } from '../tensor/flat';
import { axisOf, contiguousStrides } from '../tensor/shape';
import { Tensor } from '../tensor/Tensor';
import { defineOp } from './defineOp';

export const cumsum = defineOp<[x: Tensor], { readonly axis: number }>({
  name: 'cumsum',
  formula: 'y_i = Σ_{j ≤ i} x_j',
  forward: ([x], { axis }) => ({ output: running(x, axis, 'forwards') }),
  backward: ({ gradient, settings: { axis } }) => [running(gradient, axis, 'backwards')],
  probe: (rng) => [
    { inputs: [normalDoubles(rng, [2, 3, 4])], settings: { axis: 1 } },
    { inputs: [normalDoubles(rng, [2, 3])], settings: { axis: -1 } },
    { inputs: [normalDoubles(rng, [3, 2])], settings: { axis: 0 } },
  ],
});

function running(x: Tensor, axis: number, direction: 'forwards' | 'backwards'): Tensor {
  const along = axisOf(axis, x.rank, 'cumsum');
  const length = x.length(along);
  const step = contiguousStrides(x.shape)[along] ?? 1;
  const values = flat(x);
  const out = allocate(floatTypeOf(x), x.size);
  const totals = new Float64Array(step); // one per lane, in float64, so that long sums keep their digits
  for (let block = 0; block < x.size; block += length * step) {
    totals.fill(0);
    for (let n = 0; n < length; n++) {
      const row = block + (direction === 'forwards' ? n : length - 1 - n) * step;
      for (let lane = 0; lane < step; lane++) {
        totals[lane] = (totals[lane] as number) + (values[row + lane] as number);
        out[row + lane] = totals[lane] as number;
      }
    }
  }
  return new Tensor(out, x.shape);
}
