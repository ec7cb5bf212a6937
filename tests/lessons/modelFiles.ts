/** What lessons read of assets/ when they run in a page: path below the page's root → content. */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { root, type Bundle } from '../../src/render/host/bundle';

export async function modelFiles(): Promise<Bundle> {
  const entries = await readdir(join(root, 'assets/models'), { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory());
  const paths = folders.flatMap(({ name }) =>
    ['config.json', 'model.safetensors'].map((file) => `assets/models/${name}/${file}`),
  );
  const files = paths.map(async (path) => [path, await readFile(join(root, path))] as const);
  return new Map(await Promise.all(files));
}
