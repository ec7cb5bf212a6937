/** A film's folder, seen from Node: lesson and script, without its pictures. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ForwardPassError } from '../../engine/errors/ForwardPassError';
import { defaultSeed } from '../../film/FilmVariables';
import type { Script } from '../../film/script';
import type { Lesson } from '../../lessons/defineLesson';
import { root } from './bundle';

export interface FilmSource {
  readonly id: string;
  readonly lesson: Lesson;
  readonly script: Script;
  /** Of the committed `.meta`. */
  readonly seed: number;
}

export const scenesFolder = join(root, 'scenes');

/** Ids of all films below `scenes`: in the catalog's order, then the others by name. */
export async function listFilms(scenes = scenesFolder): Promise<readonly string[]> {
  const entries = await readdir(scenes, { withFileTypes: true });
  const found = entries
    .filter((e) => e.isDirectory() && existsSync(join(scenes, e.name, `${e.name}.tsx`)))
    .map((e) => e.name)
    .sort();
  const order = await catalogOf(scenes);
  return [
    ...order.filter((id) => found.includes(id)),
    ...found.filter((id) => !order.includes(id)),
  ];
}

async function catalogOf(scenes: string): Promise<readonly string[]> {
  const path = join(scenes, 'catalog.ts');
  if (!existsSync(path)) return [];
  return ((await load(path)) as { catalog: readonly string[] }).catalog;
}

/** @throws ForwardPassError when the folder's files do not export `lesson` and `script`. */
export async function loadFilm(id: string, scenes = scenesFolder): Promise<FilmSource> {
  const [lesson, script] = await Promise.all(
    (['lesson', 'script'] as const).map(async (name) => {
      const exported = (await load(join(scenes, id, `${name}.ts`)))[name];
      if (exported) return exported;
      throw new ForwardPassError({
        what: `film "${id}"`,
        expected: `${name}.ts to export \`${name}\``,
        got: 'no such export',
        hint: `export const ${name} = define${name === 'lesson' ? 'Lesson' : 'Script'}(…)`,
      });
    }),
  );
  const meta = await readFile(join(scenes, id, `${id}.meta`), 'utf8').catch(() => '{}');
  const { seed = defaultSeed } = JSON.parse(meta) as { seed?: number };
  return { id, lesson: lesson as Lesson, script: script as Script, seed };
}

const load = async (path: string) =>
  (await import(pathToFileURL(path).href)) as Record<string, unknown>;
