// The settings of training.py, once more in the engine's words.
import { adam, adamW } from '../../../src/engine/train/adam';
import { lion } from '../../../src/engine/train/lion';
import type { Optimizer } from '../../../src/engine/train/Optimizer';
import {
  exponentialDecay,
  linearDecay,
  stepDecay,
  warmupCosine,
  withWarmup,
} from '../../../src/engine/train/Schedule';
import { sgd } from '../../../src/engine/train/sgd';
import { flat } from '../../../src/engine/tensor/flat';
import { Tensor } from '../../../src/engine/tensor/Tensor';
import { allFromGolden } from './firstDivergence';
import optimizersGolden from './optimizers.json';
import schedulesGolden from './schedules.json';

export const adamSettings = { beta1: 0.9, beta2: 0.99, epsilon: 1e-4, weightDecay: 0.1 };

export const optimizerCases = {
  sgd: { optimizer: sgd(), learningRate: 0.1 },
  momentum: { optimizer: sgd({ momentum: 0.9, weightDecay: 0.1 }), learningRate: 0.1 },
  nesterov: {
    optimizer: sgd({ momentum: 0.9, weightDecay: 0.1, nesterov: true }),
    learningRate: 0.1,
  },
  adam: { optimizer: adam(adamSettings), learningRate: 0.05 },
  adamW: { optimizer: adamW(adamSettings), learningRate: 0.05 },
  lion: { optimizer: lion({ beta1: 0.9, beta2: 0.99, weightDecay: 0.1 }), learningRate: 0.05 },
};

/** The parameters after every step, under the names of the golden file. */
export function trained(optimizer: Optimizer, learningRate: number): Record<string, Tensor> {
  const params = allFromGolden(optimizersGolden.start);
  const state = optimizer.initialState(params);
  const path: Record<string, Tensor> = {};
  Object.values(optimizersGolden.gradients).forEach((golden, i) => {
    optimizer.update(params, allFromGolden(golden), state, { learningRate, step: i + 1 });
    for (const [name, tensor] of Object.entries(params)) {
      path[`step ${i + 1}: ${name}`] = new Tensor(flat(tensor).slice(), tensor.shape);
    }
  });
  return path;
}

const { rate, floor, over, warmup } = schedulesGolden;

export const scheduleCases = {
  stepDecay: stepDecay({ rate, by: 0.3, every: 7 }),
  exponentialDecay: exponentialDecay({ rate, by: 0.9 }),
  linearDecay: linearDecay({ rate, floor, over }),
  cosine: warmupCosine({ rate, floor, over, warmup: 0 }),
  warmupCosine: warmupCosine({ rate, floor, over, warmup }),
  warmupStep: withWarmup(stepDecay({ rate, by: 0.3, every: 7 }), 3),
};
