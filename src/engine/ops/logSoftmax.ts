// logSoftmax: the logarithm of each share, without ever taking the share, which may be too small to exist. Rows run along
// the last axis.
//   y_i  = x_i − ln Σ_j exp(x_j)      (logsumexp)
//   dx_i = dy_i − exp(y_i) · Σ_j dy_j
import { ForwardPassError } from '../errors/ForwardPassError';
import { normalDoubles } from '../random/randomTensor';
import { allocate, floatTypeOf } from '../tensor/allocate';
import { zipElements } from '../tensor/elementwise';
import { flat } from '../tensor/flat';
import { rowsOf } from '../tensor/rowsOf';
import { showShape } from '../tensor/shape';
import { sumTo } from '../tensor/sumTo';
import { Tensor } from '../tensor/Tensor';
import { defineOp } from './defineOp';
import { logOfSum } from './logsumexp';

export const logSoftmax = defineOp<[x: Tensor]>({
  name: 'logSoftmax',
  formula: 'y_i = x_i − ln Σ_j exp(x_j)',
  forward: ([x]) => {
    const out = allocate(floatTypeOf(x), x.size);
    out.set(flat(x));
    for (const row of rowsOf(out, x.length(-1))) {
      const total = logOfSum(row);
      if (total === -Infinity) throw nothingLeft(x);
      row.forEach((value, i) => (row[i] = value - total));
    }
    return { output: new Tensor(out, x.shape) };
  },
  backward: ({ gradient, output: y }) => {
    const total = sumTo(gradient, y.shape.with(-1, 1));
    const pulled = zipElements(y, total, 'logSoftmax', (value, sum) => Math.exp(value) * sum);
    return [zipElements(gradient, pulled, 'logSoftmax', (g, pull) => g - pull)];
  },
  probe: (rng) => [
    { inputs: [normalDoubles(rng, [2, 3, 5])] },
    { inputs: [normalDoubles(rng, [4])] },
  ],
});

function nothingLeft(x: Tensor): ForwardPassError {
  return new ForwardPassError({
    what: 'logSoftmax: shares of a row',
    expected: 'at least one score above −∞ in every row',
    got: `a row of only −∞, in a tensor of shape ${showShape(x.shape)}`,
    hint: 'the mask hides every choice of some row; leave it at least one',
  });
}
