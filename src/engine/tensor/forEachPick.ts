// forEachPick: where an index tensor points to along one axis of a contiguous tensor, as gather and scatterAdd need it.
//   index (2, 4) into shape (2, 3) along axis 1:   visit(offset of [i, index[i, j]], number of [i, j])
// Index and shape have the same lengths on every other axis. Ids are checked.
import { ForwardPassError } from '../errors/ForwardPassError';
import { flat } from './flat';
import { forEachOffset } from './forEachOffset';
import { axisOf, contiguousStrides, sameShape, showShape, type Shape } from './shape';
import type { Tensor } from './Tensor';

export function forEachPick(
  index: Tensor,
  shape: Shape,
  axis: number,
  what: string,
  visit: (offset: number, place: number) => void,
): void {
  const along = axisOf(axis, shape.length, what);
  const length = shape[along] ?? 0;
  const fits = index.rank === shape.length && sameShape(index.shape.with(along, length), shape);
  if (!fits) throw unfit(index, shape, along, what);

  const strides = contiguousStrides(shape);
  const step = strides[along] ?? 1;
  const ids = flat(index);
  forEachOffset(index.shape, strides.with(along, 0), 0, (start, place) => {
    const id = ids[place] as number;
    if (!Number.isInteger(id) || id < 0 || id >= length) throw outside(id, place, length, what);
    visit(start + id * step, place);
  });
}

function unfit(index: Tensor, shape: Shape, along: number, what: string): ForwardPassError {
  return new ForwardPassError({
    what: `${what}: lay an index over a tensor`,
    expected: `an index of shape ${showShape(shape)}, of any length on axis ${along}`,
    got: showShape(index.shape),
  });
}

function outside(id: number, place: number, length: number, what: string): ForwardPassError {
  return new ForwardPassError({
    what: `${what}: follow an index`,
    expected: `whole numbers from 0 to ${length - 1}`,
    got: `${id}, at place ${place}`,
  });
}
