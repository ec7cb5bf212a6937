import { learnMerges, type CountedWord, type LearnedMerge } from './learnMerges';
import { mergePair } from './mergePair';
import { pairKey, type Pair } from './MergeTable';

// recordMerges: learnMerges with everything that a merge was chosen from and has changed: each step can be
// drawn and replayed from its own data alone. All pairs are counted anew, so a step costs as much as the text is long.
export interface RecordedMerge extends LearnedMerge {
  readonly words: readonly CountedWord[]; // before the merge
  readonly counts: ReadonlyMap<number, number>; // pairKey → count, in the order met
  readonly after: readonly CountedWord[];
}

export function* recordMerges(
  words: readonly CountedWord[],
  alphabetSize: number,
  merges: number,
): Generator<RecordedMerge, void, void> {
  let current = words;
  for (const merge of learnMerges(words, alphabetSize, merges)) {
    const after = current.map((word) => mergeInWord(word, merge.pair, merge.token));
    yield { ...merge, words: current, counts: countPairs(current), after };
    current = after;
  }
}

/** Every pair of neighbours, in the order met. */
export function countPairs(words: readonly CountedWord[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { symbols, count } of words) {
    for (let i = 0; i + 1 < symbols.length; i++) {
      const key = pairKey(symbols[i] ?? 0, symbols[i + 1] ?? 0);
      counts.set(key, (counts.get(key) ?? 0) + count);
    }
  }
  return counts;
}

function mergeInWord(word: CountedWord, pair: Pair, token: number): CountedWord {
  const { symbols, at } = mergePair(word.symbols, pair, token);
  return at.length === 0 ? word : { symbols, count: word.count };
}
