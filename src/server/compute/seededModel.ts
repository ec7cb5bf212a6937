/**
 * seededModel: a GPT-2 as a request describes it, with values drawn from its seed: the same request, the same numbers.
 *   matrices, embeddings   uniform, with GPT-2's deviation 0.02 (0.02/√(2L) where 2L of them add up): ten times faster to
 *                          draw than normal ones, and a request waits for them
 *   biases 0, norms γ = 1 and β = 0
 * Every tensor draws from a fork of its own name and every row of the embedding from a fork of its id, so that the rows of a
 * text are the same whether they are drawn alone or with all others. Only the layers are kept.
 */
import type { Gpt2Config } from '../../engine/models/gpt2/Gpt2Config';
import { gpt2Shapes } from '../../engine/models/gpt2/gpt2Shapes';
import type { Model } from '../../engine/models/Model';
import type { AttentionPattern } from '../../engine/nn/AttentionPattern';
import type { ParamRecord } from '../../engine/nn/Params';
import { Rng } from '../../engine/random/Rng';
import { residence } from '../../engine/tensor/resident';
import { sizeOf } from '../../engine/tensor/shape';
import { filled } from '../../engine/tensor/tensorFrom';
import type { Tensor } from '../../engine/tensor/Tensor';
import type { SeededConfig, SparseConfig } from '../schemas/configSchema';

const table = 'transformer.wte.weight';
const deviation = 0.02;

export type ModelPart = Omit<SeededConfig, 'viz_config'>;

/** T: how long the text is, which a random pattern's share is of. */
export function gpt2ConfigOf(config: ModelPart, seed: number, T: number): Gpt2Config {
  const { sparse_config: sparse, moe_config: moe } = config;
  const isSparse = config.attention_type === 'sparse';
  return {
    model_type: 'gpt2',
    vocab_size: config.n_vocab,
    n_positions: config.max_seq_len,
    n_embd: config.n_embd,
    n_layer: config.n_layer,
    n_head: config.n_head,
    activation_function: 'relu',
    layer_norm_epsilon: 1e-5,
    embd_pdrop: 0,
    attn_pdrop: 0,
    resid_pdrop: 0,
    ...(isSparse && { attention_pattern: patternOf(sparse ?? {}, seed, T) }),
    ...(moe?.enabled && {
      num_local_experts: moe.n_experts,
      num_experts_per_tok: moe.top_k,
      ...(moe.gate_dropout > 0 && { router_pdrop: moe.gate_dropout }),
      ...(moe.gate_noise > 0 && { router_deviation: moe.gate_noise }),
    }),
  };
}

function patternOf(sparse: Partial<SparseConfig>, seed: number, T: number): AttentionPattern {
  const { window_size: window = 3, block_size: block = 4 } = sparse;
  switch (sparse.pattern) {
    case 'dense':
      return { kind: 'dense' };
    case 'global_local':
      return { kind: 'global_local', window, global: sparse.global_tokens ?? [0] };
    case 'blocked':
      return { kind: 'blocked', block };
    case 'random':
      return { kind: 'random', keys: Math.ceil((sparse.random_ratio ?? 0.1) * T), seed };
    case 'custom': {
      const rows = sparse.custom_mask ?? [];
      return { kind: 'custom', hidden: rows.map((row) => row.map((sees) => (sees ? 0 : 1))) };
    }
    default:
      return { kind: 'sliding_window', window };
  }
}

export interface Layers {
  readonly params: ParamRecord;
  readonly bytes: number;
  release(): void;
}

/** What a model's layers depend on: neither its vocabulary nor its pattern. */
export function layersKey(config: Gpt2Config, seed: number): string {
  const { n_positions: P, n_embd: C, n_layer: L, num_local_experts: X } = config;
  return JSON.stringify([seed, P, C, L, X]);
}

/** How many values the layers of a model have: all but its embedding. */
export function layerSize(config: Gpt2Config): number {
  const shapes = Object.entries(gpt2Shapes(config)).filter(([name]) => name !== table);
  return shapes.reduce((sum, [, shape]) => sum + sizeOf(shape), 0);
}

export function drawLayers(config: Gpt2Config, seed: number): Layers {
  const shapes = Object.entries(gpt2Shapes(config)).filter(([name]) => name !== table);
  const home = residence(shapes.map(([, shape]) => ({ shape })));
  const rng = new Rng(seed);
  const params: Record<string, Tensor> = {};
  for (const [name, shape] of shapes) {
    params[name] = home.room({ shape });
    draw(params[name], name, rng, config);
  }
  return { params, bytes: 4 * layerSize(config), release: () => home.release() };
}

/** A model that knows these tokens alone, as 0, 1, 2, …: everything but its logits is as with the whole vocabulary. */
export function modelOfTokens(
  config: Gpt2Config,
  layers: Layers,
  seed: number,
  tokens: readonly number[],
): { readonly model: Model<Gpt2Config>; readonly ids: readonly number[] } {
  const distinct = [...new Set(tokens)];
  const place = new Map(distinct.map((token, i) => [token, i]));
  return {
    model: {
      config: { ...config, vocab_size: distinct.length },
      params: { ...layers.params, [table]: embeddingOf(distinct, config.n_embd, seed) },
    },
    ids: tokens.map((token) => place.get(token) ?? 0),
  };
}

/** With its whole vocabulary: for losses and logits. */
export function wholeModel(config: Gpt2Config, layers: Layers, seed: number): Model<Gpt2Config> {
  const all = Array.from({ length: config.vocab_size }, (_, id) => id);
  return {
    config,
    params: { ...layers.params, [table]: embeddingOf(all, config.n_embd, seed) },
  };
}

function embeddingOf(tokens: readonly number[], C: number, seed: number): Tensor {
  const rng = new Rng(seed).fork(table);
  const rows = filled([tokens.length, C], 0);
  tokens.forEach((token, i) => {
    const row = rows.data.subarray(i * C, (i + 1) * C);
    fillUniform(row, rng.fork(`${token}`), deviation);
  });
  return rows;
}

function draw(tensor: Tensor, name: string, rng: Rng, { n_layer: L }: Gpt2Config): void {
  const { data, shape } = tensor;
  if (name.endsWith('.bias')) data.fill(0);
  else if (shape.length === 1) data.fill(1);
  else {
    const isResidual = name.endsWith('.c_proj.weight');
    fillUniform(data, rng.fork(name), isResidual ? deviation / Math.sqrt(2 * L) : deviation);
  }
}

/** Uniform on ±a has deviation a/√3. */
function fillUniform(data: Float32Array | Float64Array | Int32Array, rng: Rng, spread: number) {
  const most = spread * Math.sqrt(3);
  for (let i = 0; i < data.length; i++) data[i] = rng.uniform(-most, most);
}
