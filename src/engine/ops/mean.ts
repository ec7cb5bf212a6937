// mean: the average along one axis, or of everything. The sum, divided by how many were summed.
//   y = (1/n) Σ_i x_i
//   dx_i = dy / n
import type { Tensor } from '../tensor/Tensor';
import { scale } from './scale';
import { sum, type AxisSettings } from './sum';

export function mean(x: Tensor, settings: AxisSettings = {}): Tensor {
  const count = settings.axis === undefined ? x.size : x.length(settings.axis);
  return scale(sum(x, settings), { by: 1 / count });
}
