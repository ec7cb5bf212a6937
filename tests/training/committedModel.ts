/** A folder of assets/models/, read for a test: its card, its log, its weights, and the recipe that its card names. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Tokenizer } from '../../src/engine/tokenizers/Tokenizer';
import { Trainer } from '../../src/engine/train/Trainer';
import { ownModels } from '../../src/host/modelFolder/modelNames';
import { openModelFolder } from '../../src/host/modelFolder/openModelFolder';
import { readTokenizer } from '../../src/host/tokenizers/readTokenizer';
import { cardName, readCard } from '../../src/host/training/readCard';
import { trainable, type AnyRecipe } from '../../src/host/training/trainable';
import { logName, readLog } from '../../src/host/training/TrainingLog';
import { adapted, type TrainingSettings } from '../../src/host/training/TrainingSettings';

const opened = new Map<string, ReturnType<typeof read>>();

/** Read once. */
export function committedModel(name: string): ReturnType<typeof read> {
  const found = opened.get(name) ?? read(name);
  opened.set(name, found);
  return found;
}

async function read(name: string) {
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

/** A scene of our own, in the manner of a play, that no model has learned from. */
export const passage = await readFile(
  fileURLToPath(new URL('../fixtures/texts/the-ferry.txt', import.meta.url)),
  'utf8',
);

/** Engine runs are synchronous: between two of them the test runner must be heard. */
export const listen = () => new Promise<void>((resolve) => void setImmediate(resolve));

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
