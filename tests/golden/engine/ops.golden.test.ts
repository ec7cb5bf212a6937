// The ops that stand alone against PyTorch, with their gradients, at ordinary and at extreme values.
import { expect, it } from 'vitest';
import { cumsum } from '../../../src/engine/ops/cumsum';
import { exp } from '../../../src/engine/ops/exp';
import { gather } from '../../../src/engine/ops/gather';
import { log } from '../../../src/engine/ops/log';
import { logSoftmax } from '../../../src/engine/ops/logSoftmax';
import { logsumexp } from '../../../src/engine/ops/logsumexp';
import { mish } from '../../../src/engine/ops/mish';
import { scatterAdd } from '../../../src/engine/ops/scatterAdd';
import { sigmoid } from '../../../src/engine/ops/sigmoid';
import { softplus } from '../../../src/engine/ops/softplus';
import { tanh } from '../../../src/engine/ops/tanh';
import { where } from '../../../src/engine/ops/where';
import { opCases, opDivergence, type AnyOp } from './opDivergence';

const ops: Readonly<Record<string, AnyOp>> = {
  exp,
  log,
  sigmoid,
  tanh,
  softplus,
  mish,
  log_softmax: logSoftmax,
  logsumexp,
  gather,
  scatter_add: scatterAdd,
  where,
  cumsum,
};

it.each(Object.keys(opCases))('%s, with its gradients', (name) => {
  const op = ops[name.replace(/\..*/, '')];
  expect(op && opDivergence(op, name)).toBeNull();
});

it('leaves no op out', () => {
  const names = Object.keys(opCases).map((name) => name.replace(/\..*/, ''));
  expect(new Set(names)).toEqual(new Set(Object.keys(ops)));
});
