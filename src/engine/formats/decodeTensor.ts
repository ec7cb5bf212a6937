// decodeTensor: the values of one tensor of a safetensors file.
//   F32 → float32 and F64 → float64 as they are; F16 and BF16 → float32, exactly; I32 and I64 → int32, if they fit
// F32, F64 and I32 are views of the bytes given when these are aligned for them, copies when not. Little-endian, as the
// format and every machine that JavaScript runs on today.
import { allocate, type Storage } from '../tensor/allocate';
import { Tensor } from '../tensor/Tensor';
import { bfloat16FromBits } from './bfloat16';
import { float16FromBits } from './float16';
import type { StoredTensor } from './parseSafetensorsHeader';
import { safetensorsError } from './safetensorsError';

export function decodeTensor(stored: StoredTensor, bytes: Uint8Array): Tensor {
  return new Tensor(decode(stored, bytes), stored.shape);
}

function decode({ name, dtype }: StoredTensor, bytes: Uint8Array): Storage {
  if (dtype === 'F32') return new Float32Array(...aligned(bytes, 4));
  if (dtype === 'F64') return new Float64Array(...aligned(bytes, 8));
  if (dtype === 'I32') return new Int32Array(...aligned(bytes, 4));
  if (dtype === 'F16') return converted(bytes, float16FromBits);
  if (dtype === 'BF16') return converted(bytes, bfloat16FromBits);
  if (dtype === 'I64') return int32s(name, new BigInt64Array(...aligned(bytes, 8)));
  throw safetensorsError(
    `tensor ${JSON.stringify(name)}`,
    'values of F32, F16, BF16, F64, I64 or I32',
    dtype,
    'convert the file first, for example with .to(torch.float32) in PyTorch',
  );
}

/** Each of the 65,536 patterns is worked out once, and then looked up. */
function converted(bytes: Uint8Array, fromBits: (pattern: number) => number): Storage {
  const patterns = new Uint16Array(...aligned(bytes, 2));
  if (patterns.length < 2 ** 16) return Float32Array.from(patterns, fromBits);
  const values = Float32Array.from({ length: 2 ** 16 }, (_, pattern) => fromBits(pattern));
  return Float32Array.from(patterns, (pattern) => values[pattern] ?? NaN);
}

function int32s(name: string, values: BigInt64Array): Storage {
  const out = allocate('int32', values.length);
  values.forEach((value, i) => {
    out[i] = Number(value);
    if (BigInt(out[i] ?? 0) === value) return;
    const part = `tensor ${JSON.stringify(name)}, element ${i}`;
    throw safetensorsError(part, 'whole numbers of 32 bits', `${value}`, 'ids are never so large');
  });
  return out;
}

/** Buffer, offset and length for a typed array over these bytes; over a copy when they lie askew. */
function aligned(bytes: Uint8Array, size: number): [ArrayBufferLike, number, number] {
  const { buffer, byteOffset, byteLength } = bytes.byteOffset % size === 0 ? bytes : bytes.slice();
  return [buffer, byteOffset, byteLength / size];
}
