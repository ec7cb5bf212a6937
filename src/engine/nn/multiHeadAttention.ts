// multiHeadAttention: H attentions side by side, each in its own D = C/H wide view of the rows. Vaswani et al. 2017, 3.2.2.
//   q = x Wqᵀ + bq,  k = m Wkᵀ + bk,  v = m Wvᵀ + bv     x (B, T, C), m (B, S, C); self-attention: m = x
//   y = [head 0 | head 1 | …] Woᵀ + bo                    (B, T, C)
// Parameters as in torch.nn.MultiheadAttention: in_proj_weight (3C, C) holds Wq, Wk, Wv one under the other.
// Checked against it, with gradients.
import { slice } from '../ops/slice';
import { Tensor } from '../tensor/Tensor';
import { noTrace, type Trace } from '../trace/Trace';
import { mergeHeads, splitHeads } from './heads';
import type { KeysAndValues } from './KeyValueCache';
import { affine, linear } from './linear';
import type { Params } from './Params';
import { scaledDotProduct, type AttentionSettings } from './scaledDotProduct';

export interface MultiHeadSettings extends AttentionSettings {
  /** H */
  readonly heads: number;
  /** Puts the keys and values of earlier positions in front (see KeyValueCache). */
  readonly extend?: ((k: Tensor, v: Tensor) => KeysAndValues) | undefined;
}

/** Queries come from `x`, keys and values from `memory`: its rows, or the keys and values already made of them. */
export function multiHeadAttention(
  x: Tensor,
  memory: Tensor | KeysAndValues,
  params: Params,
  { heads: H, extend, ...attention }: MultiHeadSettings,
  trace: Trace = noTrace,
): Tensor {
  const q = trace.record('q_projection', projected(x, params, H, 0), 'B H T D');
  const made = memory instanceof Tensor ? keysAndValues(memory, params, H) : memory;
  const k = trace.record('k_projection', made.k, 'B H S D');
  const v = trace.record('v_projection', made.v, 'B H S D');
  const all = extend?.(k, v) ?? { k, v };
  const heads = scaledDotProduct(q, all.k, all.v, attention, trace);
  const sideBySide = trace.record('heads_concatenated', mergeHeads(heads), 'B T C');
  return trace.record(
    'attention_projection',
    linear(sideBySide, params.within('out_proj')),
    'B T C',
  );
}

/** What a memory (B, S, C) answers with, (B, H, S, D) each: the same for every query that comes later. */
export function keysAndValues(memory: Tensor, params: Params, H: number): KeysAndValues {
  return { k: projected(memory, params, H, 1), v: projected(memory, params, H, 2) };
}

/** Through one third of in_proj: 0 queries, 1 keys, 2 values. */
function projected(rows: Tensor, params: Params, H: number, third: 0 | 1 | 2): Tensor {
  const C = rows.length(-1);
  const weight = params.get('in_proj_weight', 'R C', { R: 3 * C, C });
  const bias = params.get('in_proj_bias', 'R', { R: 3 * C });
  const range = { axis: 0, start: third * C, end: (third + 1) * C };
  return splitHeads(affine(rows, slice(weight, range), slice(bias, range)), H);
}
