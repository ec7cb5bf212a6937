// Gpt2Config: GPT-2's `config.json`, named as in Hugging Face's folders, and the sizes that were published.
import type { AttentionPattern } from '../../nn/AttentionPattern';
import { geluExact } from '../../ops/geluExact';
import { gelu } from '../../ops/gelu';
import { relu } from '../../ops/relu';
import { silu } from '../../ops/silu';
import { tanh } from '../../ops/tanh';

/** By Hugging Face's names: 'gelu_new' is the tanh form, 'gelu' the exact one. */
export const gpt2Activations = { gelu_new: gelu, gelu: geluExact, relu, silu, tanh };

export interface Gpt2Config {
  readonly model_type: 'gpt2';
  readonly vocab_size: number; // V
  /** The longest text: one learned position each. */
  readonly n_positions: number; // P
  readonly n_embd: number; // C
  readonly n_layer: number; // L
  readonly n_head: number; // H
  /** F; absent or null: 4C */
  readonly n_inner?: number | null;
  readonly activation_function: keyof typeof gpt2Activations;
  readonly layer_norm_epsilon: number;
  /** Dropout while training: of the embedding's sum, of the attention pattern, of what a layer adds. */
  readonly embd_pdrop: number;
  readonly attn_pdrop: number;
  readonly resid_pdrop: number;
  /** The output matrix is the embedding; true when absent. */
  readonly tie_word_embeddings?: boolean;
  /** Ours, not Hugging Face's: sparse attention in every layer, the future always hidden. Dense when absent. */
  readonly attention_pattern?: AttentionPattern;
  /** Ours. false: no mask, every position sees the whole text, to compare with; such a model cannot use a cache. */
  readonly causal?: boolean;
  /** Ours, by Mixtral's names: X experts in place of every feed-forward layer, of which a row asks k (2 when absent). */
  readonly num_local_experts?: number;
  readonly num_experts_per_tok?: number;
  /** While training: noise on the router's scores, whose size it learns; a share of gates, of hidden values left out. */
  readonly router_noise?: boolean;
  /** The same noise with one size for all. */
  readonly router_deviation?: number;
  readonly router_pdrop?: number;
  readonly expert_pdrop?: number;
}

const published = {
  model_type: 'gpt2',
  vocab_size: 50257,
  n_positions: 1024,
  activation_function: 'gelu_new',
  layer_norm_epsilon: 1e-5,
  embd_pdrop: 0.1,
  attn_pdrop: 0.1,
  resid_pdrop: 0.1,
} as const;

export const gpt2Small: Gpt2Config = { ...published, n_layer: 12, n_head: 12, n_embd: 768 };
export const gpt2Medium: Gpt2Config = { ...published, n_layer: 24, n_head: 16, n_embd: 1024 };
export const gpt2Large: Gpt2Config = { ...published, n_layer: 36, n_head: 20, n_embd: 1280 };
export const gpt2Xl: Gpt2Config = { ...published, n_layer: 48, n_head: 25, n_embd: 1600 };

/**
 * nanoGPT's recipe for a CPU: 0.8 million parameters, characters. nanoGPT leaves out the biases; here they stay, so that the
 * folder is GPT-2's own layout and any reader of GPT-2 takes it.
 */
export const shakespeareGpt: Gpt2Config = {
  ...published,
  vocab_size: 65,
  n_positions: 64,
  n_layer: 4,
  n_head: 4,
  n_embd: 128,
  embd_pdrop: 0,
  attn_pdrop: 0,
  resid_pdrop: 0,
};

/** The same without the causal mask: what it learns when it may look at the answer. */
export const shakespeareGptOpen: Gpt2Config = { ...shakespeareGpt, causal: false };
