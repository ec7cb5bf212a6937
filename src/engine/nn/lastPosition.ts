// lastPosition: of every text its newest token, (B, T, C) → (B, 1, C).
import { slice } from '../ops/slice';
import type { Tensor } from '../tensor/Tensor';

export function lastPosition(x: Tensor): Tensor {
  const T = x.length(1);
  return slice(x, { axis: 1, start: T - 1, end: T });
}
