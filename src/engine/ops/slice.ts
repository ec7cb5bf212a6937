// slice: a range along one axis; a view, no copy. torch's in_proj_weight holds Wq, Wk and Wv as three such ranges.
//   y = x[…, start : end, …]
//   dx: the gradient inside the range, 0 outside
import { normalDoubles } from '../random/randomTensor';
import { copyInto } from '../tensor/copyInto';
import { filled } from '../tensor/tensorFrom';
import type { Tensor } from '../tensor/Tensor';
import { sliceView } from '../tensor/views';
import { defineOp } from './defineOp';

export interface Range {
  readonly axis: number;
  readonly start: number;
  readonly end: number;
}

export const slice = defineOp<[x: Tensor], Range>({
  name: 'slice',
  formula: 'y = x[start : end]',
  forward: ([x], { axis, start, end }) => ({ output: sliceView(x, axis, start, end) }),
  backward: ({ gradient, inputs: [x], settings: { axis, start, end } }) => {
    const whole = filled(x.shape, 0, x.dtype);
    copyInto(sliceView(whole, axis, start, end), gradient);
    return [whole];
  },
  probe: (rng) => [
    { inputs: [normalDoubles(rng, [4, 3])], settings: { axis: 0, start: 1, end: 3 } },
    { inputs: [normalDoubles(rng, [2, 3, 4])], settings: { axis: -1, start: 0, end: 2 } },
  ],
});
