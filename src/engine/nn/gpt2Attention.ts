// gpt2Attention: self-attention, queries, keys and values from one matrix.
//   [q | k | v] = x W + b                          (B, T, C) → (B, T, 3C);  each cut into H heads of width D = C/H
//   query t sees the keys that the mask leaves
// Radford et al. 2019; parameters c_attn, c_proj as in Hugging Face's GPT-2. Checked against torch.
import { slice } from '../ops/slice';
import { dims } from '../tensor/dims';
import type { Tensor } from '../tensor/Tensor';
import { noTrace, type Trace } from '../trace/Trace';
import { conv1d } from './conv1d';
import { mergeHeads, splitHeads } from './heads';
import type { KeysAndValues } from './KeyValueCache';
import type { Params } from './Params';
import { scaledDotProduct, type PatternDropout } from './scaledDotProduct';

export interface Gpt2AttentionSettings {
  /** H */
  readonly heads: number;
  /** Not 0 where query t must not see key s, (T, S): at least its future, in a causal model. */
  readonly mask: Tensor | undefined;
  /** Puts the keys and values of earlier positions in front (see KeyValueCache). */
  readonly extend?: ((k: Tensor, v: Tensor) => KeysAndValues) | undefined;
  readonly dropout?: PatternDropout | undefined;
}

export function gpt2Attention(
  x: Tensor,
  params: Params,
  { heads: H, mask, extend, dropout }: Gpt2AttentionSettings,
  trace: Trace = noTrace,
): Tensor {
  const { C } = dims(x, 'B T C');
  const packed = conv1d(x, params.within('c_attn'));
  const third = (which: number) =>
    splitHeads(slice(packed, { axis: -1, start: which * C, end: (which + 1) * C }), H);

  const q = trace.record('q_projection', third(0), 'B H T D');
  const k = trace.record('k_projection', third(1), 'B H T D');
  const v = trace.record('v_projection', third(2), 'B H T D');
  const all = extend?.(k, v) ?? { k, v };
  const heads = scaledDotProduct(q, all.k, all.v, { mask, dropout }, trace);
  const sideBySide = trace.record('heads_concatenated', mergeHeads(heads), 'B T C');
  return trace.record('attention_projection', conv1d(sideBySide, params.within('c_proj')), 'B T C');
}
