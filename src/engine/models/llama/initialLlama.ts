// initialLlama: Llama before training, with seeded values. As Hugging Face's Llama begins (initializer_range 0.02):
//   matrices and embedding   normal with deviation 0.02
//   norms                    γ = 1
// Every tensor draws from a fork of its own name.
import { normalTensor } from '../../random/randomTensor';
import type { Rng } from '../../random/Rng';
import { filled } from '../../tensor/tensorFrom';
import type { Tensor } from '../../tensor/Tensor';
import type { Model } from '../Model';
import type { LlamaConfig } from './LlamaConfig';

const deviation = 0.02;

export function initialLlama(config: LlamaConfig, rng: Rng): Model<LlamaConfig> {
  const { vocab_size: V, hidden_size: C, intermediate_size: F } = config;
  const D = C / config.num_attention_heads;
  const keyWidth = D * config.num_key_value_heads;
  const params: Record<string, Tensor> = {};
  const matrix = (name: string, out: number, fanIn: number) => {
    params[`${name}.weight`] = normalTensor(rng.fork(name), [out, fanIn], deviation);
  };
  const norm = (name: string) => {
    params[`${name}.weight`] = filled([C], 1);
  };

  matrix('model.embed_tokens', V, C);
  for (let l = 0; l < config.num_hidden_layers; l++) {
    const layer = `model.layers.${l}`;
    norm(`${layer}.input_layernorm`);
    matrix(`${layer}.self_attn.q_proj`, C, C);
    matrix(`${layer}.self_attn.k_proj`, keyWidth, C);
    matrix(`${layer}.self_attn.v_proj`, keyWidth, C);
    matrix(`${layer}.self_attn.o_proj`, C, C);
    norm(`${layer}.post_attention_layernorm`);
    matrix(`${layer}.mlp.gate_proj`, F, C);
    matrix(`${layer}.mlp.up_proj`, F, C);
    matrix(`${layer}.mlp.down_proj`, C, F);
  }
  norm('model.norm');
  if (!config.tie_word_embeddings) matrix('lm_head', V, C);
  return { config, params };
}
