// encoderLayer: look at the others, then think alone; each step adds to what was there. Vaswani et al. 2017, 3.1.
//   post-norm (the paper)   x ← norm₁(x + attention(x)),      x ← norm₂(x + ffn(x))
//   pre-norm (norm_first)   x ← x + attention(norm₁(x)),      x ← x + ffn(norm₂(x))        Xiong et al. 2020
// Dropout is left out: this engine's encoder is only read, not yet trained. Parameters as in
// torch.nn.TransformerEncoderLayer; checked against it, with gradients.
import { add } from '../ops/add';
import type { Tensor } from '../tensor/Tensor';
import { noTrace, type Trace } from '../trace/Trace';
import { feedForward, type Activation } from './feedForward';
import { layerNorm } from './layerNorm';
import { multiHeadAttention } from './multiHeadAttention';
import type { Params } from './Params';
import type { AttentionSettings } from './scaledDotProduct';

/** Named as in the configuration file. */
export interface EncoderLayerConfig {
  readonly nhead: number;
  readonly activation: Activation;
  readonly norm_first: boolean;
  readonly layer_norm_eps: number;
}

export function encoderLayer(
  x: Tensor,
  params: Params,
  { nhead, activation, norm_first, layer_norm_eps: epsilon }: EncoderLayerConfig,
  { mask }: AttentionSettings = {},
  trace: Trace = noTrace,
): Tensor {
  const attend = (rows: Tensor) =>
    multiHeadAttention(rows, rows, params.within('self_attn'), { heads: nhead, mask }, trace);
  const think = (rows: Tensor) => feedForward(rows, params, { activation }, trace);
  const norm = (rows: Tensor, n: 1 | 2) =>
    layerNorm(rows, params.within(`norm${n}`), { epsilon, name: `layer_norm_${n}` }, trace);
  const residual = (rows: Tensor, change: Tensor, n: 1 | 2) =>
    trace.record(`residual_${n}`, add(rows, change), 'B T C');

  if (norm_first) {
    const attended = residual(x, attend(norm(x, 1)), 1);
    return residual(attended, think(norm(attended, 2)), 2);
  }
  const attended = norm(residual(x, attend(x), 1), 1);
  return norm(residual(attended, think(attended), 2), 2);
}
