/**
 * Which words the film covers. The one that is missed: the word of a digit, that digit alone being written wrong without
 * it, if possible not the first. The one that is not: of the other words that on which the least weight lies, a word for
 * a place rather than ‹end›.
 */
import { sum } from '../../src/lessons/arithmetic';
import { isScale } from '../../src/lessons/NumberLab';
import type { SpelledNumber } from '../../src/lessons/spelledNumber';

export interface Covers {
  /** Place of a digit in the answer, and of the word that names it. */
  readonly digit: number;
  readonly missed: number;
  readonly idle: number;
}

export function chooseCovers(
  { words }: SpelledNumber,
  answer: string,
  pattern: readonly (readonly number[])[],
  covered: (place: number) => string,
): Covers {
  const looks = words.flatMap(({ names }, missed) => names.map((digit) => ({ digit, missed })));
  const later = [...looks.filter(({ digit }) => digit > 0), ...looks];
  const fails =
    (only: boolean) =>
    ({ digit, missed }: (typeof looks)[number]) => {
      const said = covered(missed);
      const others = said.length === answer.length && [...said].every((c, i) => i === digit || c === answer[i]); // prettier-ignore
      return said[digit] !== answer[digit] && (others || !only);
    };
  const { digit, missed } = later.find(fails(true)) ?? later.find(fails(false)) ?? later[0] ?? { digit: 0, missed: 0 }; // prettier-ignore
  const weight = (place: number) => sum(pattern.slice(0, -1).map((row) => row[place] ?? 0));
  const unnamed = [...words.keys()].filter((i) => isScale(words[i]?.word) && words[i]?.names.length === 0); // prettier-ignore
  const idle = unnamed.reduce((a, b) => (weight(b) < weight(a) ? b : a), unnamed[0] ?? words.length); // prettier-ignore
  return { digit, missed, idle };
}
