// causalMask: 1 where key s lies after query t, so that no position sees its future.                        (T, T)
import { Tensor } from '../tensor/Tensor';

export function causalMask(T: number): Tensor {
  const hidden = Int32Array.from({ length: T * T }, (_, i) => (i % T > Math.floor(i / T) ? 1 : 0));
  return new Tensor(hidden, [T, T]);
}
