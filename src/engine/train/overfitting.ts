// overfitting: the model learns its examples by heart, and no longer what they share. The rule:
//   at each of the last `patience` evaluations the held-out loss rose while the training loss fell
// Both against the evaluation before. The training loss is the mean since then, so that one batch does not decide.

export interface LossPair {
  readonly step: number;
  /** Mean over the steps since the last evaluation. */
  readonly training: number;
  readonly heldOut: number;
}

/** Words for a person, or null. */
export function overfitting(evaluations: readonly LossPair[], patience = 3): string | null {
  const last = evaluations.slice(-patience - 1);
  const [first] = last;
  const now = last.at(-1);
  if (last.length <= patience || !first || !now) return null;
  const apart = last.slice(1).every((pair, i) => {
    const before = last[i] as LossPair;
    return pair.heldOut > before.heldOut && pair.training < before.training;
  });
  if (!apart) return null;
  const best = evaluations.reduce((a, b) => (b.heldOut < a.heldOut ? b : a));
  return (
    `overfitting: held-out loss rose ${patience} times in a row, ${first.heldOut.toFixed(4)} to ` +
    `${now.heldOut.toFixed(4)}, while training loss fell to ${now.training.toFixed(4)}; best so far at step ${best.step}`
  );
}
