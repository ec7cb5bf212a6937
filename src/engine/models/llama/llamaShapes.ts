// llamaShapes: every parameter of a Llama, by name, with its shape; nothing is allocated. Norms and biases have rank 1.
import type { Shape } from '../../tensor/shape';
import { headWidth, type LlamaConfig } from './LlamaConfig';

export function llamaShapes(config: LlamaConfig): Record<string, Shape> {
  const { vocab_size: V, hidden_size: C, intermediate_size: F } = config;
  const D = headWidth(config);
  const [width, keyWidth] = [D * config.num_attention_heads, D * config.num_key_value_heads];
  const ofInputs = config.attention_bias || config.qkv_bias;
  const shapes: Record<string, Shape> = {};
  const parameter = (name: string, ...shape: Shape) => {
    shapes[`${name}.weight`] = shape;
  };
  const projection = (name: string, F: number, from: number, biased: boolean | undefined) => {
    parameter(name, F, from);
    if (biased) shapes[`${name}.bias`] = [F];
  };

  parameter('model.embed_tokens', V, C);
  for (let l = 0; l < config.num_hidden_layers; l++) {
    const layer = `model.layers.${l}`;
    parameter(`${layer}.input_layernorm`, C);
    projection(`${layer}.self_attn.q_proj`, width, C, ofInputs);
    projection(`${layer}.self_attn.k_proj`, keyWidth, C, ofInputs);
    projection(`${layer}.self_attn.v_proj`, keyWidth, C, ofInputs);
    projection(`${layer}.self_attn.o_proj`, C, width, config.attention_bias);
    parameter(`${layer}.post_attention_layernorm`, C);
    if (config.feed_forward !== 'relu') parameter(`${layer}.mlp.gate_proj`, F, C);
    parameter(`${layer}.mlp.up_proj`, F, C);
    parameter(`${layer}.mlp.down_proj`, C, F);
  }
  parameter('model.norm', C);
  if (!config.tie_word_embeddings) parameter('lm_head', V, C);
  return shapes;
}
