/**
 * `--optimizer`: another optimizer for a recipe that was tuned for AdamW, with a learning rate and a decay of its own kind:
 * Lion's steps are larger, so η / 5 and 5 λ (Chen et al. 2023, sec. 5); SGD's are as small as the gradients, so far larger
 * η; decay that is an L2 penalty is left out.
 */
import { adam, adamW } from '../../engine/train/adam';
import { lion } from '../../engine/train/lion';
import type { Optimizer } from '../../engine/train/Optimizer';
import { sgd } from '../../engine/train/sgd';
import type { AnyRecipe } from './trainable';

export const optimizerNames = ['sgd', 'momentum', 'nesterov', 'adam', 'adamw', 'lion'] as const;
export type OptimizerName = (typeof optimizerNames)[number];

interface Replacement {
  readonly optimizer: (weightDecay: number) => Optimizer;
  /** Times the recipe's learning rate. */
  readonly faster: number;
}

const replacements: Readonly<Record<OptimizerName, Replacement>> = {
  sgd: { optimizer: () => sgd(), faster: 100 },
  momentum: { optimizer: () => sgd({ momentum: 0.9 }), faster: 30 },
  nesterov: { optimizer: () => sgd({ momentum: 0.9, nesterov: true }), faster: 30 },
  adam: { optimizer: () => adam(), faster: 1 },
  adamw: { optimizer: (weightDecay) => adamW({ weightDecay }), faster: 1 },
  lion: { optimizer: (weightDecay) => lion({ weightDecay: 5 * weightDecay }), faster: 1 / 5 },
};

export function withOptimizer(recipe: AnyRecipe, name: OptimizerName): AnyRecipe {
  if (name === 'adamw' && recipe.optimizer.name === 'adamW') return recipe; // with its own β
  const { optimizer, faster } = replacements[name];
  const decay = Number(recipe.optimizer.settings['weightDecay'] ?? 0);
  return { ...recipe, optimizer: optimizer(decay), learningRate: recipe.learningRate * faster };
}
