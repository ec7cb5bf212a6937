/** A file that appears under its name whole or not at all: written beside it, flushed to the disk, then renamed. */
import { open, rename, rm } from 'node:fs/promises';
import { inFile } from './inFile';

export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  await inFile(path, async () => {
    const beside = `${path}.${process.pid}.part`;
    try {
      const file = await open(beside, 'w');
      try {
        await file.writeFile(content);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(beside, path);
    } catch (error) {
      await rm(beside, { force: true });
      throw error;
    }
  });
}
