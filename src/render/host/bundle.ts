/**
 * Films → one script, one style sheet and the fonts they use, in memory.
 */
import { build } from 'esbuild';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Path below the page's root → content. */
export type Bundle = ReadonlyMap<string, Uint8Array>;

export const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Bundles the scenes of `films` behind the page's API. */
export const bundle = (films: readonly string[], scenes = join(root, 'scenes')): Promise<Bundle> =>
  bundleEntry(entry(films, scenes));

/** Bundles any entry; its imports start at the root of the project. */
export async function bundleEntry(contents: string): Promise<Bundle> {
  const result = await build({
    stdin: { contents, resolveDir: root, sourcefile: 'entry.ts', loader: 'ts' },
    absWorkingDir: root, // paths inside the bundle, and so its hash, do not depend on the caller
    bundle: true,
    write: false,
    outdir: root,
    entryNames: 'page',
    assetNames: 'assets/[name]-[hash]',
    format: 'esm',
    target: 'chrome130',
    sourcemap: 'linked',
    sourcesContent: false,
    keepNames: true,
    logLevel: 'silent',
    loader: { '.woff2': 'file', '.woff': 'empty', '.ttf': 'empty', '.meta': 'json' },
    tsconfig: join(root, 'tsconfig.json'),
    external: ['node:*'], // imported only where a lesson runs in Node
  });
  return new Map(result.outputFiles.map((f) => [f.path.slice(root.length), f.contents]));
}

function entry(films: readonly string[], scenes: string): string {
  const table = films.map((id, i) => `${JSON.stringify(id)}: film${i}`).join(', ');
  return `${films.map((id, i) => importFilm(id, i, scenes)).join('\n')}
import { serve } from './src/render/page/page.ts';
serve({ ${table} });`;
}

/** Imports a film as `film<i>`, with the seed of its committed `.meta`. */
export function importFilm(id: string, i: number, scenes = join(root, 'scenes')): string {
  const path = (type: string) => JSON.stringify(join(scenes, id, `${id}.${type}`));
  const scene = `import film${i} from ${path('tsx')};`;
  if (!existsSync(join(scenes, id, `${id}.meta`))) return scene;
  return `${scene}\nimport meta${i} from ${path('meta')};\nfilm${i}.meta.set(meta${i});`;
}
