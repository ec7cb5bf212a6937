/** The trained models that a server offers: those of this repository, and those it was started with. */
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { exists } from '../host/files/exists';
import { findModel, ownModels } from '../host/modelFolder/modelNames';

/** Name → folder. One that was given has the last part of its path as its name, or the name that it was given by. */
export async function servedModels(given: readonly string[]): Promise<Map<string, string>> {
  const models = new Map<string, string>();
  for (const entry of await readdir(ownModels, { withFileTypes: true }).catch(() => [])) {
    const folder = join(ownModels, entry.name);
    if (await exists(join(folder, 'config.json'))) models.set(entry.name, folder);
  }
  for (const name of given) models.set(basename(name), await findModel(name));
  return models;
}
