/** What the answers say of a model besides its numbers. */
import type { ModelConfig } from '../../host/weights/weightLayout';
import type { RunFacts } from './Run';

export function factsOf(config: ModelConfig): RunFacts {
  const { model_type } = config;
  switch (config.model_type) {
    case 'gpt2':
      return {
        model_type,
        width: config.n_embd,
        heads: config.n_head,
        epsilon: config.layer_norm_epsilon,
        activation: config.activation_function,
        ...(config.attention_pattern && { pattern: config.attention_pattern.kind }),
        ...(config.num_local_experts !== undefined && {
          experts: config.num_local_experts,
          chosen: config.num_experts_per_tok ?? 2,
        }),
      };
    case 'llama':
      return {
        model_type,
        width: config.hidden_size,
        heads: config.num_attention_heads,
        epsilon: config.rms_norm_eps,
        activation: 'silu, times the value',
      };
    case 'mamba':
      return { model_type, width: config.hidden_size, epsilon: config.layer_norm_epsilon };
    case 'encoder-decoder':
      return {
        model_type,
        width: config.d_model,
        heads: config.nhead,
        epsilon: config.layer_norm_eps,
        activation: config.activation,
      };
  }
}
