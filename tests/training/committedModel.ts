/** A folder of assets/models/, read for a test: its card, its log, its weights, and the recipe that its card names. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Tokenizer } from '../../src/engine/tokenizers/Tokenizer';
import { Trainer } from '../../src/engine/train/Trainer';
import { ownModels } from '../../src/host/modelNames';
import { openModelFolder } from '../../src/host/openModelFolder';
import { readTokenizer } from '../../src/host/tokenizers/readTokenizer';
import { cardName, readCard } from '../../src/host/training/readCard';
import { trainable, type AnyRecipe } from '../../src/host/training/trainable';
import { logName, readLog } from '../../src/host/training/TrainingLog';
import { adapted, type TrainingSettings } from '../../src/host/training/TrainingSettings';

export async function committedModel(name: string) {
  const folder = join(ownModels, name);
  const { model, warnings } = await openModelFolder(folder);
  const text = await readFile(join(folder, cardName), 'utf8');
  return {
    folder,
    model,
    warnings,
    tokenizer: await readTokenizer(folder, model.config),
    text,
    card: readCard(text),
    log: await readLog(join(folder, logName)),
  };
}

export type CommittedModel = Awaited<ReturnType<typeof committedModel>>;

export const readsText = (name: string) => trainable[name]?.reads === 'text';

/** The recipe as the settings have it; on a text, where it reads one, in the model's own vocabulary if given. */
export function recipeOf(settings: TrainingSettings, text = '', tokenizer?: Tokenizer): AnyRecipe {
  const found = trainable[settings.model];
  if (!found) throw new Error(`no recipe ${settings.model}`);
  return adapted(found.recipe(text, tokenizer), settings);
}

export const watchedSteps = 20;

/** What training says from the beginning, the loss to the bit. */
export function firstLosses(recipe: AnyRecipe, settings: TrainingSettings): number[] {
  const losses: number[] = [];
  for (const { loss } of new Trainer(recipe, settings).records()) {
    losses.push(loss);
    if (losses.length === watchedSteps) break;
  }
  return losses;
}
