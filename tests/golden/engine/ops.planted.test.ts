// Mistakes that people make in these ops, planted one at a time: each must be noticed by a case of ops.json.
import { expect, it } from 'vitest';
import { cumsum } from '../../../src/engine/ops/cumsum';
import {
  defineOp,
  type NoSettings,
  type NothingSaved,
  type Op,
  type OpDefinition,
} from '../../../src/engine/ops/defineOp';
import { exp } from '../../../src/engine/ops/exp';
import { gather } from '../../../src/engine/ops/gather';
import { log } from '../../../src/engine/ops/log';
import { logSoftmax } from '../../../src/engine/ops/logSoftmax';
import { logsumexp } from '../../../src/engine/ops/logsumexp';
import { mish } from '../../../src/engine/ops/mish';
import { scatterAdd } from '../../../src/engine/ops/scatterAdd';
import { sigmoid } from '../../../src/engine/ops/sigmoid';
import { softmax } from '../../../src/engine/ops/softmax';
import { softplus } from '../../../src/engine/ops/softplus';
import { sum } from '../../../src/engine/ops/sum';
import { tanh } from '../../../src/engine/ops/tanh';
import { where } from '../../../src/engine/ops/where';
import { mapElements, zipElements } from '../../../src/engine/tensor/elementwise';
import { flat } from '../../../src/engine/tensor/flat';
import { forEachPick } from '../../../src/engine/tensor/forEachPick';
import { sumTo } from '../../../src/engine/tensor/sumTo';
import { filled } from '../../../src/engine/tensor/tensorFrom';
import type { Tensor } from '../../../src/engine/tensor/Tensor';
import { reshapeView } from '../../../src/engine/tensor/views';
import { opDivergence, type AnyOp } from './opDivergence';

