// encoderLayer: look at the others, then think alone; each step adds to what was there. Vaswani et al. 2017, 3.1.
//   post-norm (the paper)   x ← norm₁(x + attention(x)),      x ← norm₂(x + ffn(x))
//   pre-norm (norm_first)   x ← x + attention(norm₁(x)),      x ← x + ffn(norm₂(x))        Xiong et al. 2020
// Dropout, while training: of the pattern, of the hidden values, of what each step adds. Parameters and places as in
// torch.nn.TransformerEncoderLayer; checked against it, with gradients.
import { add } from '../ops/add';
import type { Rng } from '../random/Rng';
import type { Tensor } from '../tensor/Tensor';
import { noTrace, type Trace } from '../trace/Trace';
import { dropout } from './dropout';
import { feedForward, type Activation } from './feedForward';
import { layerNorm } from './layerNorm';
import { multiHeadAttention } from './multiHeadAttention';
import type { Params } from './Params';

/** Named as in the configuration file. */
export interface EncoderLayerConfig {
  readonly nhead: number;
  readonly activation: Activation;
  readonly norm_first: boolean;
  readonly layer_norm_eps: number;
  /** Absent: 0 */
  readonly dropout?: number;
}

export interface EncoderLayerSettings {
  /** Not 0 where a query must not see a key; repeats to (B, H, T, T). */
  readonly mask?: Tensor | undefined;
  /** Present while training: dropout, drawn in the order of computation. */
  readonly rng?: Rng | undefined;
}

export function encoderLayer(
  x: Tensor,
  params: Params,
  { nhead, activation, norm_first, layer_norm_eps: epsilon, dropout: rate = 0 }: EncoderLayerConfig,
  { mask, rng }: EncoderLayerSettings = {},
  trace: Trace = noTrace,
): Tensor {
  const attention = { heads: nhead, mask, dropout: rng && { rate, rng } };
  const attend = (rows: Tensor) =>
    multiHeadAttention(rows, rows, params.within('self_attn'), attention, trace);
  const think = (rows: Tensor) => feedForward(rows, params, { activation, rate, rng }, trace);
  const norm = (rows: Tensor, n: 1 | 2) =>
    layerNorm(rows, params.within(`norm${n}`), { epsilon, name: `layer_norm_${n}` }, trace);
  const residual = (rows: Tensor, change: Tensor, n: 1 | 2) =>
    trace.record(`residual_${n}`, add(rows, dropout(change, rate, rng)), 'B T C');

  if (norm_first) {
    const attended = residual(x, attend(norm(x, 1)), 1);
    return residual(attended, think(norm(attended, 2)), 2);
  }
  const attended = norm(residual(x, attend(x), 1), 1);
  return norm(residual(attended, think(attended), 2), 2);
}
