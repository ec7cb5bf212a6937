// copyInto: writes the elements of one tensor where a view of another, new one, shows them: a range of an axis, say.
import { copiedByKernel } from '../kernels/kernelCall';
import { flat } from './flat';
import { forEachOffset } from './forEachOffset';
import type { Tensor } from './Tensor';

/** `place` and `values` have one shape. */
export function copyInto(place: Tensor, values: Tensor): void {
  if (copiedByKernel(place, values)) return;
  const from = flat(values);
  const { data } = place;
  forEachOffset(place.shape, place.strides, place.offset, (offset, i) => {
    data[offset] = from[i] as number;
  });
}
