/** A number in words as a parameter: English or Chinese, in any spelling that number-translator learned. */
import {
  languages,
  largestNumber,
  spellings,
  textOf,
  type NumberWord,
} from '../engine/tasks/numberWords';
import { numberTokenizer } from '../engine/tokenizers/numberTokenizer';
import { textParam, type Param } from './defineLesson';
import type { Text } from './language';

export interface SpelledNumber {
  readonly number: number;
  readonly words: readonly NumberWord[];
}

const tokenizer = numberTokenizer();
const fewestWords = 2;

/** All that number-translator reads, in both languages. */
export const readWords: readonly string[] = Array.from({ length: tokenizer.size }, (_, id) =>
  tokenizer.token(id),
).filter((word) => !word.startsWith('‹'));

export function spelledNumber(initial: Text): Param<string> {
  const line = textParam(initial, { max: 60 });
  const known = (given: string) => numberOf(given) !== null;
  const isLongEnough = (given: string) => (numberOf(given)?.words.length ?? 0) >= fewestWords;
  return {
    ...line,
    any: (drawn) => {
      const number = drawn(10 ** (1 + drawn(String(largestNumber).length)));
      const forms = spellings(number, languages[drawn(languages.length)] ?? 'english');
      return textOf(forms[drawn(forms.length)] ?? []);
    },
    schema: line.schema
      .refine(known, 'is no number in words that number-translator learned to read')
      .refine(isLongEnough, 'is one word only'),
    allowed: `a number up to ${largestNumber} in English words or Chinese numerals, of ${fewestWords} words or more, without "and"`,
  };
}

/** What the words mean, and which digits each of them names; null if they spell no number. */
export function numberOf(text: string): SpelledNumber | null {
  const ids = numberWordIds(text);
  return ids === null ? null : (meanings().get(ids.join()) ?? null);
}

/** By ids: every spelling of every number. Filled when first asked for, as most films need none. */
const found = new Map<string, SpelledNumber>();

function meanings(): ReadonlyMap<string, SpelledNumber> {
  if (found.size > 0) return found;
  for (let number = 0; number <= largestNumber; number++) {
    for (const words of languages.flatMap((language) => spellings(number, language))) {
      const ids = words.flatMap(({ word }) => tokenizer.encode(word));
      found.set(ids.join(), { number, words });
    }
  }
  return found;
}

/** Null where a word is none that number-translator knows. */
export function numberWordIds(text: string): readonly number[] | null {
  try {
    return tokenizer.encode(text);
  } catch {
    return null;
  }
}
