// Mamba against torch: every step and every gradient of the files that mamba.py writes.
import { describe, expect, it } from 'vitest';
import { gradients } from '../../../src/engine/autograd/gradients';
import { watch } from '../../../src/engine/autograd/watch';
import { mamba } from '../../../src/engine/models/mamba/mamba';
import type { MambaConfig } from '../../../src/engine/models/mamba/MambaConfig';
import { associativeScan } from '../../../src/engine/nn/associativeScan';
import { discretise } from '../../../src/engine/nn/discretise';
import { concat } from '../../../src/engine/ops/concat';
import { depthwiseConvolution } from '../../../src/engine/ops/depthwiseConvolution';
import { mul } from '../../../src/engine/ops/mul';
import { reshape } from '../../../src/engine/ops/reshape';
import { selectiveScan } from '../../../src/engine/ops/selectiveScan';
import type { Discretisation } from '../../../src/engine/ops/zeroOrderHold';
import { filled } from '../../../src/engine/tensor/tensorFrom';
import type { Tensor } from '../../../src/engine/tensor/Tensor';
import { Recorder } from '../../../src/engine/trace/Recorder';
import { allFromGolden, firstDivergence, fromGolden, type GoldenRecord } from './firstDivergence';
import mambaGolden from './mamba.json';
import heldGolden from './mambaHeld.json';
import invariantGolden from './mambaInvariant.json';
import scanGolden from './selectiveScan.json';

const graded = (found: Record<string, Tensor>) =>
  Object.fromEntries(Object.entries(found).map(([name, tensor]) => [`grad.${name}`, tensor]));

it('the causal convolution, with its gradients', () => {
  const { seed, steps, ...given } = scanGolden.convolution;
  const { x, weight } = watch(allFromGolden(given));
  const [E, , K] = weight.shape as [number, number, number];
  const before = filled([x.length(0), K - 1, E], 0);
  const y = depthwiseConvolution(concat(before, x, { axis: 1 }), reshape(weight, { shape: [E, K] }));
  const found = gradients(y, { x, weight }, fromGolden(seed));
  expect(firstDivergence(steps, { convolution: y, ...graded(found) })).toBeNull();
});

describe.each(['selective', 'held', 'invariant'] as const)('the scan, %s', (name) => {
  const { given, rule, steps } = scanGolden[name];
  const discretisation = rule as Discretisation;

  it('is the recurrence of the paper, with every gradient', () => {
    const inputs = watch(allFromGolden(given));
    const { x, delta, A, Bsel, Csel, initial } = inputs;
    const scan = selectiveScan.run(x, delta, A, Bsel, Csel, initial, { discretisation });
    const found = gradients(scan.output, inputs, fromGolden(scanGolden.seed));
    const computed = { y: scan.output, ...scan.saved, ...graded(found) };
    expect(firstDivergence(steps, computed)).toBeNull();
  });
});

describe.each(['selective', 'held'] as const)('one step at a time, %s', (name) => {
  const { given, rule, opened } = scanGolden[name];
  const { x, delta, A, Bsel, Csel, initial } = allFromGolden(given);
  const { decay, input } = discretise(delta, A, Bsel, rule as Discretisation);

  it('is discretised as by matrices', () => {
    expect(firstDivergence(opened, { decay, input })).toBeNull();
  });

  it('and scanned as a tree, is the scan from an empty state', () => {
    const empty = filled(initial.shape, 0);
    const settings = { discretisation: rule as Discretisation };
    const { state } = selectiveScan.run(x, delta, A, Bsel, Csel, empty, settings).saved;
    const wide = reshape(x, { shape: [...x.shape, 1] });
    const { states } = associativeScan(decay, mul(input, wide));
    const golden = { shape: state.shape, values: [...state.data] };
    expect(firstDivergence({ state: golden }, { state: states })).toBeNull();
  });
});

describe('the model', () => {
  it.each([
    ['two layers', mambaGolden],
    ['zero-order hold', heldGolden],
    ['time-invariant', invariantGolden],
  ])('%s: every step and every gradient', (_, golden) => {
    const params = watch(allFromGolden(golden.params as GoldenRecord));
    const trace = new Recorder();
    const logits = mamba({ config: golden.config as MambaConfig, params }, golden.ids, {}, trace);
    const found = gradients(logits, params, fromGolden(golden.seed));
    const computed = { ...trace.tensors, ...graded(found) };
    expect(firstDivergence(golden.steps as GoldenRecord, computed)).toBeNull();
  });
});
