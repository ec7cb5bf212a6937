/** shakespeare-gpt goes on learning, from a scene that it has not read, at a learning rate for fine-tuning: in several precisions. */
import type { NumberFormat } from '../../src/engine/formats/NumberFormat';
import { roundAll } from '../../src/engine/formats/roundAll';
import { flat } from '../../src/engine/tensor/flat';
import { adamW } from '../../src/engine/train/adam';
import { mapTensors, ownCopy } from '../../src/engine/train/namedTensors';
import type { Optimizer } from '../../src/engine/train/Optimizer';
import { shakespeareGpt as shakespeareRecipe } from '../../src/engine/train/recipes/shakespeareGpt';
import { constant } from '../../src/engine/train/Schedule';
import { Trainer } from '../../src/engine/train/Trainer';
import type { Gpt2Config } from '../../src/engine/models/gpt2/Gpt2Config';
import type { Model } from '../../src/engine/models/Model';
import type { ParamRecord } from '../../src/engine/nn/Params';
import { shakespeareGpt } from '../../src/lessons/models';

export const learningRate = 3e-5;
export const steps = 40;
export const evaluateEvery = 5;
export const seed = 1;

export interface Setting {
  /** What computes; fp32 if absent. */
  readonly format?: NumberFormat;
  /** The loss is multiplied by it, and the weights' gradients are divided by it again. */
  readonly scale?: number;
  /** Without an fp32 copy of the weights: rounded after each update. */
  readonly alone?: boolean;
}

export async function recipeOn(text: string, { format, scale, alone = false }: Setting = {}) {
  const { config, params, tokenizer } = await shakespeareGpt();
  const known = new Set(tokenizer.characters);
  const read = [...text].filter((character) => known.has(character)).join('');
  const fresh = adamW({ beta2: 0.99, weightDecay: 0.1 });
  const recipe = shakespeareRecipe(read, tokenizer);
  return {
    ...recipe,
    optimizer: alone && format ? rounding(fresh, format) : fresh,
    precision: { format, ...(scale && { lossScaling: { initial: scale } }) },
    evaluateEvery,
    evaluate: (model: Model<Gpt2Config>) => ({
      loss: recipe.measure(model)['validationLoss'] ?? NaN,
    }),
    samples: () => [],
    schedule: (_: number, rate: number) => constant(rate),
    initial: () => {
      const own = mapTensors(params, ownCopy);
      if (alone && format) round(own, format);
      return { config, params: own };
    },
  };
}

/** Held-out loss before the first step and at each check. */
export async function fineTuned(text: string, setting: Setting, until = steps) {
  const recipe = await recipeOn(text, setting);
  const trainer = new Trainer(recipe, { seed, steps: until, learningRate });
  const losses = [recipe.evaluate(trainer.model).loss];
  for (const { evaluation } of trainer.records()) if (evaluation) losses.push(evaluation.loss);
  return losses.map((loss) => Number(loss.toFixed(5)));
}

/** All weights, in one row, before the first step and after each. */
export async function* weightsOn(text: string, until = steps) {
  const trainer = new Trainer(await recipeOn(text), { seed, steps: until, learningRate });
  const all = () => Object.entries(trainer.model.params).flatMap(([name, values]) => [{ name, values: Float32Array.from(flat(values)) }]); // prettier-ignore
  yield all();
  for (const _ of trainer.records()) yield all();
}

function rounding(optimizer: Optimizer, format: NumberFormat): Optimizer {
  return {
    ...optimizer,
    update(params, gradients, state, at) {
      optimizer.update(params, gradients, state, at);
      round(params, format);
    },
  };
}

function round(params: ParamRecord, format: NumberFormat) {
  for (const values of Object.values(params).map(flat)) {
    if (values instanceof Float32Array) roundAll(values, format);
  }
}
