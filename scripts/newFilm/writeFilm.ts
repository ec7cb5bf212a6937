/** The template as a film of another name. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { freshMeta } from '../../src/editor/host/ensureMeta';
import { root } from '../../src/render/host/bundle';
import { inWordsOf, type StartName } from './starts';

const template = fileURLToPath(new URL('template/', import.meta.url));
const templateName = 'first-look';

/** @returns the paths of the files. */
export async function writeFilm(
  name: string,
  model: StartName,
  scenes: string,
): Promise<readonly string[]> {
  const folder = join(scenes, name);
  const up = relative(folder, join(root, 'src')).split(sep).join('/');
  await mkdir(folder, { recursive: true });
  const sources = ['lesson.ts', 'script.ts', `${templateName}.tsx`].map(async (file) => {
    const text = await readFile(join(template, file), 'utf8');
    const own = inWordsOf(model, text)
      .replaceAll('../../../src/', `${up}/`)
      .replaceAll(`'${templateName}'`, `'${name}'`);
    const path = join(folder, file.replace(templateName, name));
    await writeFile(path, await format(own, { ...(await style()), filepath: path }));
    return path;
  });
  const meta = join(folder, `${name}.meta`);
  await writeFile(meta, freshMeta);
  return [...(await Promise.all(sources)), meta];
}

const style = async () =>
  JSON.parse(await readFile(join(root, '.prettierrc.json'), 'utf8')) as object;
