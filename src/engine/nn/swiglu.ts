// swiglu: a feed-forward layer whose hidden values pass a gate. Shazeer 2020 ("GLU Variants Improve Transformer"), eq. 6.
//   y = (SiLU(x W_gateᵀ) ⊙ x W_upᵀ) W_downᵀ        (B, T, C) → (B, T, F) → (B, T, C)
// Parameters gate_proj, up_proj, down_proj as in Hugging Face's Llama. Checked against torch.
import { mul } from '../ops/mul';
import { silu } from '../ops/silu';
import type { Tensor } from '../tensor/Tensor';
import { noTrace, type Trace } from '../trace/Trace';
import { linear } from './linear';
import type { Params } from './Params';

export function swiglu(x: Tensor, params: Params, trace: Trace = noTrace): Tensor {
  const gate = trace.record('ffn_gate', linear(x, params.within('gate_proj')), 'B T F');
  const open = trace.record('ffn_gate_activation', silu(gate), 'B T F');
  const value = trace.record('ffn_hidden', linear(x, params.within('up_proj')), 'B T F');
  const gated = trace.record('ffn_activation', mul(open, value), 'B T F');
  return trace.record('ffn_output', linear(gated, params.within('down_proj')), 'B T C');
}
