// sum: add up one axis, or everything.
//   y = Σ_i x_i
//   dx_i = dy
import { normalDoubles } from '../random/randomTensor';
import { axisOf, type Shape } from '../tensor/shape';
import { sumTo } from '../tensor/sumTo';
import type { Tensor } from '../tensor/Tensor';
import { broadcastView, reshapeView } from '../tensor/views';
import { defineOp } from './defineOp';

export interface AxisSettings {
  /** Which axis; −1 is the last. All of them when absent. */
  readonly axis?: number;
  /** Keep the summed axis, with length 1. */
  readonly keep?: boolean;
}

export const sum = defineOp<[x: Tensor], AxisSettings>({
  name: 'sum',
  formula: 'y = Σ_i x_i',
  forward: ([x], { axis, keep = false }) => {
    const total = sumTo(x, collapsed(x.shape, axis));
    if (keep) return { output: total };
    const rest = axis === undefined ? [] : x.shape.toSpliced(axisOf(axis, x.rank, 'sum'), 1);
    return { output: reshapeView(total, rest) };
  },
  backward: ({ gradient, inputs: [x], settings: { axis } }) => [
    broadcastView(reshapeView(gradient, collapsed(x.shape, axis)), x.shape),
  ],
  probe: (rng) => [
    { inputs: [normalDoubles(rng, [2, 3])] },
    { inputs: [normalDoubles(rng, [2, 3, 4])], settings: { axis: 1 } },
    { inputs: [normalDoubles(rng, [2, 3])], settings: { axis: -1, keep: true } },
  ],
});

/** The shape with the summed axes at length 1. */
function collapsed(shape: Shape, axis: number | undefined): Shape {
  if (axis === undefined) return shape.map(() => 1);
  return shape.with(axisOf(axis, shape.length, 'sum'), 1);
}
