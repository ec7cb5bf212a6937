// feedForward: each row alone, out to a wide hidden layer and back. Vaswani et al. 2017, eq. 2.
//   y = act(x W₁ᵀ + b₁) W₂ᵀ + b₂                   (B, T, C) → (B, T, F) → (B, T, C)
// Parameters `linear1`, `linear2` as in torch.nn.TransformerEncoderLayer. Checked against it.
import { geluExact } from '../ops/geluExact';
import { relu } from '../ops/relu';
import type { Tensor } from '../tensor/Tensor';
import { noTrace, type Trace } from '../trace/Trace';
import { linear } from './linear';
import type { Params } from './Params';

/** torch's 'gelu' is the exact form. */
export const activations = { relu, gelu: geluExact };
export type Activation = keyof typeof activations;

export function feedForward(
  x: Tensor,
  params: Params,
  { activation }: { readonly activation: Activation },
  trace: Trace = noTrace,
): Tensor {
  const hidden = trace.record('ffn_hidden', linear(x, params.within('linear1')), 'B T F');
  const active = trace.record('ffn_activation', activations[activation](hidden), 'B T F');
  return trace.record('ffn_output', linear(active, params.within('linear2')), 'B T C');
}
