// The engine against PyTorch: every step and every gradient of the golden files beside this one.
import { describe, expect, it } from 'vitest';
import { gradients } from '../../../src/engine/autograd/gradients';
import { watch } from '../../../src/engine/autograd/watch';
import type { EncoderDecoderConfig } from '../../../src/engine/models/encoderDecoder/EncoderDecoderConfig';
import { encode } from '../../../src/engine/models/encoderDecoder/encode';
import { llama } from '../../../src/engine/models/llama/llama';
import type { LlamaConfig } from '../../../src/engine/models/llama/LlamaConfig';
import { layerNorm } from '../../../src/engine/nn/layerNorm';
import { multiHeadAttention } from '../../../src/engine/nn/multiHeadAttention';
import { Params } from '../../../src/engine/nn/Params';
import { rmsNorm } from '../../../src/engine/nn/rmsNorm';
import { sinusoidalPositions } from '../../../src/engine/nn/sinusoidalPositions';
import { swiglu } from '../../../src/engine/nn/swiglu';
import { gelu } from '../../../src/engine/ops/gelu';
import { geluExact } from '../../../src/engine/ops/geluExact';
import { relu } from '../../../src/engine/ops/relu';
import { rope } from '../../../src/engine/ops/rope';
import { silu } from '../../../src/engine/ops/silu';
import { softmax } from '../../../src/engine/ops/softmax';
import type { Tensor } from '../../../src/engine/tensor/Tensor';
import { Recorder } from '../../../src/engine/trace/Recorder';
import attentionGolden from './attention.json';
import postNormGolden from './encoderPostNorm.json';
import preNormGolden from './encoderPreNorm.json';
import { allFromGolden, firstDivergence, fromGolden, type GoldenRecord } from './firstDivergence';
import functionsGolden from './functions.json';
import llamaGolden from './llama.json';
import normsGolden from './norms.json';
import positionsGolden from './positions.json';
import swigluGolden from './swiglu.json';

const graded = (found: Record<string, Tensor>) =>
  Object.fromEntries(Object.entries(found).map(([name, tensor]) => [`grad.${name}`, tensor]));

describe('functions', () => {
  const { steps } = functionsGolden;
  const functions = { softmax, relu, gelu_tanh: gelu, gelu_exact: geluExact, silu };

  it.each(Object.keys(functions) as (keyof typeof functions)[])('%s, with its gradient', (name) => {
    const { x } = watch({ x: fromGolden(steps.x) });
    const y = functions[name](x);
    const found = gradients(y, { x }, fromGolden(steps[`seed.${name}`]));
    const golden = { [name]: steps[name], 'grad.x': steps[`grad.${name}`] };
    expect(firstDivergence(golden, { [name]: y, ...graded(found) })).toBeNull();
  });

  it('softmax of scores that would overflow exp', () => {
    const y = softmax(fromGolden(steps.x_large));
    expect(firstDivergence({ y: steps.softmax_large }, { y })).toBeNull();
  });
});

describe('norms', () => {
  const { weight, bias, seed } = normsGolden;

  it.each(['ordinary', 'small'] as const)('layerNorm, %s rows', (rows) => {
    const golden: GoldenRecord = normsGolden[`layer_norm.${rows}`];
    const given = watch(allFromGolden({ weight, bias }));
    const { x } = watch(allFromGolden({ x: normsGolden[`layer_norm.${rows}`].x }));
    const trace = new Recorder();
    const y = layerNorm(x, new Params(given), { epsilon: 1e-5 }, trace);
    const found = gradients(y, { x, ...given }, fromGolden(seed));
    expect(firstDivergence(golden, { x, ...trace.tensors, ...graded(found) })).toBeNull();
  });

  it.each(['ordinary', 'small'] as const)('rmsNorm, %s rows', (rows) => {
    const golden: GoldenRecord = normsGolden[`rms_norm.${rows}`];
    const given = watch(allFromGolden({ weight }));
    const { x } = watch(allFromGolden({ x: normsGolden[`rms_norm.${rows}`].x }));
    const trace = new Recorder();
    const y = rmsNorm(x, new Params(given), { epsilon: 1e-5 }, trace);
    const found = gradients(y, { x, ...given }, fromGolden(seed));
    expect(firstDivergence(golden, { x, ...trace.tensors, ...graded(found) })).toBeNull();
  });
});

