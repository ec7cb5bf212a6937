/** The figures of a model to compare with, from its card: in the folder beside, or in assets/models. */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { exists } from '../files/exists';
import { ownModels } from '../modelFolder/modelNames';
import { cardName, readCard, type Figures } from './readCard';

export interface OtherFigures {
  readonly name: string;
  readonly figures: Figures;
}

export async function figuresBeside(
  name: string | undefined,
  out: string,
): Promise<OtherFigures | undefined> {
  if (name === undefined) return undefined;
  for (const folder of [dirname(out), ownModels]) {
    const path = join(folder, name, cardName);
    if (await exists(path))
      return { name, figures: readCard(await readFile(path, 'utf8')).figures };
  }
  return undefined;
}
