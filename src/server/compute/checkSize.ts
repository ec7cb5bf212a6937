/** checkSize: before anything is allocated: does a forward pass of so many tokens stay inside the limits? */
import { sizeOf } from '../../engine/tensor/shape';
import { weightLayout, type ModelConfig } from '../../host/weights/weightLayout';
import type { Limits } from '../limits';
import { problem } from '../problems/Problem';

export function checkSize(config: ModelConfig, T: number, limits: Limits): void {
  const work = parametersOf(config) * T;
  check('parameters × tokens', work, limits.work, 'a shorter text or a smaller model');
  const hint = 'a shorter text: attention has a number for each pair of tokens';
  check('numbers in all steps', valuesOf(config, T), limits.values, hint);
}

/** Of a model that is drawn; one that the server was started with may be as large as it is. */
export function checkDrawn(config: ModelConfig, limits: Limits): void {
  const hint = 'fewer layers or experts, or a smaller width; --limit parameters=… allows more';
  check('parameters of the layers', parametersOf(config), limits.parameters, hint);
}

/** For a loss the whole vocabulary is drawn, and every product is kept until its gradient is known. */
export function checkWhole(config: ModelConfig, T: number, limits: Limits): void {
  const sizes = Object.values(weightLayout(config).shapes).map(sizeOf);
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const hint = 'a smaller model: gradients need its whole vocabulary, and three times the work';
  check('all parameters', 2 * all, limits.parameters, hint);
  check('parameters × tokens', 3 * all * T, limits.work, hint);
}

/** All but the embedding, of which a text reads only its own rows. */
export function parametersOf(config: ModelConfig): number {
  return Object.entries(weightLayout(config).shapes)
    .filter(([name]) => !/(wte|wpe|embed\w*|lm_head)\.weight$/.test(name))
    .reduce((sum, [, shape]) => sum + sizeOf(shape), 0);
}

/** A little more than all tensors that the trace names hold. */
function valuesOf(config: ModelConfig, T: number): number {
  switch (config.model_type) {
    case 'gpt2': {
      const { n_embd: C, n_head: H, n_layer: L, num_local_experts: X = 0 } = config;
      const F = config.n_inner ?? 4 * C;
      return L * (T * (14 * C + 2 * F + X * (C + 4)) + 4 * H * T * T + T * T);
    }
    case 'llama': {
      const { hidden_size: C, intermediate_size: F, num_attention_heads: H } = config;
      return config.num_hidden_layers * (T * (16 * C + 4 * F) + 4 * H * T * T);
    }
    case 'mamba': {
      const { hidden_size: C, intermediate_size: E, state_size: N } = config;
      return config.num_hidden_layers * T * (6 * C + 9 * E + 2 * N + 2 * E * N);
    }
    case 'encoder-decoder': {
      const { d_model: C, dim_feedforward: F, nhead: H } = config;
      const L = config.num_encoder_layers + 2 * config.num_decoder_layers;
      return L * (T * (24 * C + 2 * F) + 8 * H * T * T);
    }
  }
}

function check(name: string, got: number, most: number, hint: string): void {
  if (got <= most) return;
  throw problem('too-much-work', {
    what: `the size of this forward pass: ${name}`,
    expected: `at most ${most.toLocaleString('en')}`,
    got: got.toLocaleString('en'),
    hint,
  });
}
