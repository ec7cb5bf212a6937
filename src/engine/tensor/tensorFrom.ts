// Plain numbers into a tensor: `tensorFrom([[1, 2], [3, 4]])` has shape (2, 2).
import { ForwardPassError } from '../errors/ForwardPassError';
import { allocate, type DType } from './allocate';
import { sameShape, showShape, sizeOf, type Shape } from './shape';
import { Tensor, type Nested } from './Tensor';

export function tensorFrom(values: Nested, dtype: DType = 'float32'): Tensor {
  const shape = shapeOf(values);
  const data = allocate(dtype, sizeOf(shape));
  let next = 0;
  const write = (part: Nested, rest: Shape): void => {
    const found = shapeOf(part);
    if (!sameShape(found, rest)) throw ragged(rest, found);
    if (typeof part === 'number') data[next++] = part;
    else for (const inner of part) write(inner, rest.slice(1));
  };
  write(values, shape);
  return new Tensor(data, shape);
}

/** One value, repeated. */
export function filled(shape: Shape, value: number, dtype: DType = 'float32'): Tensor {
  return new Tensor(allocate(dtype, sizeOf(shape)).fill(value), shape);
}

function shapeOf(values: Nested): number[] {
  if (typeof values === 'number') return [];
  const first = values[0];
  return [values.length, ...(first === undefined ? [] : shapeOf(first))];
}

function ragged(expected: Shape, got: Shape): ForwardPassError {
  return new ForwardPassError({
    what: 'tensorFrom: nested arrays into a tensor',
    expected: `rows of one shape, ${showShape(expected)}`,
    got: `a row of shape ${showShape(got)}`,
    hint: 'pad shorter rows first',
  });
}
