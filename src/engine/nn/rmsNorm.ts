// rmsNorm: give each row root mean square 1, then a scale per channel. No mean is taken off, no shift added.
//   y = γ · x / √(mean(x²) + ε)                    (B, T, C) → (B, T, C)
// Zhang & Sennrich 2019. Checked against Llama's own formula in torch.
import { add } from '../ops/add';
import { div } from '../ops/div';
import { mean } from '../ops/mean';
import { mul } from '../ops/mul';
import { reshape } from '../ops/reshape';
import { rmsNormalise } from '../ops/rmsNormalise';
import { sqrt } from '../ops/sqrt';
import type { Tensor } from '../tensor/Tensor';
import { filled } from '../tensor/tensorFrom';
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
  const inside = [`${name}_mean_square`, `${name}_normalised`];
  const row = inside.some((step) => trace.changes(step))
    ? normalisedOpenly(x, { epsilon, name }, trace)
    : normalised(x, { epsilon, name }, trace);
  return trace.record(name, mul(row, gamma), 'B T C');
}

/** In one op: what lies within is told, and not computed with. */
function normalised(x: Tensor, { epsilon, name }: Required<NormSettings>, trace: Trace): Tensor {
  const { output, saved } = rmsNormalise.run(x, { epsilon });
  trace.record(`${name}_mean_square`, reshapeView(saved.meanSquare, x.shape.slice(0, -1)), 'B T');
  trace.record(`${name}_normalised`, output, 'B T C');
  return output;
}

/** Step by step, so that each may be replaced. */
function normalisedOpenly(
  x: Tensor,
  { epsilon, name }: Required<NormSettings>,
  trace: Trace,
): Tensor {
  const perRow = trace.record(`${name}_mean_square`, mean(mul(x, x), { axis: -1 }), 'B T');
  const column = reshape(perRow, { shape: x.shape.with(-1, 1) });
  const size = sqrt(add(column, filled([1], epsilon, x.dtype)));
  return trace.record(`${name}_normalised`, div(x, size), 'B T C');
}
