/** What decay each weight of number-translator got in its own training, with an L2 penalty under Adam in place of AdamW. */
import { batchGradients } from '../../src/engine/questions/batchGradients';
import { effectiveDecays, followingDecay } from '../../src/engine/questions/effectiveDecay';
import { Rng } from '../../src/engine/random/Rng';
import { adam } from '../../src/engine/train/adam';
import { clipGradients, globalNorm } from '../../src/engine/train/clipGradients';
import { numberTranslator } from '../../src/engine/train/recipes/numberTranslator';
import { defineRecord } from '../../src/lessons/defineRecord';

/** λ. */
const weightDecay = 0.0001;
/** Near 0 a weight changes its sign, and a share of it says nothing. */
const smallest = 0.01;
const seed = 1;
const rounded = (x: number) => Number(x.toPrecision(3));

/** The first updates of the recipe's own schedule. */
function decaysAfter(steps: number) {
  const recipe = numberTranslator();
  const model = recipe.initial(new Rng(seed).fork(recipe.name).fork('initial'));
  const optimizer = followingDecay(adam({ beta2: 0.98, weightDecay }));
  const state = optimizer.initialState(model.params);
  const rate = recipe.schedule(recipe.steps, recipe.learningRate);
  for (let step = 1; step <= steps; step++) {
    const raw = batchGradients(recipe, model, { seed, step });
    const gradients = clipGradients(raw, recipe.clip, globalNorm(raw));
    optimizer.update(model.params, gradients, state, { learningRate: rate(step - 1), step });
  }
  const all = effectiveDecays(model.params, state, optimizer, steps);
  const heard = all.filter(({ gradientSize }) => gradientSize > 0);
  const counted = heard.filter(({ weight, decay }) => Math.abs(weight) > smallest && decay > 0);
  return {
    steps,
    lambda: weightDecay,
    weights: all.length,
    silent: all.length - heard.length,
    /** √v̂ of the loss's gradient, and λ as it was in effect. */
    sizes: counted.map(({ gradientSize }) => rounded(gradientSize)),
    decays: counted.map(({ decay }) => rounded(decay)),
  };
}

export const record = defineRecord({
  models: [],
  entries: {
    training: { reads: 'models', compute: () => decaysAfter(1000) },
    /** The same, of a few updates, which tests compute anew. */
    begun: {
      reads: 'models',
      quick: true,
      compute: () => {
        const { sizes, decays, ...counts } = decaysAfter(20);
        return { ...counts, sizes: sizes.slice(0, 40), decays: decays.slice(0, 40) };
      },
    },
  },
});
