// feedForward: each row alone, out to a wide hidden layer and back. Vaswani et al. 2017, eq. 2.
//   y = act(x W₁ᵀ + b₁) W₂ᵀ + b₂                   (B, T, C) → (B, T, F) → (B, T, C)
// While training, a share of the hidden values is left out. Parameters `linear1`, `linear2` as in
// torch.nn.TransformerEncoderLayer. Checked against it.
import { geluExact } from '../ops/geluExact';
import { relu } from '../ops/relu';
import type { Rng } from '../random/Rng';
import type { Tensor } from '../tensor/Tensor';
import { noTrace, type Trace } from '../trace/Trace';
import { dropout } from './dropout';
import { linear } from './linear';
import type { Params } from './Params';

/** torch's 'gelu' is the exact form. */
export const activations = { relu, gelu: geluExact };
export type Activation = keyof typeof activations;

export interface FeedForwardSettings {
  readonly activation: Activation;
  /** Dropout of the hidden values, only with a generator. */
  readonly rate?: number;
  readonly rng?: Rng | undefined;
}

export function feedForward(
  x: Tensor,
  params: Params,
  { activation, rate = 0, rng }: FeedForwardSettings,
  trace: Trace = noTrace,
): Tensor {
  const hidden = trace.record('ffn_hidden', linear(x, params.within('linear1')), 'B T F');
  const active = trace.record('ffn_activation', activations[activation](hidden), 'B T F');
  const kept = dropout(active, rate, rng);
  return trace.record('ffn_output', linear(kept, params.within('linear2')), 'B T C');
}
