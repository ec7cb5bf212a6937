/**
 * What distinguishes one training of a recipe from another. A checkpoint keeps it: who resumes goes on with these settings,
 * and is told when asking for others.
 */
import { z } from 'zod';
import { ForwardPassError } from '../../engine/errors/ForwardPassError';
import { precisions } from '../../engine/train/Precision';
import { optimizerNames, withOptimizer } from './optimizerOption';
import type { AnyRecipe } from './trainable';

const precisionNames = Object.keys(precisions) as (keyof typeof precisions)[];

export const trainingSettings = z.object({
  model: z.string(),
  seed: z.string(),
  steps: z.number().int().min(1),
  precision: z.enum(precisionNames),
  optimizer: z.enum([...optimizerNames, 'own']),
  learningRate: z.number().positive(),
  /** SHA-256 of the text; '' where the data is made from the seed. */
  data: z.string(),
});

export type TrainingSettings = z.infer<typeof trainingSettings>;

/** What the command line said; absent: the recipe's own, or the checkpoint's. */
export type GivenSettings = {
  readonly [Name in keyof TrainingSettings]?: TrainingSettings[Name] | undefined;
};

/** The recipe as these settings change it. */
export function adapted(
  recipe: AnyRecipe,
  { precision, optimizer }: Pick<TrainingSettings, 'precision' | 'optimizer'>,
): AnyRecipe {
  // prettier-ignore
  const own = optimizer === 'own' ? recipe : withOptimizer(recipe, optimizer);
  return { ...own, precision: precisions[precision] };
}

export function settingsOf(recipe: AnyRecipe, given: GivenSettings): TrainingSettings {
  const { seed = '1', steps = recipe.steps, optimizer = 'own', data = '' } = given;
  const precision = given.precision ?? precisionNames.find((name) => precisions[name] === recipe.precision) ?? 'fp32'; // prettier-ignore
  const learningRate = given.learningRate ?? adapted(recipe, { precision, optimizer }).learningRate;
  return { model: recipe.name, seed, steps, precision, optimizer, learningRate, data };
}

/** @throws ForwardPassError where the command line contradicts the checkpoint. */
export function checkResumable(kept: TrainingSettings, given: GivenSettings): void {
  for (const name of Object.keys(kept) as (keyof TrainingSettings)[]) {
    if (given[name] === undefined || given[name] === kept[name]) continue;
    throw new ForwardPassError({
      what: `--resume: ${name}`,
      expected: `${kept[name]}, as in the checkpoint`,
      got: `${given[name]}`,
      hint: 'other settings are another training: begin it in another --out',
    });
  }
}
