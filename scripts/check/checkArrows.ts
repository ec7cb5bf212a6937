/** Whether the files of a film import what their layer may. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../src/render/host/bundle';
import { importsOf } from '../../tests/architecture/importsOf';
import { offences } from '../../tests/architecture/layers';
import { sourceFiles } from '../../tests/architecture/sourceFiles';

export async function checkArrows(folder: string): Promise<readonly string[]> {
  if (!folder.startsWith('scenes/')) return []; // layers are those of the project's own folders
  const files = sourceFiles(folder).filter((path) => !path.endsWith('.test.ts'));
  const sources = files.map(async (path) => ({
    path,
    imports: importsOf(path, await readFile(join(root, path), 'utf8')),
  }));
  return offences(await Promise.all(sources));
}
