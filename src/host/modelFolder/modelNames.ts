/** What `--model` may name: a folder, a model of assets/models/, or one that `npm run model -- fetch` has fetched. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ForwardPassError } from '../../engine/errors/ForwardPassError';
import { cacheFolder } from '../fetch/cacheFolder';
import { exists } from '../files/exists';
import { nearestName } from '../../engine/errors/nearestName';

export const ownModels = fileURLToPath(new URL('../../../assets/models/', import.meta.url));

/** Where a fetched model lies: `openai-community/gpt2` → `…/models/openai-community--gpt2`. */
export const fetchedFolder = (id: string) => join(cacheFolder(), 'models', id.replace('/', '--'));

/** Short names of published models. */
export const publishedIds: Readonly<Record<string, string>> = {
  gpt2: 'openai-community/gpt2',
  'gpt2-medium': 'openai-community/gpt2-medium',
  'gpt2-large': 'openai-community/gpt2-large',
  'gpt2-xl': 'openai-community/gpt2-xl',
};

/** The whole id of a short name; others are ids already. */
export function publishedId(name: string): string {
  return (Object.hasOwn(publishedIds, name) ? publishedIds[name] : undefined) ?? name;
}

export async function findModel(name: string): Promise<string> {
  const fetched = fetchedFolder(publishedId(name));
  for (const folder of [name, join(ownModels, name), fetched]) {
    if (await exists(join(folder, 'config.json'))) return folder;
  }
  if (await exists(name)) return name; // a folder that lacks something: opening it says what
  const entries = await readdir(ownModels, { withFileTypes: true }).catch(() => []);
  const own = entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
  const known = [...own, ...Object.keys(publishedIds)];
  const meant = nearestName(name, known);
  const fetches = Object.hasOwn(publishedIds, name) || /^[\w.-]+\/[\w.-]+$/.test(name);
  throw new ForwardPassError({
    what: `model ${name}`,
    expected: `a model folder, or one of ${known.join(', ')}`,
    got: 'no such folder',
    hint: fetches
      ? `\`npm run model -- fetch ${name}\` fetches it`
      : meant
        ? `did you mean ${meant}?`
        : 'a model folder holds config.json and model.safetensors',
  });
}
