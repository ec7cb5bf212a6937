/**
 * A safetensors file that is written while its tensors are computed, so that none has to be kept. Values go to a file beside
 * it, whose name is taken away at once: however the process ends, the disk is free again. `finish` puts the header before them
 * and gives the whole its name.
 */
import { closeSync, createReadStream, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { ForwardPassError } from '../../engine/errors/ForwardPassError';
import {
  encodeTensor,
  safetensorsHeader,
  writtenType,
  type PlannedTensor,
} from '../../engine/formats/writeSafetensors';
import type { Tensor } from '../../engine/tensor/Tensor';
import { inFile, inFileSync } from '../files/inFile';
import { requireFile } from '../files/requireFile';

/** Bytes; Node refuses 2³¹. */
const mostAtOnce = 2 ** 30;

export class TensorSpool {
  private readonly plan: PlannedTensor[] = [];
  private readonly seen = new Set<string>();
  private readonly file: number;

  constructor(private readonly path: string) {
    this.file = inFileSync(path, () => {
      const found = statSync(path, { throwIfNoEntry: false });
      if (found) requireFile(path, found); // a device would give way to a file
      const values = `${path}.${process.pid}.values`;
      const file = openSync(values, 'w+');
      rmSync(values);
      return file;
    });
  }

  get names(): readonly string[] {
    return this.plan.map(({ name }) => name);
  }

  add(name: string, tensor: Tensor): void {
    if (this.seen.has(name)) throw nameTaken(this.path, name);
    this.seen.add(name);
    const dtype = writtenType(tensor);
    this.plan.push({ name, dtype, shape: tensor.shape });
    inFileSync(this.path, () => {
      const bytes = encodeTensor(tensor, dtype);
      for (let at = 0; at < bytes.length;) {
        at += writeSync(this.file, bytes, at, Math.min(bytes.length - at, mostAtOnce));
      }
    });
  }

  async finish(metadata: Readonly<Record<string, string>>): Promise<void> {
    const part = `${this.path}.${process.pid}.part`;
    try {
      await inFile(this.path, async () => {
        const file = await open(part, 'w');
        try {
          await file.writeFile(safetensorsHeader(this.plan, metadata));
          for await (const chunk of createReadStream('', {
            fd: this.file,
            start: 0,
            autoClose: false,
          })) {
            await file.writeFile(chunk as Uint8Array);
          }
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(part, this.path);
      });
    } finally {
      await rm(part, { force: true });
    }
  }

  close(): void {
    closeSync(this.file);
  }
}

function nameTaken(path: string, name: string): ForwardPassError {
  return new ForwardPassError({
    what: `${path}: write "${name}"`,
    expected: 'every name once',
    got: 'a second tensor of that name',
  });
}
