// layerNorm: standardise each row, then let the model choose scale and shift per channel. Ba, Kiros & Hinton 2016.
//   y = γ · (x − μ) / √(σ² + ε) + β                (B, T, C) → (B, T, C)
// Checked against torch.nn.LayerNorm.
import { add } from '../ops/add';
import { mul } from '../ops/mul';
import { standardise } from '../ops/standardise';
import type { Tensor } from '../tensor/Tensor';
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

  const { output, saved } = standardise.run(x, { epsilon });
  const perRow = x.shape.slice(0, -1);
  trace.record(`${name}_mean`, reshapeView(saved.mean, perRow), 'B T');
  trace.record(`${name}_variance`, reshapeView(saved.variance, perRow), 'B T');
  trace.record(`${name}_normalised`, output, 'B T C');
  return trace.record(name, add(mul(output, gamma), beta), 'B T C');
}
