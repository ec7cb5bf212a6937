/**
 * `manifest.json`: what each finished film was made from, so that what is up to date is not made
 * again. Read, changed and replaced under a lock; a reader never sees half a file.
 */
import { randomBytes } from 'node:crypto';
import { link, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from './isAlive';
import type { OutputNames } from './nameOutputs';
import type { RenderJob } from './RenderJob';

export interface ManifestEntry extends Omit<RenderJob, 'set'> {
  readonly title: string;
  /** Of everything that the picture follows from. */
  readonly hash: string;
  /** The lesson's parameters, given or initial. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly seed: number;
  readonly versions: Readonly<Record<string, string>>;
  readonly frames: number;
  readonly fps: number;
  readonly width: number;
  readonly height: number;
  /** Seconds. */
  readonly duration: number;
  readonly bytes: number;
  readonly beats: readonly {
    readonly name: string;
    readonly start: number;
    readonly end: number;
  }[];
  readonly files: OutputNames;
}

/** Path of the MP4 below the output folder → how it was made. */
export type Entries = Readonly<Record<string, ManifestEntry>>;

export class Manifest {
  private readonly path: string;
  private queue: Promise<unknown> = Promise.resolve();

  public constructor(private readonly out: string) {
    this.path = join(out, 'manifest.json');
  }

  public async read(): Promise<Entries> {
    try {
      const parsed = JSON.parse(await readFile(this.path, 'utf8')) as { films?: Entries };
      return parsed.films ?? {};
    } catch {
      return {}; // none yet, or not ours to trust: films are made again
    }
  }

  /** Whether the film of this hash is there, whole. */
  public async isCurrent(movie: string, hash: string): Promise<boolean> {
    const entry = (await this.read())[movie];
    if (entry?.hash !== hash) return false;
    const size = (name: string) =>
      stat(join(this.out, name)).then(
        (s) => s.size,
        () => -1,
      );
    const others = await Promise.all(Object.values(entry.files).map(size));
    return (await size(movie)) === entry.bytes && others.every((found) => found >= 0);
  }

  public add(movie: string, entry: ManifestEntry): Promise<void> {
    const next = this.queue.then(() => this.locked(() => this.write(movie, entry)));
    this.queue = next.catch(() => undefined);
    return next;
  }

  private async write(movie: string, entry: ManifestEntry) {
    const films = { ...(await this.read()), [movie]: entry };
    const sorted = Object.fromEntries(Object.entries(films).sort(([a], [b]) => (a < b ? -1 : 1)));
    const unfinished = `${this.path}.${process.pid}`;
    await writeFile(unfinished, `${JSON.stringify({ version: 1, films: sorted }, null, 2)}\n`, {
      flush: true,
    });
    await rename(unfinished, this.path);
  }

  /** One process at a time; a lock whose process died is taken over. */
  private async locked(work: () => Promise<void>) {
    const lock = `${this.path}.lock`;
    const own = `${lock}.${process.pid}.${randomBytes(3).toString('hex')}`;
    await writeFile(own, `${hostname()} ${process.pid}`);
    try {
      while (!(await taken(own, lock))) await sleep(50);
      await work().finally(() => rm(lock, { force: true }));
    } finally {
      await rm(own, { force: true });
    }
  }
}

/** A hard link appears at once and with its content: a lock always knows its owner. */
async function taken(own: string, lock: string): Promise<boolean> {
  try {
    await link(own, lock);
    return true;
  } catch (error) {
    // A file system without links has no lock: then one render at a time, as ever.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return true;
    const [host, pid] = (await readFile(lock, 'utf8').catch(() => '')).split(' ');
    if (host === hostname() && !isAlive(Number(pid))) await rm(lock, { force: true });
    return false;
  }
}
