/** A film is a folder with a scene of its name. In teaching order, then new ones by name. */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { catalog } from '../../../scenes/catalog';

export async function filmFolders(root: string): Promise<readonly string[]> {
  const entries = await readdir(join(root, 'scenes'), { withFileTypes: true });
  const films = entries
    .filter((e) => e.isDirectory() && existsSync(join(root, 'scenes', e.name, `${e.name}.tsx`)))
    .map((e) => e.name)
    .sort();
  const known = catalog.filter((id) => films.includes(id));
  return [...known, ...films.filter((id) => !known.some((k) => k === id))];
}
