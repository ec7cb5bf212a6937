// softmax: turn each row of scores into shares that sum to 1. Rows run along the last axis.
//   y_i  = exp(x_i − max x) / Σ_j exp(x_j − max x)     the maximum cancels; without it exp overflows from 89 (float32)
//   dx_i = y_i · (dy_i − Σ_j dy_j · y_j)
import { ForwardPassError } from '../errors/ForwardPassError';
import { normalDoubles } from '../random/randomTensor';
import { allocate, floatTypeOf } from '../tensor/allocate';
import { flat } from '../tensor/flat';
import { rowsOf } from '../tensor/rowsOf';
import { showShape } from '../tensor/shape';
import { Tensor } from '../tensor/Tensor';
import { zipElements } from '../tensor/elementwise';
import { defineOp } from './defineOp';
import { sum } from './sum';

export const softmax = defineOp<[x: Tensor]>({
  name: 'softmax',
  formula: 'y_i = exp(x_i − max x) / Σ_j exp(x_j − max x)',
  forward: ([x]) => {
    const out = allocate(floatTypeOf(x), x.size);
    out.set(flat(x));
    for (const row of rowsOf(out, x.length(-1))) {
      const largest = row.reduce((a, b) => Math.max(a, b), -Infinity);
      if (largest === -Infinity) throw nothingLeft(x);
      const total = row.reduce((sum, score) => sum + Math.exp(score - largest), 0);
      row.forEach((score, i) => (row[i] = Math.exp(score - largest) / total));
    }
    return { output: new Tensor(out, x.shape) };
  },
  backward: ({ gradient, output: y }) => {
    const pulled = sum(zipElements(gradient, y, 'softmax', product), { axis: -1, keep: true });
    const centred = zipElements(gradient, pulled, 'softmax', (g, mean) => g - mean);
    return [zipElements(centred, y, 'softmax', product)];
  },
  probe: (rng) => [
    { inputs: [normalDoubles(rng, [2, 3, 5])] },
    { inputs: [normalDoubles(rng, [4])] },
  ],
});

function product(a: number, b: number): number {
  return a * b;
}

function nothingLeft(x: Tensor): ForwardPassError {
  return new ForwardPassError({
    what: 'softmax: shares of a row',
    expected: 'at least one score above −∞ in every row',
    got: `a row of only −∞, in a tensor of shape ${showShape(x.shape)}`,
    hint: 'the mask hides every key from some query; leave it at least one',
  });
}
