// kernelCall: operands brought to the kernels, the result brought back. Inside a scope everything already lies in their
// memory and nothing is copied; outside, operands are copied in and the result out.
//   kernelCall(n, [x], (run, y, [at]) => run.gelu(n, at, y)) ?? …the plain TypeScript
import type { Tensor } from '../tensor/Tensor';
import { sizeOf } from '../tensor/shape';
import type { KernelExports } from './KernelExports';
import type { KernelMemory } from './KernelMemory';
import { kernels } from './kernels';

/** `work` fills all of the `length` floats at y. null: there are no kernels, or no room, or an operand is float64. */
export function kernelCall(
  length: number,
  operands: readonly Tensor[],
  work: (run: KernelExports, y: number, addresses: readonly number[], room: number) => void,
): Float32Array | null {
  const memory = kernels();
  if (!memory || length === 0) return null;
  if (operands.some(({ data }) => data.BYTES_PER_ELEMENT !== 4)) return null;
  return onStack(memory, length, (y) => {
    const addresses = operands.map((operand) => rowMajor(memory, operand));
    if (addresses.includes(0)) return false;
    work(memory.run, y, addresses, memory.work);
    return true;
  });
}

/** Room for a result, `compute`, and the result as storage; null when it says that it could not. */
export function onStack(
  memory: KernelMemory,
  length: number,
  compute: (y: number) => boolean,
): Float32Array | null {
  const before = memory.mark();
  let kept = before;
  try {
    const y = memory.take(4 * length);
    if (y === 0) return null;
    const after = memory.mark();
    if (!compute(y)) return null;
    const result = memory.view(y, length);
    if (!memory.inScope) return result.slice();
    kept = after;
    return result;
  } finally {
    memory.reset(kept);
  }
}

/** The elements of x in row-major order, as storage of their own. */
export function rowMajorCopy(x: Tensor): Float32Array | null {
  const memory = kernels();
  if (!memory || x.size === 0) return null;
  return onStack(memory, x.size, (y) => gathered(memory, x, y));
}

/** Where the elements of x lie in row-major order, brought there when they do not. 0: no room. */
function rowMajor(memory: KernelMemory, x: Tensor): number {
  if (x.isContiguous) return reachable(memory, x);
  const to = memory.take(4 * x.size);
  return to !== 0 && gathered(memory, x, to) ? to : 0;
}

function gathered(memory: KernelMemory, x: Tensor, to: number): boolean {
  const axes = collapsed(x);
  const from = axes.length > 4 ? 0 : reachable(memory, x);
  if (from === 0) return false;
  while (axes.length < 4) axes.unshift([1, 0]);
  const [a, b, c, d] = axes as [Axis, Axis, Axis, Axis];
  memory.run.gather(a[0], b[0], c[0], d[0], a[1], b[1], c[1], d[1], from, to);
  return true;
}

/** Where element 0 of x lies in the kernels' memory, all others at their strides from it. */
export function reachable(memory: KernelMemory, x: Tensor): number {
  const { data, offset } = x;
  if (memory.owns(data)) return data.byteOffset + 4 * offset;
  let extent = 1;
  for (let axis = 0; axis < x.rank; axis++) extent += (x.length(axis) - 1) * x.stride(axis);
  const address = memory.take(4 * extent);
  if (address === 0) return 0;
  // bit for bit, whether floats or whole numbers
  const bits = new Int32Array(data.buffer, data.byteOffset + 4 * offset, extent);
  memory.bits(address, extent).set(bits);
  return address;
}

type Axis = readonly [length: number, stride: number];

/** As few axes as lead to the same elements in the same order. */
function collapsed({ shape, strides }: Tensor): Axis[] {
  const axes: Axis[] = [];
  shape.forEach((length, axis) => {
    if (length === 1) return;
    const stride = strides[axis] as number;
    const last = axes.at(-1);
    if (last && last[1] === stride * length) axes[axes.length - 1] = [last[0] * length, stride];
    else axes.push([length, stride]);
  });
  return axes;
}

/** How many rows of the last axis. */
export function rowCount({ shape }: Tensor): number {
  return sizeOf(shape.slice(0, -1));
}
