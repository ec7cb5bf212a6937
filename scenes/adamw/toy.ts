/** Three weights that start at 1, and two batches of examples that disagree about them. */
import { effectiveDecays, followingDecay } from '../../src/engine/questions/effectiveDecay';
import { flat } from '../../src/engine/tensor/flat';
import { tensorFrom } from '../../src/engine/tensor/tensorFrom';
import { adam } from '../../src/engine/train/adam';
import type { Optimizer } from '../../src/engine/train/Optimizer';

/** Which of the two comes: both once a round, and neither first more often. */
const order = [-1, 1, 1, -1] as const;
export const round = 2;
export const everyWeight = { decays: () => true };

/** w after every round, a row for each weight. */
export function pathsOf(
  optimizer: Optimizer,
  gradients: readonly number[],
  learningRate: number,
  steps: number,
): number[][] {
  const params = start(gradients);
  const state = optimizer.initialState(params);
  const paths = gradients.map(() => [1]);
  for (let step = 1; step <= steps; step++) {
    optimizer.update(params, batch(gradients, step), state, { learningRate, step });
    if (step % round === 0) flat(params.w).forEach((w, i) => paths[i]?.push(w));
  }
  return paths;
}

/** What Adam makes of the penalty while the weights are still 1: they are held there for a round. */
export function divisionsOf(gradients: readonly number[], lambda: number) {
  const optimizer = followingDecay(adam({ ...everyWeight, weightDecay: lambda }), () => true);
  const params = start(gradients);
  const state = optimizer.initialState(params);
  for (let step = 1; step <= round; step++) {
    optimizer.update(params, batch(gradients, step), state, { learningRate: 0, step });
  }
  const felt = effectiveDecays(params, state, optimizer, round, () => true);
  const pulls = felt.map(({ decay }) => decay);
  return { pulls, sizes: pulls.map((pull) => lambda / pull) };
}

const start = (gradients: readonly number[]) => ({
  w: tensorFrom(gradients.map(() => 1), 'float64'), // prettier-ignore
});

const batch = (gradients: readonly number[], step: number) => {
  const sign = order[(step - 1) % order.length] ?? NaN;
  return { w: tensorFrom(gradients.map((g) => sign * g), 'float64') }; // prettier-ignore
};
