// nextTokenProbabilities: from the logits of one position to what the next token is drawn with.               (V) → (V)
//   temperature τ   p = softmax(x / τ): below 1 sharper, above 1 flatter; 0 is greedy, the largest alone
//   top-k           the k most probable stay                                                    Fan et al. 2018
//   top-p           of these, the fewest that together reach p: the one that crosses p stays    Holtzman et al. 2020
//   never           ids that are left out before all this, as if the model did not know them
// One after the other; what stays is scaled to sum to 1. Of equals, the smaller id counts as more probable.
// In float64. Checked against an independent implementation in Python.
import { ForwardPassError } from '../errors/ForwardPassError';

export interface Sampling {
  /** 1 when absent. */
  readonly temperature?: number | undefined;
  readonly topK?: number | undefined;
  readonly topP?: number | undefined;
  /** Ids that are not drawn, however probable: a row of the vocabulary may belong to no token. */
  readonly never?: ((id: number) => boolean) | undefined;
}

export function nextTokenProbabilities(
  logits: ArrayLike<number>,
  sampling: Sampling = {},
): Float64Array {
  checkSampling(sampling);
  checkFinite(logits);
  const { temperature = 1, topP = 1, never } = sampling;
  const topK = temperature === 0 ? 1 : (sampling.topK ?? logits.length);

  const given = new Float64Array(logits);
  const all = never ? given.map((logit, id) => (never(id) ? -Infinity : logit)) : given;
  const largest = all.reduce((a, b) => Math.max(a, b));
  if (largest === -Infinity) throw nothingLeft(logits.length);
  const shareOf = (logit: number) => Math.exp((logit - largest) / (temperature || 1));
  const ranked = topK === 1 ? Float64Array.of(largest) : all.toSorted().reverse();
  const { count, sum } = fewest(ranked.subarray(0, topK).map(shareOf), topP);

  const least = ranked[count - 1] as number;
  let ties = count - ranked.indexOf(least); // how many of those that equal the least one stay
  return all.map((logit) => {
    const stays = logit > least || (logit === least && ties-- > 0);
    return stays ? shareOf(logit) / sum : 0;
  });
}

/** How many of the shares, largest first, together reach the part p of them all; and their sum. */
function fewest(shares: Float64Array, p: number): { count: number; sum: number } {
  const total = shares.reduce((a, b) => a + b, 0);
  if (p === 1) return { count: shares.length, sum: total };
  let [count, sum] = [0, 0];
  while (count < shares.length && sum < p * total) sum += shares[count++] as number;
  return { count, sum };
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

function nothingLeft(V: number): ForwardPassError {
  return new ForwardPassError({
    what: 'sampling: choose the next token',
    expected: 'at least one id that may be drawn',
    got: `${V} ids, all of them left out`,
    hint: 'do model and tokenizer belong together?',
  });
}

function checkFinite(logits: ArrayLike<number>): void {
  const wrong = new Float64Array(logits).findIndex((logit) => !Number.isFinite(logit));
  if (logits.length > 0 && wrong < 0) return;
  throw new ForwardPassError({
    what: 'sampling: read the logits of the next token',
    expected: 'at least one, all of them finite',
    got: wrong < 0 ? 'none' : `${logits[wrong]} for id ${wrong}`,
    hint: 'the weights may hold NaN or ∞; trace a forward pass to find the first step that does',
  });
}
