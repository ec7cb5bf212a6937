// logsumexp: a maximum with a round corner; the logarithm of what softmax divides by. Rows run along the last axis, which
// goes away.
//   y    = m + ln Σ_j exp(x_j − m),   m = max x     nothing overflows; the largest term is exp(0) = 1
//   dx_i = dy · exp(x_i − y)
// A row of only −∞ (nothing to add up) gives −∞, and no gradient.
import { normalDoubles } from '../random/randomTensor';
import { allocate, floatTypeOf } from '../tensor/allocate';
import { zipElements } from '../tensor/elementwise';
import { flat } from '../tensor/flat';
import { rowsOf, type Row } from '../tensor/rowsOf';
import { Tensor } from '../tensor/Tensor';
import { reshapeView } from '../tensor/views';
import { defineOp } from './defineOp';

export const logsumexp = defineOp<[x: Tensor]>({
  name: 'logsumexp',
  formula: 'y = ln Σ_j exp(x_j)',
  forward: ([x]) => {
    const rest = x.shape.slice(0, -1);
    const rows = rowsOf(flat(x), x.length(-1));
    const out = allocate(floatTypeOf(x), rows.length);
    rows.forEach((row, r) => (out[r] = logOfSum(row)));
    return { output: new Tensor(out, rest) };
  },
  backward: ({ gradient, output, inputs: [x] }) => {
    const perRow = x.shape.with(-1, 1);
    const shares = zipElements(x, reshapeView(output, perRow), 'logsumexp', (value, total) =>
      value === -Infinity ? 0 : Math.exp(value - total),
    );
    return [zipElements(shares, reshapeView(gradient, perRow), 'logsumexp', (s, g) => s * g)];
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
