/**
 * Gives a new film its `.meta`, in the very bytes that Motion Canvas writes, so that opening the
 * editor never changes a committed one. Beats are not in it: they follow from scene and script.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultSeed } from '../../film/FilmVariables';

/** As Motion Canvas writes it. */
export const freshMeta = JSON.stringify(
  { version: 1, timeEvents: [], seed: defaultSeed },
  undefined,
  2,
);

export async function ensureMeta(root: string, film: string): Promise<void> {
  const path = join(root, 'scenes', film, `${film}.meta`);
  try {
    await writeFile(path, freshMeta, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
