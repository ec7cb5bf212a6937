// Where the numbers of a tensor live. Float32 is what models compute in, float64 what checks compute in, int32 what ids
// are kept in. Inside a `scope` float32 lies in the kernels' memory, everything else on the JavaScript heap.
import { kernels } from '../kernels/kernels';

export type DType = 'float32' | 'float64' | 'int32';
export type Storage = Float32Array | Float64Array | Int32Array;

/** Zeros. */
export function allocate(dtype: DType, length: number): Storage {
  if (dtype === 'float64') return new Float64Array(length);
  if (dtype === 'int32') return new Int32Array(length);
  const memory = kernels();
  const address = memory?.keep(4 * length) ?? 0;
  if (!memory || address === 0) return new Float32Array(length);
  return memory.view(address, length).fill(0);
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
