// splitNumbers: which numbers number-translator learns from, and which it is examined on: seen in neither language.
//   held out   about one in ten of 0–9999, by a draw of each number's own, and 342, so that no film shows a number learned by
//              heart; never 0, the only number with a word of its own
import { Rng } from '../random/Rng';
import { largestNumber } from './numberWords';

export interface NumberSplit {
  readonly train: readonly number[];
  readonly heldOut: readonly number[];
}

const share = 0.1;
const shown = 342;

export function splitNumbers(): NumberSplit {
  const rng = new Rng('number-translator, held out');
  const all = Array.from({ length: largestNumber + 1 }, (_, n) => n);
  const isHeldOut = (n: number) => n === shown || (n > 0 && rng.fork(`${n}`).uniform() < share);
  const heldOut = all.filter(isHeldOut);
  const unseen = new Set(heldOut);
  return { train: all.filter((n) => !unseen.has(n)), heldOut };
}
