// numberBatch: examples of number-translator as rows of ids of one length, padded at their ends.
//   source      three hundred forty two ‹end›
//   target      ‹start› 3 4 2                     what the decoder has been told
//   following   3 4 2 ‹end›                       what it should say at each position; padding is not asked for
import type { Rng } from '../random/Rng';
import { numberTokenizer } from '../tokenizers/numberTokenizer';
import { languages, spellings, type NumberWord } from './numberWords';

export interface NumberExample {
  readonly number: number;
  readonly words: readonly NumberWord[];
}

export interface NumberBatch {
  readonly source: number[][];
  readonly target: number[][];
  readonly following: number[][];
  /** How many ids are asked for. */
  readonly tokens: number;
}

/** Drawn evenly, one number in a hundred would be below 100, and those of one digit hardly ever met. */
const shareOfSmall = 0.1;

const tokenizer = numberTokenizer();
const { pad, start, end } = tokenizer.specials;

/** Draws numbers from those given, a language for each, and one of its spellings there. */
export function numberBatch(rng: Rng, numbers: readonly number[], size: number): NumberBatch {
  const oneOf = <T>(all: readonly T[]): T => all[rng.integer(0, all.length)] as T;
  const few = numbers.filter((n) => n < 100);
  const drawn = Array.from({ length: size }, () => {
    const number = oneOf(rng.uniform() < shareOfSmall ? few : numbers);
    return { number, words: oneOf(spellings(number, oneOf(languages))) };
  });
  return rowsOfExamples(drawn);
}

/** Every spelling of every number, in both languages. */
export function numberExamples(numbers: readonly number[]): NumberExample[] {
  return numbers.flatMap((number) =>
    languages
      .flatMap((language) => spellings(number, language))
      .map((words) => ({ number, words })),
  );
}

export function rowsOfExamples(examples: readonly NumberExample[]): NumberBatch {
  const digits = examples.map(({ number }) => tokenizer.encode(`${number}`));
  const words = examples.map(({ words }) => words.flatMap(({ word }) => tokenizer.encode(word)));
  return {
    source: padded(words.map((ids) => [...ids, end])),
    target: padded(digits.map((ids) => [start, ...ids])),
    following: padded(digits.map((ids) => [...ids, end])),
    tokens: digits.reduce((sum, ids) => sum + ids.length + 1, 0),
  };
}

function padded(rows: readonly number[][]): number[][] {
  const longest = Math.max(...rows.map((row) => row.length));
  return rows.map((row) => [...row, ...Array.from({ length: longest - row.length }, () => pad)]);
}
