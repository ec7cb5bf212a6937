// LlamaConfig: Llama's `config.json`, named as in Hugging Face's folders.
import type { RopeScaling } from '../../ops/scaledAngle';

export interface LlamaConfig {
  readonly model_type: 'llama';
  readonly vocab_size: number; // V
  readonly hidden_size: number; // C
  readonly intermediate_size: number; // F
  readonly num_hidden_layers: number; // L
  readonly num_attention_heads: number; // H
  readonly num_key_value_heads: number; // G
  readonly max_position_embeddings: number;
  readonly rms_norm_eps: number;
  readonly rope_theta: number;
  /** D; C / H when absent. */
  readonly head_dim?: number;
  /** Whether the four projections of attention add something; not when absent. */
  readonly attention_bias?: boolean;
  /** Qwen 2: only those of queries, keys and values do. */
  readonly qkv_bias?: boolean;
  /** Smaller angles, for a context longer than the first: Llama 3.1 and later, Qwen 2.5, and others. */
  readonly rope_scaling?: RopeScaling;
  readonly tie_word_embeddings: boolean;
  /** Dropout of the attention pattern while training; 0 when absent. */
  readonly attention_dropout?: number;
  /** true: pair i is components 2i, 2i + 1, as in the RoFormer paper; false or absent: i, i + D/2, as in published Llamas. */
  readonly rope_interleave?: boolean;
  /** Ours. 'relu': two matrices and a ReLU between them, to compare with; 'swiglu' when absent. */
  readonly feed_forward?: 'swiglu' | 'relu';
}

/** D */
export function headWidth({ head_dim, hidden_size, num_attention_heads }: LlamaConfig): number {
  return head_dim ?? hidden_size / num_attention_heads;
}

/** The longest text it can read: a scaling may lengthen what the weights have learned. */
export function llamaContext({ max_position_embeddings, rope_scaling }: LlamaConfig): number {
  if (rope_scaling?.rope_type !== 'dynamic' && rope_scaling?.rope_type !== 'yarn') {
    return max_position_embeddings;
  }
  const { factor, original_max_position_embeddings: original } = rope_scaling;
  return Math.max(max_position_embeddings, Math.floor(factor * original));
}

/** As wide and deep as shakespeare-gpt. F = 8C/3, as in Llama, rounded up to a multiple of 8: about as many parameters. */
export const shakespeareLlama: LlamaConfig = {
  model_type: 'llama',
  vocab_size: 65,
  hidden_size: 128,
  intermediate_size: 344,
  num_hidden_layers: 4,
  num_attention_heads: 4,
  num_key_value_heads: 4,
  max_position_embeddings: 64,
  rms_norm_eps: 1e-5,
  rope_theta: 10000,
  tie_word_embeddings: false,
  rope_interleave: true,
};

/** The same with a ReLU layer of about as many weights: 2 · C · 4C = 131,072 where SwiGLU has 3 · C · 344 = 132,096. */
export const shakespeareLlamaRelu: LlamaConfig = {
  ...shakespeareLlama,
  intermediate_size: 512,
  feed_forward: 'relu',
};
