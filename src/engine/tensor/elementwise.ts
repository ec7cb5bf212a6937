// Element by element: one function over one tensor, or over two that are broadcast to one shape. The function is the
// reference, and what float64 is computed with; the kernel of the given name does the same to float32.
import { kernelCall } from '../kernels/kernelCall';
import type { MapKernels, PairKernels, ZipKernels } from '../kernels/KernelExports';
import { allocate, floatTypeOf } from './allocate';
import { flat } from './flat';
import { broadcastShape, contiguousStrides, sameShape, sizeOf, type Shape } from './shape';
import { Tensor } from './Tensor';
import { broadcastView } from './views';

export function mapElements(
  x: Tensor,
  f: (value: number) => number,
  kernel?: keyof MapKernels,
): Tensor {
  const fast = kernel && kernelCall(x.size, [x], (run, y, [at]) => run[kernel](x.size, at, y));
  return new Tensor(fast || mapped(x, f), x.shape);
}

/** Every element times one number. */
export function scaleElements(x: Tensor, by: number): Tensor {
  const fast = kernelCall(x.size, [x], (run, y, [at]) => run.scale(x.size, at, by, y));
  return new Tensor(fast ?? mapped(x, (value) => value * by), x.shape);
}

/** Two tensors of one shape: how the op's `backward` takes the gradient and the input. */
export function pairElements(
  g: Tensor,
  x: Tensor,
  what: string,
  f: (g: number, value: number) => number,
  kernel: keyof PairKernels,
): Tensor {
  const fits = sameShape(g.shape, x.shape);
  const fast =
    fits && kernelCall(x.size, [g, x], (run, y, [gAt, xAt]) => run[kernel](x.size, gAt, xAt, y));
  return fast ? new Tensor(fast, x.shape) : zipElements(g, x, what, f);
}

export function zipElements(
  a: Tensor,
  b: Tensor,
  what: string,
  f: (a: number, b: number) => number,
  kernel?: keyof ZipKernels,
): Tensor {
  const shape = broadcastShape(a.shape, b.shape, what);
  const size = sizeOf(shape);
  const rows = kernel && zippedRows(a, b, shape);
  const fast =
    rows &&
    kernelCall(size, [a, b], (run, y, [aAt, bAt]) => {
      const { count, C, left, right } = rows;
      run[kernel](count, C, aAt, left.row, left.step, bAt, right.row, right.step, y);
    });
  return new Tensor(fast || zipped(a, b, shape, f), shape);
}

function mapped(x: Tensor, f: (value: number) => number) {
  const values = flat(x);
  const out = allocate(floatTypeOf(x), x.size);
  for (let i = 0; i < out.length; i++) out[i] = f(values[i] as number);
  return out;
}

function zipped(a: Tensor, b: Tensor, shape: Shape, f: (a: number, b: number) => number) {
  const left = flat(broadcastView(a, shape));
  const right = flat(broadcastView(b, shape));
  const out = allocate(floatTypeOf(a, b), left.length);
  for (let i = 0; i < out.length; i++) out[i] = f(left[i] as number, right[i] as number);
  return out;
}

/** How far an operand moves from row to row, and within one: 0 repeats. */
interface Steps {
  readonly row: number;
  readonly step: number;
}

export interface ZippedRows {
  readonly count: number;
  readonly C: number;
  readonly left: Steps;
  readonly right: Steps;
}

/** Two operands in row-major order, broadcast to `shape`, seen as rows; null where that takes more than two axes. */
export function zippedRows(a: Tensor, b: Tensor, shape: Shape): ZippedRows | null {
  const [aStrides, bStrides] = [repeats(a, shape), repeats(b, shape)];
  const axes: { length: number; left: number; right: number }[] = []; // innermost first
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const length = shape[axis] as number;
    if (length === 1) continue;
    const [left, right] = [aStrides[axis] as number, bStrides[axis] as number];
    const inner = axes.at(-1);
    const goesOn =
      inner && left === inner.left * inner.length && right === inner.right * inner.length;
    if (goesOn) inner.length *= length;
    else axes.push({ length, left, right });
  }
  if (axes.length > 2) return null;
  const [within = { length: 1, left: 1, right: 1 }, across = { length: 1, left: 0, right: 0 }] =
    axes;
  return {
    count: across.length,
    C: within.length,
    left: { row: across.left, step: within.left },
    right: { row: across.right, step: within.right },
  };
}

/** The strides of a row-major operand over the shape it is broadcast to. */
function repeats(x: Tensor, shape: Shape): number[] {
  const own = contiguousStrides(x.shape);
  const missing = shape.length - x.rank;
  return shape.map((_, axis) => {
    const inner = axis - missing;
    return inner < 0 || x.shape[inner] === 1 ? 0 : (own[inner] as number);
  });
}
