/** What the film claims, recounted from the facts alone; nothing here asks the tokenizer. */
import type { SegmentedWord, WordBpeStep } from '../../src/engine/tokenizers/trainWordBpe';
import type { ByteMergeRow, ByteSymbol } from './byteFacts';
import { byteCount } from '../../src/lessons/gpt2';

const separator = '\u0000';

/** Pair → count, in the order met. */
function recount(words: readonly SegmentedWord[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { symbols, count } of words) {
    symbols.slice(1).forEach((right, i) => {
      const pair = `${symbols[i]}${separator}${right}`;
      counts.set(pair, (counts.get(pair) ?? 0) + count);
    });
  }
  return counts;
}

export function lettersFirst(
  words: readonly SegmentedWord[],
  corpus: readonly { word: string; count: number }[],
  alphabet: readonly string[],
  [mark = '']: readonly string[],
): boolean {
  const cut = words.every(
    ({ symbols, count }, i) =>
      symbols.join('') === `${corpus[i]?.word}${mark}` && count === corpus[i]?.count,
  );
  const letters = new Set(corpus.flatMap(({ word }) => [...word]));
  return (
    cut &&
    alphabet.length === letters.size + 1 &&
    [...letters, mark].every((s) => alphabet.includes(s))
  );
}

/** The first pair with the largest count is the one chosen, and the printed counts are right. */
export function choosesMostFrequent({ words, pairs, chosen }: WordBpeStep): boolean {
  const counts = recount(words);
  const most = Math.max(...counts.values());
  const first = [...counts].find(([, count]) => count === most)?.[0];
  return (
    first === `${chosen.left}${separator}${chosen.right}` &&
    chosen.count === most &&
    pairs.length === counts.size &&
    pairs.every(({ left, right, count }) => counts.get(`${left}${separator}${right}`) === count)
  );
}

export function mergesEverywhere({ words, wordsAfter, chosen, token }: WordBpeStep): boolean {
  const pair = `${chosen.left}${separator}${chosen.right}`;
  return (
    token === chosen.left + chosen.right &&
    !recount(wordsAfter).has(pair) &&
    words.every(({ symbols }, i) => symbols.join('') === wordsAfter[i]?.symbols.join(''))
  );
}

/** Rule after rule over the whole word. */
export function replays(
  steps: readonly WordBpeStep[],
  symbols: readonly string[],
  tokens: readonly string[],
): boolean {
  const cut = steps.reduce<readonly string[]>((now, { chosen: { left, right }, token }) => {
    const next: string[] = [];
    for (const symbol of now) {
      if (symbol === right && next.at(-1) === left) next[next.length - 1] = token;
      else next.push(symbol);
    }
    return next;
  }, symbols);
  return cut.join(separator) === tokens.join(separator);
}

export const rises = (rows: readonly ByteMergeRow[]) =>
  rows.every(({ number }, i) => i === 0 || number > (rows[i - 1]?.number ?? 0));

export const idIsPlace = ({ id, number }: ByteMergeRow) => id + 1 === byteCount + number;

/** The text that these tokens' bytes spell, or `null` where they end within a character. */
export function textOf(tokens: readonly Pick<ByteSymbol, 'bytes'>[]): string | null {
  try {
    const bytes = Uint8Array.from(tokens.flatMap(({ bytes }) => bytes));
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
