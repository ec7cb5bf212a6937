// Are Mamba's tolerances tight enough? Mistakes that people really make, planted one at a time: each must be noticed by the
// comparison that the right engine passes in mamba.golden.test.ts.
import { expect, it } from 'vitest';
import { gradients } from '../../../src/engine/autograd/gradients';
import { watch } from '../../../src/engine/autograd/watch';
import { mamba } from '../../../src/engine/models/mamba/mamba';
import type { MambaConfig } from '../../../src/engine/models/mamba/MambaConfig';
import { affine } from '../../../src/engine/nn/linear';
import { add } from '../../../src/engine/ops/add';
import { concat } from '../../../src/engine/ops/concat';
import { depthwiseConvolution } from '../../../src/engine/ops/depthwiseConvolution';
import { div } from '../../../src/engine/ops/div';
import { mul } from '../../../src/engine/ops/mul';
import { selectiveScan } from '../../../src/engine/ops/selectiveScan';
import { silu } from '../../../src/engine/ops/silu';
import { slice } from '../../../src/engine/ops/slice';
import type { Discretisation } from '../../../src/engine/ops/zeroOrderHold';
import { mapElements } from '../../../src/engine/tensor/elementwise';
import { filled } from '../../../src/engine/tensor/tensorFrom';
import type { Tensor } from '../../../src/engine/tensor/Tensor';
import { reshapeView } from '../../../src/engine/tensor/views';
import { Recorder } from '../../../src/engine/trace/Recorder';
import { allFromGolden, firstDivergence, fromGolden, type GoldenTensor } from './firstDivergence';
import mambaGolden from './mamba.json';
import scanGolden from './selectiveScan.json';

const given = allFromGolden(scanGolden.selective.given);
const layer = 'backbone.layers.0.mixer';
type Param = keyof typeof mambaGolden.params;

const bugs: Record<string, () => string | null> = {
  'convolution: sees the future': () => {
    const { x, filter, zeros } = convolution();
    return convolutionIs(depthwiseConvolution(concat(x, zeros, { axis: 1 }), filter));
  },
  'convolution: filter reversed': () => {
    const { x, filter, zeros } = convolution();
    const K = filter.length(1);
    const weights = Array.from({ length: K }, (_, k) => slice(filter, { axis: 1, start: k, end: k + 1 }));
    const turned = concat(...weights.reverse(), { axis: 1 });
    return convolutionIs(depthwiseConvolution(concat(zeros, x, { axis: 1 }), turned));
  },
  'convolution: one filter for all channels': () => {
    const { x, filter, zeros } = convolution();
    const first = slice(filter, { axis: 0, start: 0, end: 1 });
    const same = concat(first, first, first, { axis: 0 });
    return convolutionIs(depthwiseConvolution(concat(zeros, x, { axis: 1 }), same));
  },
  'scan: A_log for −e^A_log': () => scanWith({ A: mapElements(given.A, (a) => Math.log(-a)) }),
  'scan: A without its sign': () => scanWith({ A: mapElements(given.A, (a) => -a) }),
  'scan: softplus forgotten': () =>
    scanWith({ delta: mapElements(given.delta, (y) => Math.log(Math.expm1(y))) }),
  'scan: B̄ without Δ': () => scanWith({ x: div(given.x, given.delta) }),
  'scan: Ā without Δ': () => {
    const one = mapElements(given.delta, () => 1);
    return scanWith({ delta: one, x: mul(given.x, given.delta) });
  },
  'scan: zero-order hold for the simplified form': () => scanWith({}, 'zero-order hold'),
  'scan: B and C exchanged': () => scanWith({ Bsel: given.Csel, Csel: given.Bsel }),
  'scan: begins empty': () => scanWith({ initial: filled(given.initial.shape, 0) }),
  'scan: a text begins with the state of the one before': () => {
    const ends = fromGolden(scanGolden.selective.steps.state);
    const end = reshapeView(slice(ends, { axis: 1, start: 4, end: 5 }), given.initial.shape);
    const first = slice(given.initial, { axis: 0, start: 0, end: 1 });
    const carried = slice(end, { axis: 0, start: 0, end: 1 });
    return scanWith({ initial: concat(first, carried, { axis: 0 }) });
  },
  'scan: no gradient through time': () => {
    const inputs = watch(given);
    const half = (start: number, end: number, initial: Tensor) => {
      const cut = (x: Tensor) => slice(x, { axis: 1, start, end });
      const { x, delta, A, Bsel, Csel } = inputs;
      return selectiveScan.run(cut(x), cut(delta), A, cut(Bsel), cut(Csel), initial);
    };
    const early = half(0, 3, inputs.initial);
    const last = slice(early.saved.state, { axis: 1, start: 2, end: 3 });
    const late = half(3, 5, reshapeView(last, given.initial.shape)); // saved values have no origin
    const y = concat(early.output, late.output, { axis: 1 });
    const { A } = gradients(y, { A: inputs.A }, fromGolden(scanGolden.seed));
    return firstDivergence({ A: scanGolden.selective.steps['grad.A'] }, { A });
  },
  'mixer: gated before the scan': () =>
    mixerWith((x, gate, scan) => scan(mul(x, gate))),
  'mixer: gate without SiLU': () =>
    mixerWith((x, _, scan) => mul(scan(x), fromGolden(mambaGolden.steps['block.0.gate']))),
  'mixer: no SiLU after the convolution': () =>
    mixerWith((_, gate, scan) =>
      mul(scan(fromGolden(mambaGolden.steps['block.0.convolution'])), gate),
    ),
  'mixer: D·x left out': () => modelWith({}, zeroed(`${layer}.D`)),
  'mixer: bias of the convolution left out': () => modelWith({}, zeroed(`${layer}.conv1d.bias`)),
  'mixer: bias of Δ left out': () => modelWith({}, zeroed(`${layer}.dt_proj.bias`)),
  'mixer: x and gate exchanged': () =>
    modelWith({}, rowsInOrder(`${layer}.in_proj.weight`, [6, 12], [0, 6])),
  'mixer: Δ, C, B for Δ, B, C': () =>
    modelWith({}, rowsInOrder(`${layer}.x_proj.weight`, [0, 2], [5, 8], [2, 5])),
  'model: zero-order hold': () => modelWith({ discretisation: 'zero-order hold' }),
  'model: ε of 1e−6': () => modelWith({ layer_norm_epsilon: 1e-6 }),
  'model: a layer missing': () => modelWith({ num_hidden_layers: 1 }),
};

