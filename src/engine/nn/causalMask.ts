// causalMask: 1 where key s lies after query t, so that no position sees its future.                        (T, S)
// The queries are the last T of the S positions: all of them, or those that a cache does not hold yet.
import { Tensor } from '../tensor/Tensor';

export function causalMask(T: number, S = T): Tensor {
  const past = S - T;
  const hidden = Int32Array.from({ length: T * S }, (_, i) =>
    i % S > past + Math.floor(i / S) ? 1 : 0,
  );
  return new Tensor(hidden, [T, S]);
}
