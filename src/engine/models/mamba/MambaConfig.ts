// MambaConfig: Mamba's `config.json`, named as in Hugging Face's folders (MambaForCausalLM). What is optional may be missing
// from a published file.
import type { Discretisation } from '../../ops/zeroOrderHold';

export interface MambaConfig {
  readonly model_type: 'mamba';
  readonly vocab_size: number; // V
  readonly hidden_size: number; // C
  readonly intermediate_size: number; // E
  readonly state_size: number; // N
  readonly conv_kernel: number; // K
  readonly num_hidden_layers: number; // L
  /** The inner width of what chooses Δ. */
  readonly time_step_rank: number;
  readonly layer_norm_epsilon: number;
  readonly use_bias: boolean; // of in_proj and out_proj
  readonly use_conv_bias: boolean;
  readonly hidden_act?: 'silu';
  /** The embedding is the output matrix too; so it is when absent. */
  readonly tie_word_embeddings?: boolean;
  /** Deviation of the embedding before training; 0.1 when absent. */
  readonly initializer_range?: number;
  /** The span from which Δ is drawn before training: 0.001 to 0.1 when absent, as in the paper. */
  readonly time_step_min?: number;
  readonly time_step_max?: number;
  /** Ours. false: Δ, Bsel and Csel are the same for every token, a time-invariant system to compare with. */
  readonly selective?: boolean;
  /** Ours. 'simplified' when absent, as in every published Mamba. */
  readonly discretisation?: Discretisation;
}
