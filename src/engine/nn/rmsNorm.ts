// rmsNorm: give each row root mean square 1, then a scale per channel. No mean is taken off, no shift added.
//   y = γ · x / √(mean(x²) + ε)                    (B, T, C) → (B, T, C)
// Zhang & Sennrich 2019. Checked against Llama's own formula in torch.
import { mul } from '../ops/mul';
import { rmsNormalise } from '../ops/rmsNormalise';
import type { Tensor } from '../tensor/Tensor';
import { reshapeView } from '../tensor/views';
import { noTrace, type Trace } from '../trace/Trace';
import type { NormSettings } from './layerNorm';
import type { Params } from './Params';

/** `params` holds γ as `weight`. */
export function rmsNorm(
  x: Tensor,
  params: Params,
  { epsilon, name = 'rms_norm' }: NormSettings,
  trace: Trace = noTrace,
): Tensor {
  const gamma = params.get('weight', 'C', { C: x.length(-1) });
  const { output, saved } = rmsNormalise.run(x, { epsilon });
  trace.record(`${name}_mean_square`, reshapeView(saved.meanSquare, x.shape.slice(0, -1)), 'B T');
  trace.record(`${name}_normalised`, output, 'B T C');
  return trace.record(name, mul(output, gamma), 'B T C');
}
