// decodeTensor: the values of one tensor of a safetensors file, all at once or, by `decodeInto`, piece by piece.
//   F32 → float32, F64 → float64, I32 → int32 as they are; F16 and BF16 → float32, exactly; I64 → int32, if they fit
// Little-endian, as the format and every machine that JavaScript runs on today.
import { allocate, type DType, type Storage } from '../tensor/allocate';
import { sizeOf } from '../tensor/shape';
import { Tensor } from '../tensor/Tensor';
import type { StoredTensor } from './parseSafetensorsHeader';
import { safetensorsError } from './safetensorsError';
import { widen, type HalfFormat } from './widen';

export function decodeTensor(stored: StoredTensor, bytes: Uint8Array): Tensor {
  const values = allocate(decodedType(stored), sizeOf(stored.shape));
  decodeInto(values, stored, bytes);
  return new Tensor(values, stored.shape);
}

/** What its values are held in. Throws a ForwardPassError for a type that is no number of a model. */
export function decodedType({ name, dtype }: StoredTensor): DType {
  if (dtype === 'F32' || dtype === 'F16' || dtype === 'BF16') return 'float32';
  if (dtype === 'F64') return 'float64';
  if (dtype === 'I32' || dtype === 'I64') return 'int32';
  throw safetensorsError(
    `tensor ${JSON.stringify(name)}`,
    'values of F32, F16, BF16, F64, I64 or I32',
    dtype,
    'convert the file first, for example with .to(torch.float32) in PyTorch',
  );
}

/** Fills `values`, which are those of the tensor from its element `first` on, from their bytes. */
export function decodeInto(
  values: Storage,
  { name, dtype }: StoredTensor,
  bytes: Uint8Array,
  first = 0,
): void {
  const format = halfFormat(dtype);
  if (format && values instanceof Float32Array) widen(patterns(bytes), format, values);
  else if (dtype === 'I64') narrow(values, bytes, name, first);
  else new Uint8Array(values.buffer, values.byteOffset, values.byteLength).set(bytes);
}

/** How a type of the file keeps float32 numbers in 16 bits, if it does. */
export function halfFormat(dtype: StoredTensor['dtype']): HalfFormat | undefined {
  if (dtype === 'BF16') return 'bfloat16';
  return dtype === 'F16' ? 'float16' : undefined;
}

export function patterns(bytes: Uint8Array): Uint16Array {
  return new Uint16Array(...aligned(bytes, 2));
}

function narrow(values: Storage, bytes: Uint8Array, name: string, first: number): void {
  new BigInt64Array(...aligned(bytes, 8)).forEach((value, i) => {
    values[i] = Number(value);
    if (BigInt(values[i] ?? 0) === value) return;
    const part = `tensor ${JSON.stringify(name)}, element ${first + i}`;
    throw safetensorsError(part, 'whole numbers of 32 bits', `${value}`, 'ids are never so large');
  });
}

/** Buffer, offset and length for a typed array over these bytes; over a copy when they lie askew. */
function aligned(bytes: Uint8Array, size: number): [ArrayBufferLike, number, number] {
  const straight = bytes.byteOffset % size === 0 ? bytes : new Uint8Array(bytes); // Node's Buffer.slice copies nothing
  const { buffer, byteOffset, byteLength } = straight;
  return [buffer, byteOffset, byteLength / size];
}
