// logsumexp: a maximum with a round corner; the logarithm of what softmax divides by. Rows run along the last axis, which
// goes away.
//   y    = m + ln Σ_j exp(x_j − m),   m = max x     nothing overflows; the largest term is exp(0) = 1
//   dx_i = dy · exp(x_i − y)
// A row of only −∞, or of width 0 (nothing to add up), gives −∞, and no gradient.
import { normalDoubles } from '../random/randomTensor';
import { allocate, floatTypeOf } from '../tensor/allocate';
import { flat } from '../tensor/flat';
import { rowsOf, type Row } from '../tensor/rowsOf';
import { sizeOf } from '../tensor/shape';
import { Tensor } from '../tensor/Tensor';
import { defineOp } from './defineOp';

export const logsumexp = defineOp<[x: Tensor]>({
  name: 'logsumexp',
  formula: 'y = ln Σ_j exp(x_j)',
  forward: ([x]) => {
    const rest = x.shape.slice(0, -1);
    const out = allocate(floatTypeOf(x), sizeOf(rest)).fill(-Infinity); // rows of width 0 stay so
    rowsOf(flat(x), x.length(-1)).forEach((row, r) => (out[r] = logOfSum(row)));
    return { output: new Tensor(out, rest) };
  },
  backward: ({ gradient, inputs: [x] }) => {
    const out = allocate(floatTypeOf(x), x.size);
    out.set(flat(x));
    const slopes = flat(gradient);
    rowsOf(out, x.length(-1)).forEach((row, r) => {
      const total = logOfSum(row); // again, in float64: the output is rounded, and a large one by more than 1e−3
      const slope = slopes[r] as number;
      row.forEach(
        (value, i) => (row[i] = value === -Infinity ? 0 : slope * Math.exp(value - total)),
      );
    });
    return [new Tensor(out, x.shape)];
  },
  probe: (rng) => [
    { inputs: [normalDoubles(rng, [2, 3, 5])] },
    { inputs: [normalDoubles(rng, [4])] },
  ],
});

/** ln Σ_j exp(x_j) of one row. */
export function logOfSum(row: Row): number {
  const largest = row.reduce((a, b) => Math.max(a, b), -Infinity);
  if (Math.abs(largest) === Infinity) return largest; // ∞ − ∞ would be NaN
  return largest + Math.log(row.reduce((sum, value) => sum + Math.exp(value - largest), 0));
}
