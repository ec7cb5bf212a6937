// Are the tolerances tight enough? Mistakes that people really make, planted one at a time: each must be noticed by the
// same comparison that the right engine passes. Add one here for every bug that ever got through.
import { expect, it } from 'vitest';
import type { EncoderDecoderConfig } from '../../../src/engine/models/encoderDecoder/EncoderDecoderConfig';
import { encode } from '../../../src/engine/models/encoderDecoder/encode';
import { llama } from '../../../src/engine/models/llama/llama';
import type { LlamaConfig } from '../../../src/engine/models/llama/LlamaConfig';
import { layerNorm } from '../../../src/engine/nn/layerNorm';
import { multiHeadAttention } from '../../../src/engine/nn/multiHeadAttention';
import { Params } from '../../../src/engine/nn/Params';
import { sinusoidalPositions } from '../../../src/engine/nn/sinusoidalPositions';
import { swiglu } from '../../../src/engine/nn/swiglu';
import { gelu } from '../../../src/engine/ops/gelu';
import { permute, transpose } from '../../../src/engine/ops/permute';
import { rmsNormalise } from '../../../src/engine/ops/rmsNormalise';
import { rope } from '../../../src/engine/ops/rope';
import { scale } from '../../../src/engine/ops/scale';
import { softmax } from '../../../src/engine/ops/softmax';
import { standardise } from '../../../src/engine/ops/standardise';
import type { Tensor } from '../../../src/engine/tensor/Tensor';
import { Recorder } from '../../../src/engine/trace/Recorder';
import attentionGolden from './attention.json';
import encoderGolden from './encoderPostNorm.json';
import { allFromGolden, firstDivergence, fromGolden, type GoldenRecord } from './firstDivergence';
import functionsGolden from './functions.json';
import llamaGolden from './llama.json';
import normsGolden from './norms.json';
import positionsGolden from './positions.json';
import swigluGolden from './swiglu.json';

const bugs: Record<string, () => string | null> = {
  'layer norm: ε of 1e−6': () => normWith({ epsilon: 1e-6 }),
  'layer norm: ε outside the root': () => {
    const small = normsGolden['layer_norm.small'];
    const x = fromGolden(small.x);
    const variance = fromGolden(small.layer_norm_variance);
    const found = standardise(x, { epsilon: 0 });
    const shrunk = rowwise(found, variance, (v) => Math.sqrt(v) / (Math.sqrt(v) + 1e-5));
    return firstDivergence({ y: small.layer_norm_normalised }, { y: shrunk });
  },
  'layer norm: variance over C − 1': () => {
    const { x, layer_norm_normalised: y } = normsGolden['layer_norm.ordinary'];
    const C = x.shape.at(-1) ?? 0;
    const found = scale(standardise(fromGolden(x), { epsilon: 1e-5 }), {
      by: Math.sqrt((C - 1) / C),
    });
    return firstDivergence({ y }, { y: found });
  },
  'rms norm: ε left out': () => {
    const { x, rms_norm_normalised: y } = normsGolden['rms_norm.small'];
    return firstDivergence({ y }, { y: rmsNormalise(fromGolden(x), { epsilon: 0 }) });
  },
  'gelu: the tanh form for the exact one': () =>
    firstDivergence(
      { y: functionsGolden.steps.gelu_exact },
      { y: gelu(fromGolden(functionsGolden.steps.x)) },
    ),
  'softmax: along the wrong axis': () =>
    firstDivergence(
      { y: functionsGolden.steps.softmax },
      { y: transpose(softmax(transpose(fromGolden(functionsGolden.steps.x)))) },
    ),
  'positions: counted from 1': () => {
    const [T, C] = positionsGolden.sinusoidal.shape as [number, number];
    const later = sinusoidalPositions(T + 1, C).data.slice(C);
    const golden = { shape: [T * C], values: positionsGolden.sinusoidal.values };
    return firstDivergence(
      { y: golden },
      { y: fromGolden({ shape: [T * C], values: [...later] }) },
    );
  },
  'rope: the exponent of θ off by one': () => {
    const D = positionsGolden.x.shape.at(-1) ?? 0; // θ_(i+1) is θ_i · base^(−2/D): all positions shrink by that much
    const slower = positionsGolden.positions.map((m) => m * 10000 ** (-2 / D));
    return ropeWith(rope(fromGolden(positionsGolden.x), { positions: slower }));
  },
  'rope: turned backwards': () =>
    ropeWith(
      rope(fromGolden(positionsGolden.x), { positions: positionsGolden.positions.map((m) => -m) }),
    ),
  'rope: the other layout': () =>
    ropeWith(
      rope(fromGolden(positionsGolden.x), {
        positions: positionsGolden.positions,
        layout: 'half-split',
      }),
    ),
  'attention: 1/√D forgotten': () => {
    const { params } = attentionGolden;
    const C = params['out_proj.weight'].shape[0] ?? 0;
    const D = C / attentionGolden.heads;
    const louder = (name: 'in_proj_weight' | 'in_proj_bias', width: number) => {
      const values = params[name].values.map((v, i) => (i < width ? v * Math.sqrt(D) : v));
      return { ...params[name], values };
    };
    return attentionWith({
      ...params,
      in_proj_weight: louder('in_proj_weight', C * C),
      in_proj_bias: louder('in_proj_bias', C),
    });
  },
  'attention: keys and values exchanged': () => {
    const { in_proj_weight: w } = attentionGolden.params;
    const third = w.values.length / 3;
    const [q, k, v] = [0, 1, 2].map((i) => w.values.slice(i * third, (i + 1) * third));
    const values = [q, v, k].flatMap((part) => part ?? []);
    return attentionWith({ ...attentionGolden.params, in_proj_weight: { ...w, values } });
  },
  'attention: the mask forgotten': () => attentionWith(attentionGolden.params, false),
  'attention: one head too many': () => attentionWith(attentionGolden.params, true, 4),
  'swiglu: gate and value exchanged': () => {
    const { 'gate_proj.weight': gate, 'up_proj.weight': up } = swigluGolden.params;
    const params = { ...swigluGolden.params, 'gate_proj.weight': up, 'up_proj.weight': gate };
    const y = swiglu(fromGolden(swigluGolden.x), new Params(allFromGolden(params)));
    return firstDivergence({ y: swigluGolden.steps.ffn_output }, { y });
  },
  'encoder: pre-norm': () => encoderWith({ norm_first: true }),
  'encoder: GELU': () => encoderWith({ activation: 'gelu' }),
  'encoder: a layer missing': () => encoderWith({ num_encoder_layers: 1 }),
  'encoder: padding seen': () => encoderWith({ pad_token_id: -1 }),
  'encoder: ε of 1e−6': () => encoderWith({ layer_norm_eps: 1e-6 }),
  'encoder: embeddings without √C': () => {
    const { values, shape } = encoderGolden.params['source_embedding.weight'];
    const smaller = values.map((v) => v / Math.sqrt(encoderGolden.config.d_model));
    return encoderWith({}, { 'source_embedding.weight': { shape, values: smaller } });
  },
  'llama: base 500000': () => llamaWith({ rope_theta: 500000 }),
  'llama: ε of 1e−6': () => llamaWith({ rms_norm_eps: 1e-6 }),
  'llama: interleaved pairs': () => llamaWith({ rope_interleave: true }),
  'llama: query heads in another order': () => {
    const [H, D, C] = [4, 4, 16]; // so that a head asks the key of another group
    const name = 'model.layers.0.self_attn.q_proj.weight' as const;
    const given = fromGolden({ shape: [2, H / 2, D, C], values: llamaGolden.params[name].values });
    const dealt = permute(given, { axes: [1, 0, 2, 3] }).toNested() as number[][][][];
    return llamaWith({}, { [name]: { shape: [C, C], values: dealt.flat(3) } });
  },
};

