// Tensors of random numbers, drawn in row-major order from the generator that is given.
import type { Rng } from './Rng';
import { allocate, type DType } from '../tensor/allocate';
import { sizeOf, type Shape } from '../tensor/shape';
import { Tensor } from '../tensor/Tensor';

export function normalTensor(rng: Rng, shape: Shape, deviation = 1, dtype: DType = 'float32') {
  return randomTensor(shape, dtype, () => rng.normal(0, deviation));
}

export function uniformTensor(
  rng: Rng,
  shape: Shape,
  low = 0,
  high = 1,
  dtype: DType = 'float32',
): Tensor {
  return randomTensor(shape, dtype, () => rng.uniform(low, high));
}

export function randomTensor(shape: Shape, dtype: DType, draw: () => number): Tensor {
  const data = allocate(dtype, sizeOf(shape));
  for (let i = 0; i < data.length; i++) data[i] = draw();
  return new Tensor(data, shape);
}

/** Standard normal in float64: what gradient checks are fed. */
export function normalDoubles(rng: Rng, shape: Shape): Tensor {
  return normalTensor(rng, shape, 1, 'float64');
}
