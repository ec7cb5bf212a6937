import { ForwardPassError } from '../errors/ForwardPassError';
import { MergingCorpus, type CorpusPair } from './MergingCorpus';
import type { Pair } from './MergeTable';
import { MinHeap } from './MinHeap';

// learnMerges: byte-pair encoding's training loop on ids: count neighbouring pairs over all words, merge
// the most frequent one everywhere, again. Ends early when no pair is left.
//   Tie rule: among pairs with the same count, the one met first when reading the words from the top.
//   (Counting into a dictionary in reading order and taking Python's first maximum gives the same.)
// Nothing is counted twice: a merge changes only the counts of the pairs beside its places. Pairs wait in
// a heap. After the merge that made it, a pair can only lose places: its count falls, its first place
// moves down. So an entry that is no longer true goes back with what is true now, and the first true one
// is the best of all.
//   source: Sennrich et al. 2016, "Neural Machine Translation of Rare Words with Subword Units", algorithm 1
//   checked against: tests/golden/tokenizers/sennrich.py; counting everything anew at each merge
export interface CountedWord {
  readonly symbols: readonly number[];
  readonly count: number;
}

export interface LearnedMerge {
  readonly rank: number;
  readonly pair: Pair;
  readonly count: number;
  readonly token: number; // alphabetSize + rank
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
  const corpus = new MergingCorpus(words);
  const heap = new MinHeap<Candidate>(isBetter);
  for (const pair of corpus.pairs) offer(heap, pair);
  for (let rank = 0; rank < merges; rank++) {
    const best = takeBest(heap);
    if (best === undefined) return;
    const { left, right, count } = best;
    const token = alphabetSize + rank;
    for (const pair of corpus.merge(best, token)) offer(heap, pair);
    yield { rank, pair: [left, right], count, token };
  }
}

/** A pair as it was when it was offered. */
interface Candidate {
  readonly pair: CorpusPair;
  readonly count: number;
  readonly firstPlace: number;
}

function isBetter(a: Candidate, b: Candidate): boolean {
  return a.count > b.count || (a.count === b.count && a.firstPlace < b.firstPlace);
}

function offer(heap: MinHeap<Candidate>, pair: CorpusPair): void {
  const { count, firstPlace } = pair;
  if (count > 0) heap.push({ pair, count, firstPlace });
}

function takeBest(heap: MinHeap<Candidate>): CorpusPair | undefined {
  for (let top = heap.pop(); top !== undefined; top = heap.pop()) {
    const { pair } = top;
    if (top.count === pair.count && top.firstPlace === pair.firstPlace) return pair;
    offer(heap, pair);
  }
  return undefined;
}