it.each(Object.entries(bugs))('%s is noticed', (_, divergenceWithBug) => {
  expect(divergenceWithBug()).toMatch(/relative error|shape|nothing of that name/);
});

function normWith({ epsilon }: { epsilon: number }): string | null {
  const golden = normsGolden['layer_norm.small'];
  const params = new Params(allFromGolden({ weight: normsGolden.weight, bias: normsGolden.bias }));
  const y = layerNorm(fromGolden(golden.x), params, { epsilon });
  return firstDivergence({ y: golden.layer_norm }, { y });
}

/** x (B, T, C) times a factor per row. */
function rowwise(x: Tensor, perRow: Tensor, factor: (value: number) => number): Tensor {
  const C = x.length(-1);
  const rows = perRow.data;
  const values = [...x.data].map((v, i) => v * factor(rows[Math.floor(i / C)] ?? NaN));
  return fromGolden({ shape: x.shape, values });
}

function ropeWith(y: Tensor): string | null {
  return firstDivergence({ y: positionsGolden.interleaved }, { y });
}

function attentionWith(params: GoldenRecord, masked = true, heads = attentionGolden.heads) {
  const { x, memory } = allFromGolden({ x: attentionGolden.x, memory: attentionGolden.memory });
  const settings = masked ? { heads, mask: fromGolden(attentionGolden.hidden) } : { heads };
  const y = multiHeadAttention(x, memory, new Params(allFromGolden(params)), settings);
  return firstDivergence({ y: attentionGolden.steps.attention_projection }, { y });
}

function encoderWith(change: Partial<EncoderDecoderConfig>, params: GoldenRecord = {}) {
  const config = { ...(encoderGolden.config as EncoderDecoderConfig), ...change };
  const trace = new Recorder();
  const all: GoldenRecord = { ...encoderGolden.params, ...params };
  encode({ config, params: allFromGolden(all) }, encoderGolden.ids, {}, trace);
  const { final_layer_norm } = encoderGolden.steps;
  return firstDivergence({ final_layer_norm }, trace.tensors);
}

function llamaWith(change: Partial<LlamaConfig>, params: GoldenRecord = {}): string | null {
  const config = { ...(llamaGolden.config as LlamaConfig), ...change };
  const all: GoldenRecord = { ...llamaGolden.params, ...params };
  const logits = llama({ config, params: allFromGolden(all) }, llamaGolden.ids);
  return firstDivergence({ logits: llamaGolden.steps.logits }, { logits });
}
