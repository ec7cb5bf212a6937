// multiHeadAttention: H attentions side by side, each in its own D = C/H wide view of the rows. Vaswani et al. 2017, 3.2.2.
//   q = x Wqᵀ + bq,  k = m Wkᵀ + bk,  v = m Wvᵀ + bv     x (B, T, C), m (B, S, C); self-attention: m = x
//   y = [head 0 | head 1 | …] Woᵀ + bo                    (B, T, C)
// Parameters as in torch.nn.MultiheadAttention: in_proj_weight (3C, C) holds Wq, Wk, Wv one under the other.
// Checked against it, with gradients.
import { slice } from '../ops/slice';
import type { Tensor } from '../tensor/Tensor';
import { noTrace, type Trace } from '../trace/Trace';
import { mergeHeads, splitHeads } from './heads';
import { affine, linear } from './linear';
import type { Params } from './Params';
import { scaledDotProduct, type AttentionSettings } from './scaledDotProduct';

export interface MultiHeadSettings extends AttentionSettings {
  /** H */
  readonly heads: number;
}

/** Queries come from `x`, keys and values from `memory`. */
export function multiHeadAttention(
  x: Tensor,
  memory: Tensor,
  params: Params,
  { heads: H, mask }: MultiHeadSettings,
  trace: Trace = noTrace,
): Tensor {
  const C = x.length(-1);
  const weight = params.get('in_proj_weight', 'R C', { R: 3 * C, C });
  const bias = params.get('in_proj_bias', 'R', { R: 3 * C });
  const project = (from: Tensor, which: number) => {
    const range = { axis: 0, start: which * C, end: (which + 1) * C };
    return splitHeads(affine(from, slice(weight, range), slice(bias, range)), H);
  };

  const q = trace.record('q_projection', project(x, 0), 'B H T D');
  const k = trace.record('k_projection', project(memory, 1), 'B H S D');
  const v = trace.record('v_projection', project(memory, 2), 'B H S D');
  const heads = scaledDotProduct(q, k, v, { mask }, trace);
  const sideBySide = trace.record('heads_concatenated', mergeHeads(heads), 'B T C');
  return trace.record(
    'attention_projection',
    linear(sideBySide, params.within('out_proj')),
    'B T C',
  );
}
