// clipGradients: no step may be larger than c: all gradients shrink together, so the direction stays. Pascanu et al. 2013.
//   norm = √(Σ over every gradient of every parameter of g²),   g ← g · min(1, c / (norm + 1e−6))
// Checked against torch.nn.utils.clip_grad_norm_, whose 1e−6 this is.
import type { ParamRecord } from '../nn/Params';
import { flat } from '../tensor/flat';
import { scaled } from './namedTensors';

/** The length of all gradients as one vector; not finite as soon as one of them is not. */
export function globalNorm(gradients: ParamRecord): number {
  let total = 0;
  for (const gradient of Object.values(gradients)) {
    const values = flat(gradient);
    for (let i = 0; i < values.length; i++) total += (values[i] as number) ** 2;
  }
  return Math.sqrt(total);
}

/** New gradients, or the same ones when they are short enough. `norm` is theirs. */
export function clipGradients(gradients: ParamRecord, limit: number, norm: number): ParamRecord {
  const factor = limit / (norm + 1e-6);
  return factor < 1 ? scaled(gradients, factor) : gradients;
}
