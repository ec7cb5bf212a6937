// nextTokenProbabilities: from the logits of one position to what the next token is drawn with.               (V) → (V)
//   temperature τ   p = softmax(x / τ): below 1 sharper, above 1 flatter; 0 is greedy, the largest alone
//   top-k           the k most probable stay                                                    Fan et al. 2018
//   top-p           of these, the fewest that together reach p: the one that crosses p stays    Holtzman et al. 2020
// One after the other, in this order; what stays is scaled to sum to 1. Of equals, the smaller id counts as more probable.
// In float64. Checked against an independent implementation in Python.
import { ForwardPassError } from '../errors/ForwardPassError';

export interface Sampling {
  /** 1 when absent. */
  readonly temperature?: number | undefined;
  readonly topK?: number | undefined;
  readonly topP?: number | undefined;
}

export function nextTokenProbabilities(
  logits: ArrayLike<number>,
  sampling: Sampling = {},
): Float64Array {
  checkSampling(sampling);
  checkFinite(logits);
  const { temperature = 1, topP = 1 } = sampling;
  const candidates = mostProbable(logits, sampling);
  const largest = candidates.reduce((most, id) => Math.max(most, logits[id] as number), -Infinity);
  const shares = candidates.map((id) =>
    Math.exp(((logits[id] as number) - largest) / (temperature || 1)),
  );
  const total = shares.reduce((sum, share) => sum + share, 0);

  const enough = topP < 1 ? topP * total : Infinity;
  let reached = 0;
  let count = 0;
  while (count < shares.length && reached < enough) reached += shares[count++] as number;

  const probabilities = new Float64Array(logits.length);
  for (let i = 0; i < count; i++) {
    probabilities[candidates[i] as number] = (shares[i] as number) / reached;
  }
  return probabilities;
}

/** The ids that temperature and top-k leave, most probable first; in the order of ids when nobody asks for theirs. */
function mostProbable(logits: ArrayLike<number>, { temperature, topK, topP }: Sampling): number[] {
  const ids = Array.from(logits, (_, id) => id);
  const logit = (id: number) => logits[id] as number;
  if (temperature === 0)
    return [ids.reduce((best, id) => (logit(id) > logit(best) ? id : best), 0)];
  if (topK === undefined && topP === undefined) return ids;
  ids.sort((a, b) => logit(b) - logit(a) || a - b);
  return ids.slice(0, topK);
}

function checkSampling({ temperature = 1, topK = 1, topP = 1 }: Sampling): void {
  const rules = [
    ['temperature', temperature, temperature >= 0 && temperature < Infinity, 'a number from 0'],
    ['top-k', topK, Number.isInteger(topK) && topK >= 1, 'a whole number from 1'],
    ['top-p', topP, topP > 0 && topP <= 1, 'a share above 0 and at most 1'],
  ] as const;
  for (const [name, got, holds, expected] of rules) {
    if (!holds) throw new ForwardPassError({ what: `sampling: ${name}`, expected, got: `${got}` });
  }
}

function checkFinite(logits: ArrayLike<number>): void {
  const wrong = Array.from(logits).findIndex((logit) => !Number.isFinite(logit));
  if (logits.length > 0 && wrong < 0) return;
  throw new ForwardPassError({
    what: 'sampling: read the logits of the next token',
    expected: 'at least one, all of them finite',
    got: wrong < 0 ? 'none' : `${logits[wrong]} for id ${wrong}`,
    hint: 'the weights may hold NaN or ∞; trace a forward pass to find the first step that does',
  });
}
