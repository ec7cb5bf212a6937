// decodeTensor: the values of one tensor of a safetensors file, all at once or, by `decodeInto`, piece by piece.
//   F32 → float32, F64 → float64, I32 → int32 as they are; F16 and BF16 → float32, exactly; I64 → int32, if they fit
// Little-endian, as the format and every machine that JavaScript runs on today.
import { allocate, type DType, type Storage } from '../tensor/allocate';
import { sizeOf } from '../tensor/shape';
import { Tensor } from '../tensor/Tensor';
import { bfloat16FromBits } from './bfloat16';
import { float16FromBits } from './float16';
import type { StoredTensor } from './parseSafetensorsHeader';
import { safetensorsError } from './safetensorsError';

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
  if (dtype === 'F16') widen(values, bytes, float16FromBits);
  else if (dtype === 'BF16') widen(values, bytes, bfloat16FromBits);
  else if (dtype === 'I64') narrow(values, bytes, name, first);
  else new Uint8Array(values.buffer, values.byteOffset, values.byteLength).set(bytes);
}

/** Each of the 65,536 patterns is worked out once, and then looked up. */
function widen(values: Storage, bytes: Uint8Array, fromBits: (pattern: number) => number): void {
  const patterns = new Uint16Array(...aligned(bytes, 2));
  const known = new Float32Array(patterns.length < 2 ** 16 ? 0 : 2 ** 16);
  for (let pattern = 0; pattern < known.length; pattern++) known[pattern] = fromBits(pattern);
  for (let i = 0; i < patterns.length; i++) {
    const pattern = patterns[i] as number;
    values[i] = known[pattern] ?? fromBits(pattern);
  }
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
