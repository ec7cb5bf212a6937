/**
 * Which word the film follows, in a head that looks at units: one whose largest share is on another word, if there is one;
 * of these a digit that looks at a unit, best at the one right behind it: three at hundred; of these one that is not so
 * sharp that the other words no longer count; of these the sharpest.
 */
import type { ArrayFact } from '../../src/lessons/facts';
import { rows } from './arithmetic';
import { isUnit } from './unitLooks';

const sharpestShown = 0.9;

export interface Focus {
  readonly focus: number;
  readonly partner: number;
}

/** `words` are the tokens without ‹end›, whose row and column are the last of the pattern. */
export function chooseFocus(pattern: ArrayFact, words: readonly string[]): Focus {
  const looks = rows(pattern)
    .slice(0, words.length)
    .map((row, focus) => {
      const others = row.map((share, at) => (at === focus || at >= words.length ? -1 : share));
      const share = Math.max(...others);
      const partner = others.indexOf(share);
      const digit = !isUnit(words[focus]) && isUnit(words[partner]);
      const tells = [
        share === Math.max(...row),
        digit,
        digit && partner === focus + 1,
        share <= sharpestShown,
      ];
      const rank = tells.reduce((sum, tell) => 2 * sum + Number(tell), 0);
      return { focus, partner, rank: rank + share };
    });
  return looks.reduce((best, next) => (next.rank > best.rank ? next : best));
}
