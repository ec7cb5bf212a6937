/** A safetensors file on disk, read tensor by tensor, so that a large one never lies in memory twice. */
import { open, type FileHandle } from 'node:fs/promises';
import { decodeTensor } from '../engine/formats/decodeTensor';
import {
  parseSafetensorsHeader,
  safetensorsHeaderLength,
  type SafetensorsHeader,
  type StoredTensor,
} from '../engine/formats/parseSafetensorsHeader';
import { ForwardPassError } from '../engine/errors/ForwardPassError';
import type { Tensor } from '../engine/tensor/Tensor';
import { inFile } from './inFile';

/** One call of the system reads at most 2 GB. */
const mostAtOnce = 2 ** 30;

export class SafetensorsFile {
  private constructor(
    readonly path: string,
    private readonly handle: FileHandle,
    readonly header: SafetensorsHeader,
  ) {}

  static async open(path: string): Promise<SafetensorsFile> {
    const handle = await inFile(path, () => open(path));
    try {
      const header = await inFile(path, async () => {
        const { size } = await handle.stat();
        const first8 = await bytesAt(handle, 0, Math.min(8, size));
        const length = safetensorsHeaderLength(first8, size);
        return parseSafetensorsHeader(await bytesAt(handle, 8, length), size);
      });
      return new SafetensorsFile(path, handle, header);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  async read(stored: StoredTensor): Promise<Tensor> {
    return inFile(this.path, async () => {
      const bytes = await bytesAt(this.handle, stored.begin, stored.end - stored.begin);
      return decodeTensor(stored, bytes);
    });
  }

  close(): Promise<void> {
    return this.handle.close();
  }
}

async function bytesAt(handle: FileHandle, begin: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length;) {
    const { bytesRead } = await handle.read(
      bytes,
      at,
      Math.min(mostAtOnce, length - at),
      begin + at,
    );
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