it.each(Object.entries(bugs))('%s is noticed', (_, divergenceWithBug) => {
  expect(divergenceWithBug()).toMatch(/relative error|nothing of that name/);
});

it('and without a bug each of these comparisons passes', () => {
  const { x, filter, zeros } = convolution();
  const y = depthwiseConvolution(concat(zeros, x, { axis: 1 }), filter);
  const right = [convolutionIs(y), scanWith({}), modelWith({})];
  expect([...right, mixerWith((u, gate, scan) => mul(scan(u), gate))]).toEqual(right.map(() => null).concat(null));
});

function convolution() {
  const { x, weight } = allFromGolden({
    x: scanGolden.convolution.x,
    weight: scanGolden.convolution.weight,
  });
  const [E, K] = [weight.length(0), weight.length(-1)];
  const zeros = filled([x.length(0), K - 1, E], 0);
  return { x, zeros, filter: reshapeView(weight, [E, K]) };
}

function convolutionIs(y: Tensor): string | null {
  return firstDivergence({ y: scanGolden.convolution.steps.convolution }, { y });
}

function scanWith(change: Partial<typeof given>, discretisation?: Discretisation) {
  const { x, delta, A, Bsel, Csel, initial } = { ...given, ...change };
  const settings = discretisation ? { discretisation } : {};
  const y = selectiveScan(x, delta, A, Bsel, Csel, initial, settings);
  return firstDivergence({ y: scanGolden.selective.steps.y }, { y });
}

/** The first block from its golden steps on; `wire` says how scan and gate meet. */
function mixerWith(wire: (x: Tensor, gate: Tensor, scan: (x: Tensor) => Tensor) => Tensor) {
  const step = (name: 'convolution' | 'delta' | 'Bsel' | 'Csel' | 'gate') =>
    fromGolden(mambaGolden.steps[`block.0.${name}`]);
  const param = (name: 'A_log' | 'D' | 'out_proj.weight') =>
    fromGolden(mambaGolden.params[`${layer}.${name}`]);
  const A = mapElements(param('A_log'), (log) => -Math.exp(log));
  const scan = (x: Tensor) => {
    const empty = filled([x.length(0), A.length(0), A.length(1)], 0);
    const y = selectiveScan(x, step('delta'), A, step('Bsel'), step('Csel'), empty);
    return add(y, mul(x, param('D')));
  };
  const y = affine(wire(silu(step('convolution')), silu(step('gate')), scan), param('out_proj.weight'));
  return firstDivergence({ y: mambaGolden.steps['block.0.out_projection'] }, { y });
}

function modelWith(change: Partial<MambaConfig>, params: Partial<Record<Param, GoldenTensor>> = {}) {
  const config = { ...(mambaGolden.config as MambaConfig), ...change };
  const all = allFromGolden({ ...mambaGolden.params, ...params });
  const trace = new Recorder();
  mamba({ config, params: all }, mambaGolden.ids, {}, trace);
  return firstDivergence({ logits: mambaGolden.steps.logits }, trace.tensors);
}

function zeroed(name: Param): Partial<Record<Param, GoldenTensor>> {
  const { shape, values } = mambaGolden.params[name];
  return { [name]: { shape, values: values.map(() => 0) } };
}

/** The rows of a matrix, in ranges that are dealt in another order. */
function rowsInOrder(name: Param, ...ranges: readonly (readonly [number, number])[]) {
  const matrix = fromGolden(mambaGolden.params[name]);
  const parts = ranges.map(([start, end]) => slice(matrix, { axis: 0, start, end }));
  const { shape, data } = concat(...parts, { axis: 0 });
  return { [name]: { shape, values: [...data] } };
}
