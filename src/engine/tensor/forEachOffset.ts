// Walks a strided view in row-major order and hands out where each element lies in storage. An odometer: the last axis
// turns fastest, and an axis of stride 0 stays in place, which is what broadcasting is.
import type { Shape } from './shape';

export function forEachOffset(
  shape: Shape,
  strides: readonly number[],
  start: number,
  visit: (offset: number, index: number) => void,
): void {
  let index = 0;
  const walk = (axis: number, offset: number): void => {
    if (axis === shape.length) {
      visit(offset, index++);
      return;
    }
    const length = shape[axis] as number;
    const stride = strides[axis] as number;
    if (axis === shape.length - 1) {
      for (let i = 0; i < length; i++) visit(offset + i * stride, index++);
    } else {
      for (let i = 0; i < length; i++) walk(axis + 1, offset + i * stride);
    }
  };
  walk(0, start);
}
