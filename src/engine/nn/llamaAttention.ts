// llamaAttention: causal self-attention with turned queries and keys, and with fewer key–value heads than query heads.
//   q = RoPE(x Wqᵀ) (B, H, T, D);  k = RoPE(x Wkᵀ), v = x Wvᵀ (B, G, T, D);  H/G query heads share a key (Ainslie et al. 2023)
//   query t sees keys 0 … t; a cache keeps the turned keys and the values, G heads of each
// Touvron et al. 2023; parameters q_proj, k_proj, v_proj, o_proj as in Hugging Face's Llama. Checked against torch.
import { broadcastTo } from '../ops/broadcastTo';
import { reshape } from '../ops/reshape';
import { rope, type PairLayout } from '../ops/rope';
import type { RopeScaling } from '../ops/scaledAngle';
import { dims } from '../tensor/dims';
import type { Tensor } from '../tensor/Tensor';
import { noTrace, type Trace } from '../trace/Trace';
import { causalMask } from './causalMask';
import { mergeHeads, splitHeads } from './heads';
import type { KeysAndValues } from './KeyValueCache';
import { linear } from './linear';
import type { Params } from './Params';
import { scaledDotProduct, type PatternDropout } from './scaledDotProduct';

export interface LlamaAttentionSettings {
  /** H */
  readonly heads: number;
  /** G: how many of them have keys and values of their own; G divides H. */
  readonly keyValueHeads: number;
  readonly base: number;
  readonly scaling?: RopeScaling;
  readonly layout: PairLayout;
  /** How many positions a cache holds: the first row stands there. */
  readonly past?: number;
  /** Puts the keys and values of those positions in front (see KeyValueCache). */
  readonly extend?: ((k: Tensor, v: Tensor) => KeysAndValues) | undefined;
  readonly dropout?: PatternDropout | undefined;
}

export function llamaAttention(
  x: Tensor,
  params: Params,
  settings: LlamaAttentionSettings,
  trace: Trace = noTrace,
): Tensor {
  const { heads: H, keyValueHeads: G, past = 0, extend, dropout } = settings;
  const { base, scaling, layout } = settings;
  const { T } = dims(x, 'B T C');
  const positions = Array.from({ length: T }, (_, t) => past + t);
  const rotation = { positions, base, scaling, layout };
  const project = (name: string, heads: number) =>
    splitHeads(linear(x, params.within(name)), heads);

  const q = trace.record('q_projection', project('q_proj', H), 'B H T D');
  const k = trace.record('k_projection', project('k_proj', G), 'B G S D');
  const v = trace.record('v_projection', project('v_proj', G), 'B G S D');
  const turnedQ = trace.record('q_rotated', rope(q, rotation), 'B H T D');
  const turnedK = trace.record('k_rotated', rope(k, rotation), 'B G S D');

  const all = extend?.(turnedK, v) ?? { k: turnedK, v };
  const masking = { mask: causalMask(T, all.k.length(-2)), dropout };
  const heads = scaledDotProduct(turnedQ, shared(all.k, H), shared(all.v, H), masking, trace);
  const sideBySide = trace.record('heads_concatenated', mergeHeads(heads), 'B T C');
  return trace.record('attention_projection', linear(sideBySide, params.within('o_proj')), 'B T C');
}

/** (B, G, S, D) → (B, H, S, D): each key–value head repeated for the H/G query heads that share it. */
function shared(x: Tensor, H: number): Tensor {
  const { B, G, S, D } = dims(x, 'B G S D');
  if (G === H) return x;
  const grouped = reshape(x, { shape: [B, G, 1, S, D] });
  return reshape(broadcastTo(grouped, { shape: [B, G, H / G, S, D] }), { shape: [B, H, S, D] });
}
