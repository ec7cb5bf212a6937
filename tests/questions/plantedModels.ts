/** Models whose weights are written by hand, so that the answers to questions about them are known. */
import type { Gpt2Config } from '../../src/engine/models/gpt2/Gpt2Config';
import { initialGpt2 } from '../../src/engine/models/gpt2/initialGpt2';
import { initialLlama } from '../../src/engine/models/llama/initialLlama';
import type { LlamaConfig } from '../../src/engine/models/llama/LlamaConfig';
import { initialMamba } from '../../src/engine/models/mamba/initialMamba';
import type { MambaConfig } from '../../src/engine/models/mamba/MambaConfig';
import type { Model } from '../../src/engine/models/Model';
import { Rng } from '../../src/engine/random/Rng';
import { sizeOf } from '../../src/engine/tensor/shape';
import { Tensor } from '../../src/engine/tensor/Tensor';

type Entry = readonly [row: number, column: number, value: number];

/** The parameter, all 0 but for these entries. */
function written<Config>(
  { config, params }: Model<Config>,
  changes: Readonly<Record<string, readonly Entry[]>>,
): Model<Config> {
  const replaced = Object.entries(changes).map(([name, entries]) => {
    const shape = params[name]?.shape ?? [];
    const values = new Float32Array(sizeOf(shape));
    const width = shape.length === 1 ? 1 : shape.slice(1).reduce((a, b) => a * b, 1);
    for (const [row, column, value] of entries) values[row * width + column] = value;
    return [name, new Tensor(values, shape)] as const;
  });
  return { config, params: { ...params, ...Object.fromEntries(replaced) } };
}

const range = (count: number) => Array.from({ length: count }, (_, i) => i);

/** Six positions, six tokens; a row has a 1 at its position and a 1 at 6 + its token. */
const gpt2Config: Gpt2Config = {
  model_type: 'gpt2',
  vocab_size: 6,
  n_positions: 6,
  n_embd: 16,
  n_layer: 2,
  n_head: 2,
  n_inner: 8,
  activation_function: 'relu',
  layer_norm_epsilon: 1e-5,
  embd_pdrop: 0,
  attn_pdrop: 0,
  resid_pdrop: 0,
};

/**
 * Layer 0: head 0 looks at its own position, head 1 at the one before. Layer 1: neuron 5 fires on token 2 and on nothing else.
 * Nothing is added to the residual stream; everything else is random.
 */
export function plantedGpt2(): Model<Gpt2Config> {
  const [C, D] = [16, 8];
  const strong = 20;
  const own = range(6).flatMap((p): Entry[] => [[p, p, strong], [p, C + p, 1]]); // prettier-ignore
  const before = range(5).flatMap((p): Entry[] => [[p + 1, D + p, strong], [p, C + D + p, 1]]); // prettier-ignore
  const silent = [0, 1].flatMap((l) => ['attn', 'mlp'].map((part) => `transformer.h.${l}.${part}.c_proj.weight`)); // prettier-ignore
  return written(initialGpt2(gpt2Config, new Rng('planted')), {
    'transformer.wpe.weight': range(6).map((p) => [p, p, 1]),
    'transformer.wte.weight': range(6).map((id) => [id, 6 + id, 1]),
    'transformer.h.0.attn.c_attn.weight': [...own, ...before],
    'transformer.h.1.mlp.c_fc.weight': [[8, 5, 1], ...range(6).map((f): Entry => [f, f === 5 ? 7 : f, 1])], // prettier-ignore
    ...Object.fromEntries(silent.map((name) => [name, []])),
  });
}

/** Two query heads that share one key head: head 0 looks for its own token, head 1 for the token one below. */
export function plantedLlama(): Model<LlamaConfig> {
  const config: LlamaConfig = {
    model_type: 'llama',
    vocab_size: 4,
    hidden_size: 16,
    intermediate_size: 8,
    num_hidden_layers: 1,
    num_attention_heads: 2,
    num_key_value_heads: 1,
    max_position_embeddings: 8,
    rms_norm_eps: 1e-5,
    rope_theta: 1e24, // components 4 to 7 of a head hardly turn
    tie_word_embeddings: true,
    rope_interleave: true,
  };
  return written(initialLlama(config, new Rng('planted')), {
    'model.embed_tokens.weight': range(4).map((id) => [id, id, 1]),
    'model.layers.0.self_attn.q_proj.weight': [
      ...range(4).map((id): Entry => [4 + id, id, 20]),
      ...range(3).map((id): Entry => [8 + 4 + id, id + 1, 20]),
    ],
    'model.layers.0.self_attn.k_proj.weight': range(4).map((id) => [4 + id, id, 1]),
  });
}

/** Token 0 opens the gate of channel 0 and closes that of channel 1; token 1 does neither; 2 does half. */
export function plantedMamba(): Model<MambaConfig> {
  const config: MambaConfig = {
    model_type: 'mamba',
    vocab_size: 3,
    hidden_size: 2,
    intermediate_size: 2,
    state_size: 2,
    conv_kernel: 1,
    num_hidden_layers: 1,
    time_step_rank: 1,
    layer_norm_epsilon: 1e-12,
    use_bias: false,
    use_conv_bias: false,
  };
  const layer = 'backbone.layers.0.mixer';
  return written(initialMamba(config, new Rng('planted')), {
    'backbone.embeddings.weight': [[0, 0, 1], [1, 1, 1], [2, 0, 1], [2, 1, 1]], // prettier-ignore
    [`${layer}.in_proj.weight`]: [[0, 0, 1], [1, 1, 1]], // prettier-ignore
    [`${layer}.conv1d.weight`]: [[0, 0, 1], [1, 0, 1]], // prettier-ignore
    [`${layer}.x_proj.weight`]: [[0, 0, 1]],
    [`${layer}.dt_proj.weight`]: [[0, 0, 1], [1, 0, -1]], // prettier-ignore
    [`${layer}.dt_proj.bias`]: [],
  });
}
