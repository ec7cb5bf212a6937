// parseSafetensorsHeader: what a safetensors file says of itself.
//   file    8 bytes: length N of the header, little-endian · N bytes: the header, JSON · the values, little-endian
//   header  { "name": { "dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24] }, …, "__metadata__": { "key": "text" } }
//   rules   N ≤ 100 MB; keys once; values side by side without hole or overlap, to the last byte; bytes = shape × size
// Nothing is believed before it is checked against the length of the file, so a hostile file cannot ask for memory.
//   source: huggingface/safetensors, README "Format" and `Metadata::validate`
//   checked against: files made and read by an independent Python writer (tests/golden/engine/safetensors.py)
import { decodeUtf8 } from '../tokenizers/decodeUtf8';
import { encodeUtf8 } from '../tokenizers/encodeUtf8';
import type { Shape } from '../tensor/shape';
import { checkKeys } from './checkKeys';
import { checkStructure } from './checkStructure';
import { safetensorsError } from './safetensorsError';

/** Bits per element of every type that the format knows. */
const bits = {
  ...{ BOOL: 8, U8: 8, I8: 8, F8_E4M3: 8, F8_E5M2: 8, F8_E8M0: 8, F4: 4, F6_E2M3: 6, F6_E3M2: 6 },
  ...{ I16: 16, U16: 16, F16: 16, BF16: 16, I32: 32, U32: 32, F32: 32 },
  ...{ I64: 64, U64: 64, F64: 64, C64: 64 },
};

export type FileType = keyof typeof bits;

export interface StoredTensor {
  readonly name: string;
  readonly dtype: FileType;
  readonly shape: Shape;
  /** Where its bytes lie in the file. */
  readonly begin: number;
  readonly end: number;
}

export interface SafetensorsHeader {
  /** By name, in the order of the header. */
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  readonly metadata: Readonly<Record<string, string>>;
}

/** How many bytes the header takes that follows the first 8. */
export function safetensorsHeaderLength(first8: Uint8Array, fileLength: number): number {
  if (first8.length < 8) {
    throw safetensorsError('its header', 'at least 8 bytes', `${first8.length} bytes`);
  }
  const view = new DataView(first8.buffer, first8.byteOffset, 8);
  const length = view.getUint32(4, true) * 2 ** 32 + view.getUint32(0, true);
  const most = Math.min(100_000_000, fileLength - 8);
  if (length >= 2 && length <= most) return length;
  const hint = foreignHint(first8);
  throw safetensorsError('its header', `a header of 2 to ${most} bytes`, `${length} bytes`, hint);
}

/** What is often found under the name of a weights file instead of it; undefined where it is neither. */
function foreignHint(first8: Uint8Array): string | undefined {
  const text = String.fromCharCode(...first8);
  if (text === 'version ') {
    return 'this is a Git LFS pointer, not the file itself: `git lfs pull` in its folder fetches it';
  }
  if (text.startsWith('\xEF\xBB\xBF')) {
    return 'the file begins with a byte order mark: an editor has saved it as text; fetch it again';
  }
  return undefined;
}

/** @param decode text from bytes, null where these are no UTF-8; a host may have a faster one. */
export function parseSafetensorsHeader(
  bytes: Uint8Array,
  fileLength: number,
  decode: (bytes: Uint8Array) => string | null = strictlyDecoded,
): SafetensorsHeader {
  const { __metadata__: metadata = {}, ...entries } = parseJson(bytes, decode);
  if (!isRecord(metadata) || !Object.values(metadata).every((v) => typeof v === 'string')) {
    throw safetensorsError('"__metadata__"', 'texts by name', shown(metadata));
  }
  const start = 8 + bytes.length;
  const tensors = Object.entries(entries).map(([name, entry]) => storedTensor(name, entry, start));
  checkCover(tensors, start, fileLength);
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  return { tensors: byName, metadata: metadata as Record<string, string> };
}

function parseJson(
  bytes: Uint8Array,
  decode: (bytes: Uint8Array) => string | null,
): Record<string, unknown> {
  checkStructure(bytes);
  const text = decode(bytes);
  try {
    if (text === null) throw new SyntaxError('bytes that are no UTF-8');
    checkKeys(text);
    return JSON.parse(text) as Record<string, unknown>;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw safetensorsError('its header', 'JSON in UTF-8', error.message.slice(0, 120));
  }
}

function strictlyDecoded(bytes: Uint8Array): string | null {
  const text = decodeUtf8(bytes);
  const again = encodeUtf8(text);
  const same = again.length === bytes.length && again.every((byte, i) => byte === bytes[i]);
  return same ? text : null;
}

function storedTensor(name: string, entry: unknown, start: number): StoredTensor {
  const part = `tensor ${JSON.stringify(name.slice(0, 200))}`;
  if (!isRecord(entry)) throw safetensorsError(part, 'dtype, shape, data_offsets', shown(entry));
  const { dtype, shape, data_offsets: offsets } = entry;
  if (typeof dtype !== 'string' || !Object.hasOwn(bits, dtype)) {
    throw safetensorsError(part, `a dtype of ${Object.keys(bits).join(', ')}`, shown(dtype));
  }
  if (!isLengths(shape) || shape.length > 64) {
    throw safetensorsError(part, 'a shape of at most 64 whole numbers', shown(shape));
  }
  if (!isLengths(offsets) || offsets.length !== 2) {
    throw safetensorsError(part, 'data_offsets [begin, end]', shown(offsets));
  }
  const [begin = 0, end = 0] = offsets;
  const needed = shape.reduce(product, 1) * (bits[dtype as FileType] / 8);
  if (!Number.isSafeInteger(needed) || end - begin !== needed) {
    const expected = `${needed} bytes, for ${dtype} of shape (${shape.join(', ')})`;
    throw safetensorsError(part, expected, `${end - begin} bytes, from ${begin} to ${end}`);
  }
  return { name, dtype: dtype as FileType, shape, begin: start + begin, end: start + end };
}

/** Once beyond what float64 counts exactly, a product stays there: no zero may hide an overflow. */
function product(size: number, length: number): number {
  return Number.isSafeInteger(size) ? size * length : Infinity;
}

function checkCover(tensors: readonly StoredTensor[], start: number, fileLength: number): void {
  let covered = start;
  for (const { name, begin, end } of tensors.toSorted(
    (a, b) => a.begin - b.begin || a.end - b.end,
  )) {
    if (begin !== covered) {
      const expected = `its values at byte ${covered - start}, right after those before`;
      throw safetensorsError(`tensor ${JSON.stringify(name)}`, expected, `byte ${begin - start}`);
    }
    covered = end;
  }
  if (covered !== fileLength) {
    throw safetensorsError('its values', `a file of ${covered} bytes`, `${fileLength} bytes`);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isLengths(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((n) => Number.isSafeInteger(n) && n >= 0);
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 120);
}