describe('positions', () => {
  const { positions, interleaved, half_split, seed } = positionsGolden;

  it.each(['sinusoidal', 'sinusoidal_odd'] as const)('%s', (name) => {
    const golden = positionsGolden[name];
    const [T, C] = golden.shape as [number, number];
    expect(firstDivergence({ [name]: golden }, { [name]: sinusoidalPositions(T, C) })).toBeNull();
  });

  it('rope as complex multiplication, with its gradient', () => {
    const { x } = watch(allFromGolden({ x: positionsGolden.x }));
    const turned = rope(x, { positions });
    const found = gradients(turned, { x }, fromGolden(seed));
    const golden = { interleaved, 'grad.x': positionsGolden['grad.x'] };
    expect(firstDivergence(golden, { interleaved: turned, ...graded(found) })).toBeNull();
  });

  it("rope in Hugging Face's half-split layout", () => {
    const turned = rope(fromGolden(positionsGolden.x), { positions, layout: 'half-split' });
    expect(firstDivergence({ half_split }, { half_split: turned })).toBeNull();
  });
});

describe('modules', () => {
  it('multiHeadAttention: cross-attention with a hidden key, with gradients', () => {
    const { params, heads, hidden, seed, steps } = attentionGolden;
    const learned = watch(allFromGolden(params));
    const rows = watch(allFromGolden({ x: attentionGolden.x, memory: attentionGolden.memory }));
    const { x, memory } = rows;
    const trace = new Recorder();
    const mask = fromGolden(hidden);
    const y = multiHeadAttention(x, memory, new Params(learned), { heads, mask }, trace);
    const found = gradients(y, { ...learned, ...rows }, fromGolden(seed));
    expect(firstDivergence(steps, { ...trace.tensors, ...graded(found) })).toBeNull();
  });

  it('swiglu, with gradients', () => {
    const { params, seed, steps } = swigluGolden;
    const learned = watch(allFromGolden(params));
    const { x } = watch({ x: fromGolden(swigluGolden.x) });
    const trace = new Recorder();
    const y = swiglu(x, new Params(learned), trace);
    const found = gradients(y, { ...learned, x }, fromGolden(seed));
    expect(firstDivergence(steps, { ...trace.tensors, ...graded(found) })).toBeNull();
  });
});

describe('models', () => {
  it.each([
    ['post-norm, ReLU', postNormGolden],
    ['pre-norm, GELU', preNormGolden],
  ])('encoder, %s, a padded batch: every step and every gradient', (_, golden) => {
    const params = watch(allFromGolden(golden.params as GoldenRecord));
    const trace = new Recorder();
    const memory = encode(
      { config: golden.config as EncoderDecoderConfig, params },
      golden.ids,
      {},
      trace,
    );
    const found = gradients(memory, params, fromGolden(golden.seed));
    const computed = { ...trace.tensors, ...graded(found) };
    expect(firstDivergence(golden.steps as GoldenRecord, computed)).toBeNull();
  });

  it('llama, grouped-query: every step and every gradient', () => {
    const { config, ids, seed, steps } = llamaGolden;
    const params = watch(allFromGolden(llamaGolden.params));
    const trace = new Recorder();
    const logits = llama({ config: config as LlamaConfig, params }, ids, {}, trace);
    const found = gradients(logits, params, fromGolden(seed));
    expect(firstDivergence(steps, { ...trace.tensors, ...graded(found) })).toBeNull();
  });

  it('llama with interleaved pairs', () => {
    const config = { ...llamaGolden.config, rope_interleave: true } as LlamaConfig;
    const logits = llama({ config, params: allFromGolden(llamaGolden.params) }, llamaGolden.ids);
    expect(firstDivergence({ logits: llamaGolden.interleaved_logits }, { logits })).toBeNull();
  });
});