const bugs: Record<string, { readonly op: AnyOp; readonly noticedBy: string }> = {
  'exp: the gradient times x, not y': {
    op: planted(exp, {
      backward: ({ gradient, inputs: [x] }) => [times(gradient, x)],
    }),
    noticedBy: 'exp',
  },
  'log: the gradient over y, not x': {
    op: planted(log, {
      backward: ({ gradient, output }) => [zipElements(gradient, output, 'bug', (g, y) => g / y)],
    }),
    noticedBy: 'log',
  },
  'sigmoid: e^x / (1 + e^x)': {
    op: planted(sigmoid, {
      forward: ([x]) => ({ output: mapElements(x, (v) => Math.exp(v) / (1 + Math.exp(v))) }),
    }),
    noticedBy: 'sigmoid.extreme',
  },
  'sigmoid: the gradient from y, rounded to 1': {
    op: planted(sigmoid, {
      backward: ({ gradient, output }) => [
        zipElements(gradient, output, 'bug', (g, y) => g * y * (1 - y)),
      ],
    }),
    noticedBy: 'sigmoid.tail+8',
  },
  'tanh: the gradient from y, rounded to 1': {
    op: planted(tanh, {
      backward: ({ gradient, output }) => [
        zipElements(gradient, output, 'bug', (g, y) => g * (1 - y * y)),
      ],
    }),
    noticedBy: 'tanh.tail+8',
  },
  'softplus: ln(e^x + 1)': {
    op: planted(softplus, {
      forward: ([x]) => ({ output: mapElements(x, (v) => Math.log(Math.exp(v) + 1)) }),
    }),
    noticedBy: 'softplus.extreme',
  },
  'softplus: 0 far below 0': {
    op: planted(softplus, {
      forward: ([x]) => ({
        output: mapElements(
          x,
          (v) => Math.max(v, 0) + Math.log(Math.fround(1 + Math.exp(-Math.abs(v)))),
        ),
      }),
    }),
    noticedBy: 'softplus.tail-8',
  },
  'mish: e^2x overflows': {
    op: planted(mish, {
      forward: ([x]) => ({
        output: mapElements(x, (v) => {
          const n = Math.exp(v) * (Math.exp(v) + 2);
          return (v * n) / (n + 2);
        }),
      }),
    }),
    noticedBy: 'mish.extreme',
  },
  'mish: the gradient of the gate forgotten': {
    op: planted(mish, {
      backward: ({ gradient, inputs: [x], output }) => [
        zipElements(
          gradient,
          zipElements(output, x, 'bug', (y, v) => y / v),
          'bug',
          (g, t) => g * t,
        ),
      ],
    }),
    noticedBy: 'mish',
  },
  'log-softmax: the logarithm of softmax': {
    op: (x: Tensor) => log(softmax(x)),
    noticedBy: 'log_softmax.extreme',
  },
  'log-softmax: the gradient passed on as it is': {
    op: planted(logSoftmax, { backward: ({ gradient }) => [gradient] }),
    noticedBy: 'log_softmax',
  },
  'logsumexp: the maximum left in': {
    op: (x: Tensor) => log(sum(exp(x), { axis: -1 })),
    noticedBy: 'logsumexp.extreme',
  },
  'logsumexp: the gradient from the rounded output': {
    op: planted(logsumexp, {
      backward: ({ gradient, output, inputs: [x] }) => {
        const perRow = x.shape.with(-1, 1);
        const shares = zipElements(x, reshapeView(output, perRow), 'bug', (v, y) =>
          Math.exp(v - y),
        );
        return [times(shares, reshapeView(gradient, perRow))];
      },
    }),
    noticedBy: 'logsumexp.extreme',
  },
  'gather: the last of repeated picks wins': {
    op: planted(gather, {
      backward: ({ gradient, inputs: [x, index], settings: { axis } }) => {
        const slopes = filled(x.shape, 0);
        const shares = flat(gradient);
        forEachPick(index, x.shape, axis, 'bug', (offset, place) => {
          slopes.data[offset] = shares[place] ?? NaN;
        });
        return [slopes, null];
      },
    }),
    noticedBy: 'gather',
  },
  'scatterAdd: the last of repeated places wins': {
    op: planted(scatterAdd, {
      forward: ([x, index, s], { axis }) => {
        const output = mapElements(x, (v) => v);
        const shares = flat(s);
        forEachPick(index, x.shape, axis, 'bug', (offset, place) => {
          output.data[offset] = (flat(x)[offset] ?? NaN) + (shares[place] ?? NaN);
        });
        return { output };
      },
    }),
    noticedBy: 'scatter_add',
  },
  'where: as a sum of products, so that 0 · ∞ leaks': {
    op: planted(where, {
      forward: ([condition, a, b]) => ({
        output: zipElements(
          times(a, condition),
          times(
            b,
            mapElements(condition, (asked) => 1 - asked),
          ),
          'bug',
          (yes, no) => yes + no,
        ),
      }),
    }),
    noticedBy: 'where.unchosen',
  },
  'where: both sides get the gradient': {
    op: planted(where, {
      backward: ({ gradient, inputs: [, a, b] }) => [
        null,
        sumTo(gradient, a.shape),
        sumTo(gradient, b.shape),
      ],
    }),
    noticedBy: 'where',
  },
  'cumsum: the gradient summed from the same end': {
    op: planted(cumsum, {
      backward: ({ gradient, settings }) => [cumsum(gradient, settings)],
    }),
    noticedBy: 'cumsum.axis+1',
  },
  'cumsum: without the element itself': {
    op: planted(cumsum, {
      forward: ([x], settings) => ({
        output: zipElements(cumsum(x, settings), x, 'bug', (total, v) => total - v),
      }),
    }),
    noticedBy: 'cumsum.axis+0',
  },
  'cumsum: along the last axis, whatever was asked': {
    op: planted(cumsum, {
      forward: ([x]) => ({ output: cumsum(x, { axis: -1 }) }),
    }),
    noticedBy: 'cumsum.axis+0',
  },
};

it.each(Object.entries(bugs))('%s is noticed', (_, { op, noticedBy }) => {
  expect(opDivergence(op, noticedBy)).toMatch(/relative error|shape/);
});

/** The op with a part of it exchanged. */
function planted<Inputs extends readonly Tensor[], Settings extends object = NoSettings>(
  { definition }: Op<Inputs, Settings>,
  bug: Partial<OpDefinition<Inputs, Settings, NothingSaved>>,
): AnyOp {
  return defineOp<Inputs, Settings>({ ...definition, ...bug }) as unknown as AnyOp;
}

function times(a: Tensor, b: Tensor): Tensor {
  return zipElements(a, b, 'bug', (x, y) => x * y);
}
