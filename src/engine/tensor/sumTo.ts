// sumTo: the reverse of broadcasting. Where `shape` has an axis of length 1 (or none), the elements along it are added up.
//   (2, 3, 5) to (3, 1)  →  out[t] = Σ_b Σ_c x[b, t, c]
// It is what every broadcast input's gradient passes through, and what `sum` itself is made of.
import { allocate, floatTypeOf } from './allocate';
import { flat } from './flat';
import { forEachOffset } from './forEachOffset';
import { sameShape, sizeOf, type Shape } from './shape';
import { Tensor } from './Tensor';
import { broadcastView } from './views';

export function sumTo(x: Tensor, shape: Shape): Tensor {
  if (sameShape(x.shape, shape)) return x;
  const totals = new Float64Array(sizeOf(shape)); // float64, so that long sums keep their digits
  const values = flat(x);
  const target = broadcastView(new Tensor(totals, shape), x.shape);
  forEachOffset(x.shape, target.strides, 0, (offset, i) => {
    totals[offset] = (totals[offset] as number) + (values[i] as number);
  });
  const out = allocate(floatTypeOf(x), totals.length);
  out.set(totals);
  return new Tensor(out, shape);
}
