/** A safetensors file on disk, read tensor by tensor, so that a large one never lies in memory twice. */
import { open, stat, type FileHandle } from 'node:fs/promises';
import { decodedType, decodeInto, patterns } from '../../engine/formats/decodeTensor';
import {
  parseSafetensorsHeader,
  safetensorsHeaderLength,
  type SafetensorsHeader,
  type StoredTensor,
} from '../../engine/formats/parseSafetensorsHeader';
import { ForwardPassError } from '../../engine/errors/ForwardPassError';
import { allocate } from '../../engine/tensor/allocate';
import { sizeOf } from '../../engine/tensor/shape';
import { Tensor } from '../../engine/tensor/Tensor';
import { inFile } from '../files/inFile';
import { requireFile } from '../files/requireFile';

/** Elements that are read at once: large enough for the disk, small beside a model. */
const piece = 2 ** 20;

export class SafetensorsFile {
  private constructor(
    readonly path: string,
    private readonly handle: FileHandle,
    readonly header: SafetensorsHeader,
  ) {}

  static async open(path: string): Promise<SafetensorsFile> {
    const handle = await inFile(path, async () => {
      requireFile(path, await stat(path));
      return open(path);
    });
    try {
      const header = await inFile(path, async () => {
        const { size } = await handle.stat();
        const first8 = await bytesAt(handle, 0, Math.min(8, size));
        const length = safetensorsHeaderLength(first8, size);
        return parseSafetensorsHeader(await bytesAt(handle, 8, length), size, decoded);
      });
      return new SafetensorsFile(path, handle, header);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** Values that float32 holds go to where `room` says, those of 16 bits as they lie here if it is made for such. */
  async read(stored: StoredTensor, room: (stored: StoredTensor) => Tensor): Promise<Tensor> {
    return inFile(this.path, async () => {
      const { shape, begin, end } = stored;
      const [dtype, size] = [decodedType(stored), sizeOf(shape)];
      const tensor = dtype === 'float32' ? room(stored) : new Tensor(allocate(dtype, size), shape);
      const { halves, offset } = tensor;
      const all = halves?.bits ?? tensor.data;
      const width = (end - begin) / size;
      for (let at = 0; at < size; at += piece) {
        const values = all.subarray(offset + at, offset + Math.min(size, at + piece));
        const bytes = await bytesAt(this.handle, begin + at * width, values.length * width);
        if (values instanceof Uint16Array) values.set(patterns(bytes));
        else decodeInto(values, stored, bytes, at);
      }
      return tensor;
    });
  }

  close(): Promise<void> {
    return this.handle.close();
  }
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

async function bytesAt(handle: FileHandle, begin: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length;) {
    const { bytesRead } = await handle.read(bytes, at, length - at, begin + at);
    if (bytesRead === 0) {
      throw new ForwardPassError({
        what: 'read a file',
        expected: `${length} bytes from byte ${begin}`,
        got: `${at}, then its end`,
        hint: 'it was cut short while it was read',
      });
    }
    at += bytesRead;
  }
  return bytes;
}
