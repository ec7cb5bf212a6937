import { ForwardPassError } from '../errors/ForwardPassError';
import { mergePair } from './mergePair';
import { pairKey, pairOfKey, type Pair } from './MergeTable';

// learnMerges: byte-pair encoding's training loop on ids: count neighbouring pairs over all words, merge
// the most frequent one everywhere, again. One step per merge; ends early when no pair is left.
//   Tie rule: among pairs with the same count, the one met first when reading the words from the top.
//   (Counting into a dictionary in reading order and taking Python's first maximum gives the same.)
//   source: Sennrich et al. 2016, "Neural Machine Translation of Rare Words with Subword Units", algorithm 1
//   checked against: tests/golden/tokenizers/sennrich.py
export interface CountedWord {
  readonly symbols: readonly number[];
  readonly count: number;
}

export interface LearnedMerge {
  readonly rank: number;
  readonly words: readonly CountedWord[]; // before the merge
  readonly counts: ReadonlyMap<number, number>; // pairKey → count, in the order met
  readonly pair: Pair;
  readonly count: number;
  readonly token: number; // alphabetSize + rank
  readonly after: readonly CountedWord[];
}

export function* learnMerges(
  words: readonly CountedWord[],
  alphabetSize: number,
  merges: number,
): Generator<LearnedMerge, void, void> {
  if (!Number.isSafeInteger(merges) || merges < 0) {
    throw new ForwardPassError({
      what: 'learnMerges',
      expected: 'a whole number of merges, 0 or more',
      got: String(merges),
      hint: 'The vocabulary grows by one token per merge.',
    });
  }
  let current = words;
  for (let rank = 0; rank < merges; rank++) {
    const counts = countPairs(current);
    const best = mostFrequent(counts);
    if (best === undefined) return;
    const { pair, count } = best;
    const token = alphabetSize + rank;
    const after = current.map((word) => mergeInWord(word, pair, token));
    yield { rank, words: current, counts, pair, count, token, after };
    current = after;
  }
}

function countPairs(words: readonly CountedWord[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { symbols, count } of words) {
    for (let i = 0; i + 1 < symbols.length; i++) {
      const key = pairKey(symbols[i] ?? 0, symbols[i + 1] ?? 0);
      counts.set(key, (counts.get(key) ?? 0) + count);
    }
  }
  return counts;
}

function mostFrequent(
  counts: ReadonlyMap<number, number>,
): { pair: Pair; count: number } | undefined {
  let bestKey: number | undefined;
  let bestCount = 0;
  for (const [key, count] of counts) {
    if (count > bestCount) {
      bestKey = key;
      bestCount = count;
    }
  }
  return bestKey === undefined ? undefined : { pair: pairOfKey(bestKey), count: bestCount };
}

function mergeInWord(word: CountedWord, pair: Pair, token: number): CountedWord {
  const { symbols, at } = mergePair(word.symbols, pair, token);
  return at.length === 0 ? word : { symbols, count: word.count };
}
