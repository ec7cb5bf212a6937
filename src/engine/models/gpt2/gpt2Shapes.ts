// gpt2Shapes: every parameter of a GPT-2, by name, with its shape; nothing is allocated. Biases and norms have rank 1.
import type { Shape } from '../../tensor/shape';
import type { Gpt2Config } from './Gpt2Config';

export function gpt2Shapes(config: Gpt2Config): Record<string, Shape> {
  const { vocab_size: V, n_positions: P, n_embd: C, n_layer: L } = config;
  const F = config.n_inner ?? 4 * C;
  const X = config.num_local_experts ?? 0;
  const shapes: Record<string, Shape> = {};
  const norm = (name: string) => {
    shapes[`${name}.weight`] = [C];
    shapes[`${name}.bias`] = [C];
  };
  const conv1d = (name: string, fanIn: number, out: number) => {
    shapes[`${name}.weight`] = [fanIn, out];
    shapes[`${name}.bias`] = [out];
  };

  shapes['transformer.wte.weight'] = [V, C];
  shapes['transformer.wpe.weight'] = [P, C];
  for (let l = 0; l < L; l++) {
    const layer = `transformer.h.${l}`;
    norm(`${layer}.ln_1`);
    conv1d(`${layer}.attn.c_attn`, C, 3 * C);
    conv1d(`${layer}.attn.c_proj`, C, C);
    norm(`${layer}.ln_2`);
    if (X > 0) shapes[`${layer}.mlp.router.weight`] = [X, C];
    if (X > 0 && config.router_noise) shapes[`${layer}.mlp.noise.weight`] = [X, C];
    const experts = Array.from({ length: X }, (_, e) => `${layer}.mlp.experts.${e}`);
    for (const feedForward of X > 0 ? experts : [`${layer}.mlp`]) {
      conv1d(`${feedForward}.c_fc`, C, F);
      conv1d(`${feedForward}.c_proj`, F, C);
    }
  }
  norm('transformer.ln_f');
  if (config.tie_word_embeddings === false) shapes['lm_head.weight'] = [V, C];
  return shapes;
}
