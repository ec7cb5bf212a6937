// Where the numbers of a tensor live. Float32 is what models compute in, float64 what checks compute in, int32 what ids
// are kept in. Sums inside an op are always taken in float64, the only float that JavaScript has between two stores.

export type DType = 'float32' | 'float64' | 'int32';
export type Storage = Float32Array | Float64Array | Int32Array;

export function allocate(dtype: DType, length: number): Storage {
  if (dtype === 'float64') return new Float64Array(length);
  if (dtype === 'int32') return new Int32Array(length);
  return new Float32Array(length);
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
