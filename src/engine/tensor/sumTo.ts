// sumTo: the reverse of broadcasting. Where `shape` has an axis of length 1 (or none), the elements along it are added up.
//   (2, 3, 5) to (3, 1)  →  out[t] = Σ_b Σ_c x[b, t, c]
// It is what every broadcast input's gradient passes through, and what `sum` itself is made of. Sums run in float64, in the
// kernels too, so that long ones keep their digits.
import { kernelCall } from '../kernels/kernelCall';
import { allocate, floatTypeOf } from './allocate';
import { flat } from './flat';
import { forEachOffset } from './forEachOffset';
import { sameShape, sizeOf, type Shape } from './shape';
import { Tensor } from './Tensor';
import { broadcastView } from './views';

export function sumTo(x: Tensor, shape: Shape): Tensor {
  if (sameShape(x.shape, shape)) return x;
  return new Tensor(fastSums(x, shape) ?? sums(x, shape), shape);
}

function sums(x: Tensor, shape: Shape) {
  const totals = new Float64Array(sizeOf(shape));
  const values = flat(x);
  const target = broadcastView(new Tensor(totals, shape), x.shape);
  forEachOffset(x.shape, target.strides, 0, (offset, i) => {
    totals[offset] = (totals[offset] as number) + (values[i] as number);
  });
  const out = allocate(floatTypeOf(x), totals.length);
  out.set(totals);
  return out;
}

const mostColumns = 2 ** 16; // their float64 sums fit into the kernels' room

/** Where all summed axes come first, or all last: sums over the columns, or over the rows, of one matrix. */
function fastSums(x: Tensor, shape: Shape): Float32Array | null {
  const long = x.shape.flatMap((length, axis) => (length > 1 ? [axis] : []));
  const summed = long.filter((axis) => (shape[axis - x.rank + shape.length] ?? 1) === 1);
  const size = sizeOf(shape);
  const others = x.size / size;
  const first = summed.every((axis, i) => axis === long[i]);
  if (first && size <= mostColumns) {
    return kernelCall(size, [x], (run, y, [at], room) => run.sumColumns(others, size, at, y, room));
  }
  const last = summed.every((axis, i) => axis === long[long.length - summed.length + i]);
  if (!last) return null;
  return kernelCall(size, [x], (run, y, [at]) => run.sumRows(size, others, at, y));
}
