/** Counting pairs, told once more and without the tokenizer: what the film walks through, and what its claims ask. */
import type {
  SegmentedWord,
  WordBpeStep,
  WordCounts,
} from '../../src/engine/tokenizers/trainWordBpe';
import type { Piece } from './gptText';

/** Word by word, each pair with its count so far; `row` is its place in the order met. */
export function walk(words: readonly SegmentedWord[]) {
  const counts = new Map<string, number>();
  return words.flatMap(({ symbols, count }, word) =>
    symbols.slice(1).map((right, at) => {
      const pair = `${symbols[at]} ${right}`;
      counts.set(pair, (counts.get(pair) ?? 0) + count);
      return {
        word,
        at,
        pair,
        row: [...counts.keys()].indexOf(pair),
        count: counts.get(pair) ?? 0,
      };
    }),
  );
}

/** The first pair with the largest count is the one chosen, and all counts are right. */
export function choosesMostFrequent({ words, pairs, chosen }: WordBpeStep): boolean {
  const counts = new Map(walk(words).map(({ pair, count }) => [pair, count]));
  const most = Math.max(...counts.values());
  const first = [...counts].find(([, count]) => count === most)?.[0];
  return (
    first === `${chosen.left} ${chosen.right}` &&
    pairs.length === counts.size &&
    pairs.every(({ left, right, count }) => counts.get(`${left} ${right}`) === count)
  );
}

export function mergesEverywhere({ words, wordsAfter, chosen, token }: WordBpeStep): boolean {
  const pair = `${chosen.left} ${chosen.right}`;
  return (
    token === chosen.left + chosen.right &&
    walk(wordsAfter).every((met) => met.pair !== pair) &&
    words.every(({ symbols }, i) => symbols.join('') === wordsAfter[i]?.symbols.join(''))
  );
}

/** The words in the order in which they become one entry, with its id. */
export function closings(steps: readonly WordBpeStep[], corpus: WordCounts, letters: number) {
  return corpus
    .map(([word, count], i) => {
      const step = steps.findIndex(({ wordsAfter }) => wordsAfter[i]?.symbols.length === 1);
      return { word, count, row: i, step, id: letters + step };
    })
    .toSorted((a, b) => a.id - b.id);
}

/** Ids to be passed on the way through the list: single steps first, then longer and longer ones, single ones at its end. */
export function passing(bytes: number, end: number): readonly number[] {
  const ids = [...Array(bytes / 8).keys()].map((i) => (i < window ? i : i * 8));
  for (let id = bytes - 3, stride = 1; id < end - window; id += Math.round(stride)) {
    ids.push(id);
    if (id > bytes + 2 * window) stride *= 1.2;
  }
  for (let id = end - window; id <= end; id++) ids.push(id);
  return ascending(ids);
}

export const ascending = (ids: readonly number[]) => [...new Set(ids)].sort((a, b) => a - b);

/** The word comes apart without its space, and there is room for its pieces beside those of the text. */
export const fits = (text: readonly Piece[], bare: readonly Piece[], most: number) =>
  bare.length > 1 && text.length + bare.length <= most;

const window = 11;
