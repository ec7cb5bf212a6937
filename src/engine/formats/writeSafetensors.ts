// writeSafetensors: tensors to the bytes of a safetensors file; what each step of it makes is there for files that are
// written piece by piece.
//   float32 → F32, or F16 or BF16, rounded to nearest even · float64 → F64 · int32 → I64, as PyTorch keeps ids
// Wider values lie first and the header is filled up with spaces to a multiple of 8, so that every value is aligned;
// within one width the order is kept. Names are JSON strings, so any text may be one, except "__metadata__".
//   source: huggingface/safetensors, README "Format" and `prepare`
import { ForwardPassError } from '../errors/ForwardPassError';
import { flat } from '../tensor/flat';
import { sizeOf, type Shape } from '../tensor/shape';
import type { Tensor } from '../tensor/Tensor';
import { encodeUtf8 } from '../tokenizers/encodeUtf8';
import { bfloat16ToBits } from './bfloat16';
import { float16ToBits } from './float16';

export type FloatFormat = 'F32' | 'F16' | 'BF16';
export type WrittenType = FloatFormat | 'F64' | 'I64';

const width: Readonly<Record<WrittenType, number>> = { F32: 4, F16: 2, BF16: 2, F64: 8, I64: 8 };

export interface SafetensorsSettings {
  /** How float32 is kept; F32 when not said. */
  readonly float?: FloatFormat;
  readonly metadata?: Readonly<Record<string, string>>;
}

export interface PlannedTensor {
  readonly name: string;
  readonly dtype: WrittenType;
  readonly shape: Shape;
}

export function writeSafetensors(
  tensors: Readonly<Record<string, Tensor>>,
  { float = 'F32', metadata = {} }: SafetensorsSettings = {},
): Uint8Array {
  const plan = Object.entries(tensors).map(([name, tensor]) => {
    return { name, tensor, dtype: writtenType(tensor, float), shape: tensor.shape };
  });
  const ordered = inFileOrder(plan);
  const header = safetensorsHeader(ordered, metadata);
  const total = ordered.reduce((sum, planned) => sum + byteLength(planned), header.length);
  const file = new Uint8Array(total);
  file.set(header);
  let at = header.length;
  for (const { tensor, dtype } of ordered) {
    const bytes = encodeTensor(tensor, dtype);
    file.set(bytes, at);
    at += bytes.length;
  }
  return file;
}

export function writtenType({ dtype }: Tensor, float: FloatFormat = 'F32'): WrittenType {
  return dtype === 'float64' ? 'F64' : dtype === 'int32' ? 'I64' : float;
}

/** Wider types first, so that all are aligned. */
export function inFileOrder<Planned extends PlannedTensor>(plan: readonly Planned[]): Planned[] {
  return plan.toSorted((a, b) => width[b.dtype] - width[a.dtype]);
}

/** The first bytes of a file whose values follow in the order of the plan: its length and the header. */
export function safetensorsHeader(
  plan: readonly PlannedTensor[],
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const entries =
    Object.keys(metadata).length > 0 ? [`"__metadata__":${JSON.stringify(metadata)}`] : [];
  const names = new Set(['__metadata__']);
  let begin = 0;
  for (const planned of plan) {
    const { name, dtype, shape } = planned;
    if (names.has(name)) throw nameTaken(name);
    names.add(name);
    const end = begin + byteLength(planned);
    entries.push(
      `${JSON.stringify(name)}:${JSON.stringify({ dtype, shape, data_offsets: [begin, end] })}`,
    );
    begin = end;
  }
  const json = `{${entries.join(',')}}`;
  const text = encodeUtf8(json);
  const length = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(8 + length).fill(0x20);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  bytes.set(text, 8);
  return bytes;
}

/** The values as the file keeps them. */
export function encodeTensor(tensor: Tensor, dtype: WrittenType = writtenType(tensor)): Uint8Array {
  const values = flat(tensor);
  if (dtype === 'I64') return bytesOf(BigInt64Array.from(values, BigInt));
  if (dtype === 'F16') return bytesOf(Uint16Array.from(values, float16ToBits));
  if (dtype === 'BF16') return bytesOf(Uint16Array.from(values, bfloat16ToBits));
  return bytesOf(values);
}

function byteLength({ shape, dtype }: PlannedTensor): number {
  return sizeOf(shape) * width[dtype];
}

function bytesOf({ buffer, byteOffset, byteLength: length }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, length);
}

function nameTaken(name: string): ForwardPassError {
  return new ForwardPassError({
    what: `safetensors: write tensor ${JSON.stringify(name)}`,
    expected: 'every name once, and none "__metadata__"',
    got: name,
  });
}
