/** Small random models of every architecture, with something to read. */
import { numberTranslator } from '../../src/engine/models/encoderDecoder/EncoderDecoderConfig';
import { initialEncoderDecoder } from '../../src/engine/models/encoderDecoder/initialEncoderDecoder';
import { shakespeareGpt } from '../../src/engine/models/gpt2/Gpt2Config';
import { initialGpt2 } from '../../src/engine/models/gpt2/initialGpt2';
import { initialLlama } from '../../src/engine/models/llama/initialLlama';
import { shakespeareLlama } from '../../src/engine/models/llama/LlamaConfig';
import { initialMamba } from '../../src/engine/models/mamba/initialMamba';
import type { MambaConfig } from '../../src/engine/models/mamba/MambaConfig';
import { Rng } from '../../src/engine/random/Rng';
import { Tensor } from '../../src/engine/tensor/Tensor';
import type { Model } from '../../src/engine/models/Model';

const rng = new Rng('interventions');

/** Random also where training begins with 0 or 1, so that every step matters. */
function shaken<Config>({ config, params }: Model<Config>): Model<Config> {
  const entries = Object.entries(params).map(([name, { data, shape }]) => {
    const noise = rng.fork(name);
    const values = Float32Array.from(data, (x) => x + 0.2 * noise.normal());
    return [name, new Tensor(values, shape)] as const;
  });
  return { config, params: Object.fromEntries(entries) };
}

const gptConfig = { ...shakespeareGpt, vocab_size: 9, n_positions: 8, n_layer: 2, n_head: 2, n_embd: 8, n_inner: 12 }; // prettier-ignore
export const gpt = shaken(initialGpt2(gptConfig, rng));
export const sparseGpt = shaken(
  initialGpt2(
    { ...gptConfig, attention_pattern: { kind: 'sliding_window', window: 3 } },
    rng.fork('sparse'),
  ),
);
export const expertGpt = shaken(
  initialGpt2({ ...gptConfig, num_local_experts: 3 }, rng.fork('experts')),
);
export const llama = shaken(
  initialLlama(
    {
      ...shakespeareLlama,
      ...{ vocab_size: 9, hidden_size: 16, intermediate_size: 12, num_hidden_layers: 2 },
      ...{ num_attention_heads: 2, num_key_value_heads: 1, rope_theta: 100 },
    },
    rng,
  ),
);
const mambaConfig: MambaConfig = {
  model_type: 'mamba',
  vocab_size: 9,
  hidden_size: 6,
  intermediate_size: 8,
  state_size: 4,
  conv_kernel: 3,
  num_hidden_layers: 2,
  time_step_rank: 2,
  layer_norm_epsilon: 1e-5,
  use_bias: true,
  use_conv_bias: true,
};
export const mamba = shaken(initialMamba(mambaConfig, rng));
export const invariantMamba = shaken(
  initialMamba({ ...mambaConfig, selective: false, discretisation: 'zero-order hold' }, rng),
);
export const translator = shaken(
  initialEncoderDecoder({ ...numberTranslator, pad_token_id: 0, source_vocab_size: 9 }, rng),
);

export const rows = [
  [3, 1, 4, 1, 5, 2],
  [2, 7, 1, 8, 2, 8],
];
export const pair = { source: rows, target: [[1, 3, 4, 5], [1, 6, 7, 2]] }; // prettier-ignore

export const every = [
  { name: 'gpt2', model: gpt, input: rows },
  { name: 'gpt2 with an attention pattern', model: sparseGpt, input: rows },
  { name: 'gpt2 with experts', model: expertGpt, input: rows },
  { name: 'llama', model: llama, input: rows },
  { name: 'mamba', model: mamba, input: rows },
  { name: 'mamba without selection', model: invariantMamba, input: rows },
  { name: 'encoder–decoder', model: translator, input: pair },
];
