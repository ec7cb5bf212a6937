/** The channel that the film follows, what a step of it sees, and what the model says in the end. */
import { copying, isNoise } from '../../src/engine/tasks/selectiveCopying';
import { flat } from '../../src/engine/tensor/flat';
import type { Tensor } from '../../src/engine/tensor/Tensor';
import { argmax } from '../../src/lessons/arithmetic';

/**
 * Of the three that the answers rest on most, the one whose Δ tells symbols from noise most: a claim of the lesson. Its first
 * state number is shown.
 */
export const followed = { layer: 0, channel: 41, entry: 0 } as const;

/** Whether the convolution, K tokens wide, sees nothing but noise at step t. The window of the first K − 1 steps is not full. */
export const seesNoiseOnly = (ids: readonly number[], t: number, K: number): boolean =>
  t >= K - 1 && ids.slice(t - K + 1, t + 1).every(isNoise);

/** The symbols that the model says after the stream: the largest logit at each question.      logits (T, V) */
export const answerOf = (logits: Tensor): number[] =>
  Array.from({ length: copying.kept }, (_, i) =>
    argmax(Array.from(flat(logits.part(copying.stream + i)))),
  );
