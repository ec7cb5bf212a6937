/**
 * What the head does with all numbers of three digits that training never saw, without 0 and without teens: each word of
 * theirs covered in turn, in both languages, and each number read with the values of the next.
 */
import { languages, numberWords } from '../../src/engine/tasks/numberWords';
import { splitNumbers } from '../../src/engine/tasks/splitNumbers';
import type { CrossHead } from './CrossHead';

export function trials(lab: CrossHead) {
  const numbers = splitNumbers().heldOut.filter((n) => /^[1-9][2-9][1-9]$/.test(`${n}`));
  const followed = [...numbers.slice(1), ...numbers.slice(0, 1)];
  const counts = { digits: 0, missed: 0, others: 0, idle: 0, unharmed: 0, lent: 0, followed: 0 };
  for (const language of languages) {
    const sourceOf = (n: number) => lab.ids(numberWords(n, language).map(({ word }) => word));
    const sources = numbers.map(sourceOf);
    const [form = []] = numbers.slice(0, 1).map((n) => numberWords(n, language));
    form.forEach(({ names: [digit] }, place) => {
      lab.answers(sources, lab.covered(place)).forEach((said, i) => {
        const right = `${numbers[i]}`;
        const wrong = [...right].flatMap((c, at) => (said[at] === c ? [] : [at]));
        if (digit === undefined) {
          counts.idle++;
          counts.unharmed += Number(said === right);
        } else {
          counts.digits++;
          counts.missed += Number(wrong.includes(digit));
          counts.others += Number(wrong.some((at) => at !== digit));
        }
      });
    });
    const said = lab.answers(sources, lab.lent(followed.map(sourceOf)));
    counts.lent += said.length;
    counts.followed += said.filter((text, i) => text === `${followed[i]}`).length;
  }
  return counts;
}
