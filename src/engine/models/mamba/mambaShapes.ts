// mambaShapes: every parameter of a Mamba, by name, with its shape; nothing is allocated.
import type { Shape } from '../../tensor/shape';
import type { MambaConfig } from './MambaConfig';

export function mambaShapes(config: MambaConfig): Record<string, Shape> {
  const { vocab_size: V, hidden_size: C, intermediate_size: E, state_size: N } = config;
  const { time_step_rank: R, conv_kernel: K, selective = true } = config;
  const shapes: Record<string, Shape> = { 'backbone.embeddings.weight': [V, C] };
  for (let l = 0; l < config.num_hidden_layers; l++) {
    const layer = `backbone.layers.${l}`;
    const mixer = `${layer}.mixer`;
    shapes[`${layer}.norm.weight`] = [C];
    shapes[`${mixer}.in_proj.weight`] = [2 * E, C];
    if (config.use_bias) shapes[`${mixer}.in_proj.bias`] = [2 * E];
    shapes[`${mixer}.conv1d.weight`] = [E, 1, K];
    if (config.use_conv_bias) shapes[`${mixer}.conv1d.bias`] = [E];
    if (selective) {
      shapes[`${mixer}.x_proj.weight`] = [R + 2 * N, E];
      shapes[`${mixer}.dt_proj.weight`] = [E, R];
    } else {
      shapes[`${mixer}.B`] = [E, N];
      shapes[`${mixer}.C`] = [E, N];
    }
    shapes[`${mixer}.dt_proj.bias`] = [E];
    shapes[`${mixer}.A_log`] = [E, N];
    shapes[`${mixer}.D`] = [E];
    shapes[`${mixer}.out_proj.weight`] = [C, E];
    if (config.use_bias) shapes[`${mixer}.out_proj.bias`] = [C];
  }
  shapes['backbone.norm_f.weight'] = [C];
  if (config.tie_word_embeddings === false) shapes['lm_head.weight'] = [V, C];
  return shapes;
}
