// layerNorm: standardise each row, then let the model choose scale and shift per channel. Ba, Kiros & Hinton 2016.
//   y = γ · (x − μ) / √(σ² + ε) + β                (B, T, C) → (B, T, C)
// Checked against torch.nn.LayerNorm.
import { add } from '../ops/add';
import { div } from '../ops/div';
import { mean } from '../ops/mean';
import { mul } from '../ops/mul';
import { reshape } from '../ops/reshape';
import { sqrt } from '../ops/sqrt';
import { standardise } from '../ops/standardise';
import { sub } from '../ops/sub';
import type { Tensor } from '../tensor/Tensor';
import { filled } from '../tensor/tensorFrom';
import { reshapeView } from '../tensor/views';
import { noTrace, type Trace } from '../trace/Trace';
import type { Params } from './Params';

export interface NormSettings {
  readonly epsilon: number;
  /** What the result is called in the trace; mean, variance and the row before γ, β follow that name. */
  readonly name?: string;
}

/** `params` holds γ as `weight` and β as `bias`. */
export function layerNorm(
  x: Tensor,
  params: Params,
  { epsilon, name = 'layer_norm' }: NormSettings,
  trace: Trace = noTrace,
): Tensor {
  const C = x.length(-1);
  const gamma = params.get('weight', 'C', { C });
  const beta = params.get('bias', 'C', { C });

  const inside = [`${name}_mean`, `${name}_variance`, `${name}_normalised`];
  const row = inside.some((step) => trace.changes(step))
    ? standardisedOpenly(x, { epsilon, name }, trace)
    : standardised(x, { epsilon, name }, trace);
  return trace.record(name, add(mul(row, gamma), beta), 'B T C');
}

/** In one op: what lies within is told, and not computed with. */
function standardised(x: Tensor, { epsilon, name }: Required<NormSettings>, trace: Trace): Tensor {
  const { output, saved } = standardise.run(x, { epsilon });
  const perRow = x.shape.slice(0, -1);
  trace.record(`${name}_mean`, reshapeView(saved.mean, perRow), 'B T');
  trace.record(`${name}_variance`, reshapeView(saved.variance, perRow), 'B T');
  trace.record(`${name}_normalised`, output, 'B T C');
  return output;
}

/** Step by step, so that each may be replaced. */
function standardisedOpenly(
  x: Tensor,
  { epsilon, name }: Required<NormSettings>,
  trace: Trace,
): Tensor {
  const column = (perRow: Tensor) => reshape(perRow, { shape: x.shape.with(-1, 1) });
  const centre = trace.record(`${name}_mean`, mean(x, { axis: -1 }), 'B T');
  const centred = sub(x, column(centre));
  const squares = mean(mul(centred, centred), { axis: -1 });
  const variance = trace.record(`${name}_variance`, squares, 'B T');
  const deviation = sqrt(add(column(variance), filled([1], epsilon, x.dtype)));
  return trace.record(`${name}_normalised`, div(centred, deviation), 'B T C');
}
