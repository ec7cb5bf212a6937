// reluLayer: the feed-forward layer that SwiGLU took the place of, without biases, as Llama's matrices have none.
//   y = max(0, x W_upᵀ) W_downᵀ                    (B, T, C) → (B, T, F) → (B, T, C)
// Vaswani et al. 2017, eq. 2, in the names of Llama's layer. Checked against feedForward.
import { relu } from '../ops/relu';
import type { Tensor } from '../tensor/Tensor';
import { noTrace, type Trace } from '../trace/Trace';
import { linear } from './linear';
import type { Params } from './Params';

export function reluLayer(x: Tensor, params: Params, trace: Trace = noTrace): Tensor {
  const hidden = trace.record('ffn_hidden', linear(x, params.within('up_proj')), 'B T F');
  const active = trace.record('ffn_activation', relu(hidden), 'B T F');
  return trace.record('ffn_output', linear(active, params.within('down_proj')), 'B T C');
}
