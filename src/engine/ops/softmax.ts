// softmax: turn each row of scores into shares that sum to 1. Rows run along the last axis.
//   y_i  = exp(x_i − max x) / Σ_j exp(x_j − max x)     the maximum cancels; without it exp overflows from 89 (float32)
//   dx_i = y_i · (dy_i − Σ_j dy_j · y_j)
import { ForwardPassError } from '../errors/ForwardPassError';
import { kernelCall, rowCount } from '../kernels/kernelCall';
import { normalDoubles } from '../random/randomTensor';
import { allocate, floatTypeOf, type Storage } from '../tensor/allocate';
import { flat } from '../tensor/flat';
import { rowsOf, type Row } from '../tensor/rowsOf';
import { showShape } from '../tensor/shape';
import { Tensor } from '../tensor/Tensor';
import { defineOp } from './defineOp';

export const softmax = defineOp<[x: Tensor]>({
  name: 'softmax',
  formula: 'y_i = exp(x_i − max x) / Σ_j exp(x_j − max x)',
  forward: ([x]) => ({ output: new Tensor(fastShares(x) ?? shares(x), x.shape) }),
  backward: ({ gradient, output: y }) => [
    new Tensor(fastPull(gradient, y) ?? pull(gradient, y), y.shape),
  ],
  probe: (rng) => [
    { inputs: [normalDoubles(rng, [2, 3, 5])] },
    { inputs: [normalDoubles(rng, [4])] },
  ],
});

function shares(x: Tensor): Storage {
  const out = allocate(floatTypeOf(x), x.size);
  out.set(flat(x));
  for (const row of rowsOf(out, x.length(-1))) {
    const largest = row.reduce((a, b) => Math.max(a, b), -Infinity);
    if (largest === -Infinity) throw nothingLeft(x);
    const total = row.reduce((sum, score) => sum + Math.exp(score - largest), 0);
    row.forEach((score, i) => (row[i] = Math.exp(score - largest) / total));
  }
  return out;
}

function fastShares(x: Tensor): Storage | null {
  return kernelCall(x.size, [x], (run, y, [at]) => {
    if (!run.softmax(rowCount(x), x.length(-1), at, y)) throw nothingLeft(x);
  });
}

function pull(gradient: Tensor, y: Tensor): Storage {
  const out = allocate(floatTypeOf(gradient, y), y.size);
  out.set(flat(gradient));
  const shares = rowsOf(flat(y), y.length(-1));
  rowsOf(out, y.length(-1)).forEach((row, r) => {
    const share = shares[r] as Row;
    const pulled = row.reduce((sum, g, i) => sum + g * (share[i] as number), 0);
    row.forEach((g, i) => (row[i] = (share[i] as number) * (g - pulled)));
  });
  return out;
}

function fastPull(gradient: Tensor, y: Tensor): Storage | null {
  return kernelCall(y.size, [gradient, y], (run, d, [gAt, yAt]) =>
    run.softmaxBackward(rowCount(y), y.length(-1), gAt, yAt, d),
  );
}

function nothingLeft(x: Tensor): ForwardPassError {
  return new ForwardPassError({
    what: 'softmax: shares of a row',
    expected: 'at least one score above −∞ in every row',
    got: `a row of only −∞, in a tensor of shape ${showShape(x.shape)}`,
    hint: 'the mask hides every key from some query; leave it at least one',
  });
}
