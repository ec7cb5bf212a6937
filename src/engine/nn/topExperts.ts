// topExperts: for each row, which k of X experts score highest; the others hidden, as maskedFill takes it.
//   scores (…, X) → hidden (…, X), 1 where an expert is not asked; of equal scores the first wins
import { ForwardPassError } from '../errors/ForwardPassError';
import { flat } from '../tensor/flat';
import { Tensor } from '../tensor/Tensor';

export function topExperts(scores: Tensor, k: number): Tensor {
  const X = scores.length(-1);
  if (!Number.isInteger(k) || k < 1 || k > X) throw wrongCount(k, X);
  const values = flat(scores);
  const hidden = new Int32Array(scores.size).fill(1);
  for (let row = 0; row < values.length; row += X) {
    const order = Array.from(values.subarray(row, row + X), (score, expert) => ({ score, expert }));
    if (order.some(({ score }) => Number.isNaN(score))) throw notANumber(row / X);
    order.sort((a, b) => b.score - a.score || a.expert - b.expert);
    for (const { expert } of order.slice(0, k)) hidden[row + expert] = 0;
  }
  return new Tensor(hidden, scores.shape);
}

function wrongCount(k: number, X: number): ForwardPassError {
  return new ForwardPassError({
    what: 'topExperts: how many experts each row asks',
    expected: `a whole number from 1 to ${X}, the number of experts`,
    got: `${k}`,
  });
}

function notANumber(row: number): ForwardPassError {
  return new ForwardPassError({
    what: 'topExperts: rank the experts of a row',
    expected: 'a number as the score of each expert',
    got: `NaN, in row ${row}`,
    hint: 'look for NaN in the parameters of the router, or in what it reads',
  });
}
