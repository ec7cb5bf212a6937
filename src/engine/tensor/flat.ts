// flat: the elements of any view as one run of numbers in row-major order. No copy when they already lie that way, in 32 bits.
import { rowMajorCopy } from '../kernels/kernelCall';
import { allocate, type Storage } from './allocate';
import { forEachOffset } from './forEachOffset';
import type { Tensor } from './Tensor';

export function flat(x: Tensor): Storage {
  if (x.isContiguous && !x.halves) return x.data.subarray(x.offset, x.offset + x.size);
  const fast = x.dtype === 'float32' ? rowMajorCopy(x) : null;
  if (fast) return fast;
  const out = allocate(x.dtype, x.size);
  const { data } = x;
  forEachOffset(x.shape, x.strides, x.offset, (offset, i) => {
    out[i] = data[offset] as number;
  });
  return out;
}
