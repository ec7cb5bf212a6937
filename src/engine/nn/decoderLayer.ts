// decoderLayer: look at what is written so far, then at the source, then think alone. Vaswani et al. 2017, 3.1.
//   post-norm   x ← norm₁(x + self(x)),    x ← norm₂(x + cross(x, memory)),    x ← norm₃(x + ffn(x))
//   pre-norm    x ← x + self(norm₁(x)),    x ← x + cross(norm₂(x), memory),    x ← x + ffn(norm₃(x))
// In cross-attention queries come from the target, keys and values from the encoder's memory; it has the names of
// self-attention in the trace, with cross_ in front. Parameters and places of dropout as in
// torch.nn.TransformerDecoderLayer; checked against it, with gradients.
import { add } from '../ops/add';
import type { Tensor } from '../tensor/Tensor';
import { noTrace, type Trace } from '../trace/Trace';
import { dropout } from './dropout';
import type { EncoderLayerConfig, EncoderLayerSettings } from './encoderLayer';
import { feedForward } from './feedForward';
import type { KeysAndValues } from './KeyValueCache';
import { layerNorm } from './layerNorm';
import { multiHeadAttention, type MultiHeadSettings } from './multiHeadAttention';
import type { Params } from './Params';

export interface DecoderLayerSettings
  extends EncoderLayerSettings, Pick<MultiHeadSettings, 'extend'> {
  /** Not 0 where no query must see that row of the memory; repeats to (B, H, T, S). */
  readonly memoryMask?: Tensor | undefined;
}

/** `memory` is its rows (B, S, C), or the keys and values already made of them. */
export function decoderLayer(
  x: Tensor,
  memory: Tensor | KeysAndValues,
  params: Params,
  { nhead, activation, norm_first, layer_norm_eps: epsilon, dropout: rate = 0 }: EncoderLayerConfig,
  { mask, memoryMask, extend, rng }: DecoderLayerSettings = {},
  trace: Trace = noTrace,
): Tensor {
  const attention = { heads: nhead, dropout: rng && { rate, rng } };
  const own = { ...attention, mask, extend };
  const other = { ...attention, mask: memoryMask };
  const look = (rows: Tensor) =>
    multiHeadAttention(rows, rows, params.within('self_attn'), own, trace);
  const ask = (rows: Tensor) =>
    multiHeadAttention(rows, memory, params.within('multihead_attn'), other, crossNames(trace));
  const think = (rows: Tensor) => feedForward(rows, params, { activation, rate, rng }, trace);

  const steps = [look, ask, think];
  return steps.reduce((rows, step, i) => {
    const n = i + 1;
    const norm = (given: Tensor) =>
      layerNorm(given, params.within(`norm${n}`), { epsilon, name: `layer_norm_${n}` }, trace);
    const residual = (change: Tensor) =>
      trace.record(`residual_${n}`, add(rows, dropout(change, rate, rng)), 'B T C');
    return norm_first ? residual(step(norm(rows))) : norm(residual(step(rows)));
  }, x);
}

function crossNames(trace: Trace): Trace {
  return {
    record: (name, tensor, letters) => trace.record(`cross_${name}`, tensor, letters),
    changes: (name) => trace.changes(`cross_${name}`),
    within: (prefix) => crossNames(trace.within(prefix)),
  };
}
