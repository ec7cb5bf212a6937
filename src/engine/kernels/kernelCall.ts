// kernelCall: operands brought to the kernels, the result brought back. Inside a scope everything already lies in their
// memory and nothing is copied; outside, operands are copied in and the result out.
//   kernelCall(n, [x], (run, y, [at]) => run.gelu(n, at, y)) ?? …the plain TypeScript
import type { Halves } from '../tensor/Halves';
import { sizeOf } from '../tensor/shape';
import type { Tensor } from '../tensor/Tensor';
import { forms, type KernelExports } from './KernelExports';
import type { KernelMemory } from './KernelMemory';
import { kernels } from './kernels';

type Addresses = readonly [first: number, second: number, third: number];

/**
 * `work` fills all of the `length` floats at y. null: there are no kernels, or no room, or an operand is not float32;
 * `whole` names the operand that is int32 instead.
 */
export function kernelCall(
  length: number,
  operands: readonly Tensor[],
  work: (run: KernelExports, y: number, at: Addresses, room: number) => void,
  whole?: Tensor,
): Float32Array | null {
  const memory = kernels();
  if (!memory || length === 0) return null;
  for (const operand of operands) {
    if (operand.dtype !== (operand === whole ? 'int32' : 'float32')) return null;
  }
  return onStack(memory, length, (y) => {
    const [first = 0, second = 0, third = 0] = operands.map((operand) => {
      return rowMajor(memory, operand);
    });
    const all = [first, second, third];
    if (operands.some((_, i) => all[i] === 0)) return false;
    work(memory.run, y, [first, second, third], memory.work);
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
  const home = memory.keep(4 * length);
  const after = memory.mark();
  let free = before;
  try {
    const y = home || memory.take(4 * length);
    if (y === 0 || !compute(y)) return null;
    free = after;
    const result = memory.view(y, length);
    return home ? result : result.slice();
  } finally {
    memory.reset(free);
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
  memory.run.gather(...fourAxes(axes), from, to);
  return true;
}

/** Writes values where place lies, if that is in the kernels' memory. */
export function copiedByKernel(place: Tensor, values: Tensor): boolean {
  const memory = kernels();
  const axes = collapsed(place);
  const alike = place.dtype === 'float32' && values.dtype === 'float32';
  if (!memory || !alike || !memory.owns(place.data) || axes.length > 4) return false;
  const mark = memory.mark();
  const from = rowMajor(memory, values);
  if (from !== 0) memory.run.scatter(...fourAxes(axes), from, reachable(memory, place));
  memory.reset(mark);
  return from !== 0;
}

/** Where element 0 of x lies in the kernels' memory, all others at their strides from it, in 32 bits. */
export function reachable(memory: KernelMemory, x: Tensor): number {
  const { halves, offset } = x;
  if (halves) return widened(memory, x, halves);
  const { data } = x;
  if (memory.owns(data)) return data.byteOffset + 4 * offset;
  const extent = extentOf(x);
  const address = memory.take(4 * extent);
  if (address === 0) return 0;
  // bit for bit, whether floats or whole numbers
  const bits = new Int32Array(data.buffer, data.byteOffset + 4 * offset, extent);
  memory.bits(address, extent).set(bits);
  return address;
}

function widened(memory: KernelMemory, x: Tensor, halves: Halves): number {
  const [extent, form] = [extentOf(x), formOf(x)];
  const address = memory.take(4 * extent);
  if (address === 0) return 0;
  if (form === 0) {
    memory.view(address, extent).set(halves.widened(x.offset, x.offset + extent));
    return address;
  }
  const from = asKept(memory, x);
  if (from !== 0) memory.run.widen(extent, form, from, address);
  return from && address;
}

/** In which of the `forms` the kernels read x where it is kept. They know no ∞ and no NaN of float16. */
export function formOf({ halves }: Tensor): number {
  if (!halves || (halves.format === 'float16' && halves.firstEndless >= 0)) return 0;
  return forms.indexOf(halves.format);
}

/** As `reachable`, but in that form. */
export function asKept(memory: KernelMemory, x: Tensor): number {
  const { halves, offset } = x;
  if (!halves || formOf(x) === 0) return reachable(memory, x);
  const { bits } = halves;
  if (memory.owns(bits)) return bits.byteOffset + 2 * offset;
  const extent = extentOf(x);
  const address = memory.take(2 * extent);
  if (address !== 0) memory.halves(address, extent).set(bits.subarray(offset, offset + extent));
  return address;
}

/** How many numbers lie from its first element to its last. */
function extentOf(x: Tensor): number {
  let extent = 1;
  for (let axis = 0; axis < x.rank; axis++) extent += (x.length(axis) - 1) * x.stride(axis);
  return extent;
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

type FourAxes = readonly [number, number, number, number, number, number, number, number];

/** Four lengths, then four strides. */
function fourAxes(axes: readonly Axis[]): FourAxes {
  const missing = 4 - axes.length;
  const length = (i: number) => axes[i - missing]?.[0] ?? 1;
  const stride = (i: number) => axes[i - missing]?.[1] ?? 0;
  return [length(0), length(1), length(2), length(3), stride(0), stride(1), stride(2), stride(3)];
}

/** How many rows of the last axis. */
export function rowCount({ shape }: Tensor): number {
  return sizeOf(shape.slice(0, -1));
}
