// Where the numbers of a tensor live. Float32 is what models compute in, float64 what checks compute in, int32 what ids
// are kept in. Inside a `scope` float32 lies in the kernels' memory, everything else on the JavaScript heap.
import { ForwardPassError } from '../errors/ForwardPassError';
import type { HalfFormat } from '../formats/widen';
import { kernels } from '../kernels/kernels';
import { Halves } from './Halves';

export type DType = 'float32' | 'float64' | 'int32';
export type Storage = Float32Array | Float64Array | Int32Array;

/** Zeros. */
export function allocate(dtype: DType, length: number): Storage {
  const memory = dtype === 'float32' ? kernels() : null;
  const address = memory?.keep(4 * length) ?? 0;
  if (!memory || address === 0) return onHeap(dtype, length);
  return memory.view(address, length).fill(0);
}

const arrays = { float32: Float32Array, float64: Float64Array, int32: Int32Array };

/** Zeros that stay when a scope ends. */
export function onHeap(dtype: DType, length: number): Storage {
  return enough(dtype, length, () => new arrays[dtype](length));
}

export function halvesOnHeap(format: HalfFormat, length: number): Halves {
  return enough(format, length, () => new Halves(new Uint16Array(length), format));
}

function enough<Made>(dtype: DType | HalfFormat, length: number, make: () => Made): Made {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ForwardPassError({
      what: 'make room for a tensor',
      expected: `memory for ${length} numbers of ${dtype}`,
      got: 'too little',
      hint: 'read a shorter text, or take a smaller model: attention needs a number for each pair of positions',
    });
  }
}

export function dtypeOf(data: Storage): DType {
  if (data instanceof Float64Array) return 'float64';
  if (data instanceof Int32Array) return 'int32';
  return 'float32';
}

/** The type of a result: float64 as soon as one input is, float32 otherwise. */
export function floatTypeOf(...inputs: readonly { readonly dtype: DType }[]): DType {
  return inputs.some((input) => input.dtype === 'float64') ? 'float64' : 'float32';
}
