/**
 * Where unfinished files live: a folder of this process inside the output folder, so that publishing
 * is a rename on one file system. Folders of processes that died are removed at the next start.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { ForwardPassError } from '../../engine/errors/ForwardPassError';
import { isAlive } from './isAlive';

const prefix = `.work-${hostname().replace(/[^\w-]/g, '_')}-`;

export class WorkFolder {
  private constructor(
    private readonly out: string,
    private readonly folder: string,
  ) {}

  public static async open(out: string): Promise<WorkFolder> {
    const folder = join(out, `${prefix}${process.pid}-${randomBytes(3).toString('hex')}`);
    try {
      await mkdir(out, { recursive: true });
      await sweep(out);
      await mkdir(folder);
    } catch (error) {
      throw new ForwardPassError({
        what: 'the output folder (--out)',
        expected: 'a folder that can be made and written to',
        got: error instanceof Error ? error.message : String(error),
        hint: 'name another folder with --out, or change the rights of this one',
      });
    }
    return new WorkFolder(out, folder);
  }

  /** A path for an unfinished file. */
  public path(name: string): string {
    return join(this.folder, name.replace(/[/\\]/g, '_'));
  }

  /** Gives a finished file of this folder its final name below the output folder. */
  public async publish(unfinished: string, name: string): Promise<void> {
    const final = join(this.out, name);
    await mkdir(dirname(final), { recursive: true });
    const handle = await open(unfinished, 'r+');
    await handle.sync().finally(() => handle.close());
    await rename(unfinished, final);
  }

  public async close(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function sweep(out: string) {
  for (const entry of await readdir(out)) {
    const pid = entry.startsWith(prefix)
      ? /^(\d+)-[0-9a-f]{6}$/.exec(entry.slice(prefix.length))?.[1]
      : undefined;
    if (pid !== undefined && !isAlive(Number(pid))) {
      await rm(join(out, entry), { recursive: true, force: true });
    }
  }
}
