// sample: draw the next token.
//   id = the first whose cumulated probability exceeds u,   u uniform in [0, 1)
import type { Rng } from '../random/Rng';
import { nextTokenProbabilities, type Sampling } from './nextTokenProbabilities';

export interface Sampled {
  readonly id: number;
  /** What it was drawn with, one per id of the vocabulary. */
  readonly probabilities: Float64Array;
}

export function sample(logits: ArrayLike<number>, sampling: Sampling, rng: Rng): Sampled {
  const probabilities = nextTokenProbabilities(logits, sampling);
  const u = rng.uniform();
  let cumulated = 0;
  let id = 0;
  for (const [candidate, probability] of probabilities.entries()) {
    if (probability === 0) continue;
    id = candidate; // the last one, should rounding leave the sum below u
    cumulated += probability;
    if (cumulated > u) break;
  }
  return { id, probabilities };
}
