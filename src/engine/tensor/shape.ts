// Shape: the length of every axis, outermost first; strides: how far apart neighbours along an axis lie in storage.
import { ForwardPassError } from '../errors/ForwardPassError';

export type Shape = readonly number[];

export function sizeOf(shape: Shape): number {
  let size = 1;
  for (const length of shape) size *= length;
  return size;
}

/** Row-major strides: (2, 3, 5) → (15, 5, 1). */
export function contiguousStrides(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = step;
    step *= shape[axis] as number;
  }
  return strides;
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((length, axis) => length === b[axis]);
}

export function showShape(shape: Shape): string {
  return `(${shape.join(', ')})`;
}

/** Counts axes from the end when negative: −1 is the last. */
export function axisOf(axis: number, rank: number, what: string): number {
  const resolved = axis < 0 ? axis + rank : axis;
  if (Number.isInteger(resolved) && resolved >= 0 && resolved < rank) return resolved;
  throw new ForwardPassError({
    what: `${what}: choose an axis`,
    expected: `a whole number from ${-rank} to ${rank - 1}, for a tensor of ${rank} axes`,
    got: `${axis}`,
  });
}

/** The shape two operands grow to: axes align at the end, and an axis of length 1 repeats. (2, 1, 5) & (3, 5) → (2, 3, 5). */
export function broadcastShape(a: Shape, b: Shape, what: string): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const inA = a[axis - rank + a.length] ?? 1;
    const inB = b[axis - rank + b.length] ?? 1;
    if (inA === inB || inB === 1) return inA;
    if (inA === 1) return inB;
    throw new ForwardPassError({
      what: `${what}: broadcast two shapes`,
      expected: 'axes that are equal, or 1, when lined up at the last axis',
      got: `${showShape(a)} and ${showShape(b)}, which differ: ${inA} against ${inB}`,
      hint: 'reshape one of them, or swap its axes with permute',
    });
  });
}
