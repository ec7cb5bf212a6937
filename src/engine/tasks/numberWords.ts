// numberWords: a number from 0 to 9999 spelled out, word by word, and which of its digits each word names.
//   English   three hundred forty two          without hyphens and without "and"
//   Chinese   三百四十二                        before 百 and 千 also 两 for 二: 二百 or 两百
// A gap between the places of a Chinese number is said once, 一千零五, and a ten in front is not counted: 十五, but 一百一十五.
// Checked against lists written by hand.
import { ForwardPassError } from '../errors/ForwardPassError';

export interface NumberWord {
  readonly word: string;
  /** Places in the written number, 0 the first, of the digits that this word names; `hundred` names none. */
  readonly names: readonly number[];
}

export const languages = ['english', 'chinese'] as const;
export type Language = (typeof languages)[number];

export const largestNumber = 9999;

export function numberWords(n: number, language: Language): NumberWord[] {
  if (!Number.isInteger(n) || n < 0 || n > largestNumber) throw outOfRange(n);
  const digits = [...String(n)].map(Number);
  return language === 'english' ? english(digits) : chinese(digits);
}

/** Every accepted spelling, that of `numberWords` first: 二千二百, 二千两百, 两千二百, 两千两百. */
export function spellings(n: number, language: Language): NumberWord[][] {
  return numberWords(n, language).reduce<NumberWord[][]>(
    (begun, said, i, words) => {
      const either = said.word === '二' && /[百千]/.test(words[i + 1]?.word ?? '');
      const forms = either ? [said, { ...said, word: '两' }] : [said];
      return begun.flatMap((before) => forms.map((form) => [...before, form]));
    },
    [[]],
  );
}

/** As people write it: `three hundred forty two`, `三百四十二`. */
export function textOf(words: readonly NumberWord[]): string {
  const text = words.map(({ word }) => word);
  return text.join(/[a-z]/.test(text[0] ?? '') ? ' ' : '');
}

const small = [
  ...['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'],
  ...['eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen'],
  ...['sixteen', 'seventeen', 'eighteen', 'nineteen'],
];
const tens = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const large = ['hundred', 'thousand'];

const numerals = [...'零一二三四五六七八九'];
const units = [...'十百千'];

function english(digits: readonly number[]): NumberWord[] {
  const last = digits.length - 1;
  if (last === 0) return [{ word: small[digits[0] ?? 0] ?? '', names: [0] }];
  return digits.flatMap((digit, place): NumberWord[] => {
    const power = last - place;
    const teen = digits[last - 1] === 1;
    if (power === 1 && teen) {
      return [{ word: small[10 + (digits[last] ?? 0)] ?? '', names: [place, last] }];
    }
    if (digit === 0 || (power === 0 && teen)) return [];
    if (power === 1) return [{ word: tens[digit - 2] ?? '', names: [place] }];
    const counted = { word: small[digit] ?? '', names: [place] };
    return power === 0 ? [counted] : [counted, { word: large[power - 2] ?? '', names: [] }];
  });
}

function chinese(digits: readonly number[]): NumberWord[] {
  const last = digits.length - 1;
  if (last === 0) return [{ word: numerals[digits[0] ?? 0] ?? '', names: [0] }];
  return digits.flatMap((digit, place): NumberWord[] => {
    if (digit === 0) return gap(digits, place);
    const power = last - place;
    const unit = units[power - 1];
    if (unit === '十' && digit === 1 && place === 0) return [{ word: unit, names: [place] }];
    const counted = { word: numerals[digit] ?? '', names: [place] };
    return unit === undefined ? [counted] : [counted, { word: unit, names: [] }];
  });
}

/** One 零 for a whole run of zeros, said at its end, and only when a digit follows. */
function gap(digits: readonly number[], place: number): NumberWord[] {
  const next = digits[place + 1];
  if (next === undefined || next === 0) return [];
  const start = digits.findLastIndex((digit, at) => at < place && digit !== 0) + 1;
  const names = digits.flatMap((_, at) => (at >= start && at <= place ? [at] : []));
  return [{ word: '零', names }];
}

function outOfRange(n: number): ForwardPassError {
  return new ForwardPassError({
    what: 'numberWords: spell a number out',
    expected: `a whole number from 0 to ${largestNumber}`,
    got: `${n}`,
  });
}
