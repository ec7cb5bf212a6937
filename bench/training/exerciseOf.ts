/** An exercise from a recipe: the engine's trainer makes the first steps, and all that went into them is written down. */
import { flat } from '../../src/engine/tensor/flat';
import type { Tensor } from '../../src/engine/tensor/Tensor';
import type { Batch } from '../../src/engine/train/Recipe';
import { Trainer } from '../../src/engine/train/Trainer';
import type { AnyRecipe } from '../../src/host/training/trainable';
import type { Exercise, GivenParam } from './Exercise';

export function exerciseOf(recipe: AnyRecipe, count: number): Exercise {
  const batches: Batch[] = [];
  const written: AnyRecipe = {
    ...recipe,
    batch: (rng) => {
      const batch = recipe.batch(rng);
      batches.push(batch);
      return batch;
    },
  };
  const trainer = new Trainer(written, { seed: 1 });
  const { config, params } = trainer.model;
  const given = Object.entries(params).map(([name, tensor]) => givenParam(name, tensor));
  const records = trainer.records();
  const steps = Array.from({ length: count }, () => {
    const { value: record } = records.next();
    const batch = batches.at(-1);
    if (!record || !batch) throw new Error(`${recipe.name} has fewer than ${count} steps`);
    return { batch, learningRate: record.learningRate, loss: record.loss };
  });
  const { name, settings } = recipe.optimizer;
  return {
    config,
    parameters: Object.values(params).reduce((sum, { size }) => sum + size, 0),
    params: given,
    optimizer: { name, ...settings },
    clip: recipe.clip,
    steps,
  };
}

function givenParam(name: string, tensor: Tensor): GivenParam {
  const { buffer, byteOffset, byteLength } = Float32Array.from(flat(tensor));
  const values = Buffer.from(buffer, byteOffset, byteLength).toString('base64');
  return { name, shape: tensor.shape, values };
}
