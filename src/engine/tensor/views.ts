// Views: another shape over the same storage. They know nothing of gradients; the ops of the same names do.
//   permuteView    axes in another order: swap strides
//   sliceView      a range along one axis: move the offset
//   broadcastView  axes of length 1 repeat: stride 0
//   reshapeView    other lengths, same order of elements; copies only when the elements do not lie in that order
import { ForwardPassError } from '../errors/ForwardPassError';
import { flat } from './flat';
import { axisOf, broadcastShape, sameShape, showShape, sizeOf, type Shape } from './shape';
import { Tensor } from './Tensor';

export function permuteView(x: Tensor, axes: readonly number[]): Tensor {
  const resolved = axes.map((axis) => axisOf(axis, x.rank, 'permute'));
  if (new Set(resolved).size !== x.rank || axes.length !== x.rank) {
    throw new ForwardPassError({
      what: 'permute: reorder the axes',
      expected: `each of the ${x.rank} axes of shape ${showShape(x.shape)} once`,
      got: `axes (${axes.join(', ')})`,
    });
  }
  const shape = resolved.map((axis) => x.length(axis));
  const strides = resolved.map((axis) => x.stride(axis));
  return x.view(shape, { strides, offset: x.offset });
}

/** Elements `start` to `end − 1` along one axis. */
export function sliceView(x: Tensor, axis: number, start: number, end: number): Tensor {
  const along = axisOf(axis, x.rank, 'slice');
  const length = x.length(along);
  const whole = Number.isInteger(start) && Number.isInteger(end);
  if (!whole || start < 0 || end > length || start > end) {
    throw new ForwardPassError({
      what: `slice: take a range of axis ${along} of shape ${showShape(x.shape)}`,
      expected: `whole numbers 0 ≤ start ≤ end ≤ ${length}`,
      got: `start ${start}, end ${end}`,
    });
  }
  const offset = x.offset + start * x.stride(along);
  return x.view(x.shape.with(along, end - start), { strides: x.strides, offset });
}

export function broadcastView(x: Tensor, shape: Shape): Tensor {
  if (sameShape(x.shape, shape)) return x;
  const grown = broadcastShape(x.shape, shape, 'broadcast');
  if (!sameShape(grown, shape)) {
    throw new ForwardPassError({
      what: 'broadcast: repeat axes of length 1',
      expected: `a shape that can grow to ${showShape(shape)}`,
      got: showShape(x.shape),
    });
  }
  const missing = shape.length - x.rank;
  const strides = shape.map((_, axis) => {
    const own = axis - missing;
    return own < 0 || x.shape[own] === 1 ? 0 : (x.strides[own] as number);
  });
  return x.view(shape, { strides, offset: x.offset });
}

export function reshapeView(x: Tensor, shape: Shape): Tensor {
  if (sizeOf(shape) !== x.size) {
    throw new ForwardPassError({
      what: `reshape: ${showShape(x.shape)} to ${showShape(shape)}`,
      expected: `a shape of ${x.size} elements`,
      got: `${sizeOf(shape)} elements`,
    });
  }
  if (x.isContiguous) return x.view(shape, { offset: x.offset });
  return new Tensor(flat(x), shape);
}
