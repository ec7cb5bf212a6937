import { ForwardPassError } from '../errors/ForwardPassError';
import type { CountedWord } from './learnMerges';
import { mergePair } from './mergePair';
import { pairOfKey, type Pair } from './MergeTable';
import { recordMerges } from './recordMerges';

// trainWordBpe: the byte-pair encoding of Sennrich et al., on words with counts, every merge a step that
// can be replayed from its data alone. A word is its characters and an end-of-word symbol. Ties: among
// pairs with the same count, the one met first when reading the words from the top.
//   source: Sennrich et al. 2016, section 3.2, algorithm 1
//   checked against: tests/golden/tokenizers/sennrich.py, our own code from the published algorithm
export type WordCounts = readonly (readonly [word: string, count: number])[];

/** The dictionary of the paper's algorithm 1. */
export const sennrichCorpus: WordCounts = [
  ['low', 5],
  ['lower', 2],
  ['newest', 6],
  ['widest', 3],
];

export interface WordBpe {
  readonly endOfWord: string;
  readonly alphabet: readonly string[]; // characters in the order met, then the end of word
  readonly merges: readonly (readonly [left: string, right: string])[];
  readonly steps: readonly WordBpeStep[];
}

export interface WordBpeStep {
  readonly rank: number; // from 0
  readonly words: readonly SegmentedWord[]; // before the merge
  readonly pairs: readonly PairCount[]; // every pair, in the order met
  readonly ties: readonly PairCount[]; // all pairs with the highest count; the first is chosen
  readonly chosen: PairCount;
  readonly token: string;
  readonly wordsAfter: readonly SegmentedWord[];
  readonly at: readonly (readonly number[])[]; // per word: where the token stands in wordsAfter
  readonly vocabulary: readonly string[]; // after the merge
}

export interface SegmentedWord {
  readonly symbols: readonly string[];
  readonly count: number;
}

export interface PairCount {
  readonly left: string;
  readonly right: string;
  readonly count: number;
}

export function trainWordBpe(corpus: WordCounts, merges: number, endOfWord = '</w>'): WordBpe {
  checkCorpus(corpus, endOfWord);
  const alphabet = [...new Set(corpus.flatMap(([word]) => Array.from(word))), endOfWord];
  const ids = new Map(alphabet.map((symbol, id) => [symbol, id]));
  const words = corpus.map(([word, count]) => ({
    symbols: [...word, endOfWord].map((symbol) => ids.get(symbol) ?? 0),
    count,
  }));

  const vocabulary = [...alphabet];
  const name = (id: number): string => vocabulary[id] ?? '';
  const named = ({ symbols, count }: CountedWord): SegmentedWord => ({
    symbols: symbols.map(name),
    count,
  });
  const counted = ([left, right]: Pair, count: number): PairCount => ({
    left: name(left),
    right: name(right),
    count,
  });

  const steps: WordBpeStep[] = [];
  for (const step of recordMerges(words, alphabet.length, merges)) {
    const chosen = counted(step.pair, step.count);
    const pairs = [...step.counts].map(([key, count]) => counted(pairOfKey(key), count));
    const token = chosen.left + chosen.right;
    vocabulary.push(token);
    steps.push({
      rank: step.rank,
      words: step.words.map(named),
      pairs,
      ties: pairs.filter(({ count }) => count === step.count),
      chosen,
      token,
      wordsAfter: step.after.map(named),
      at: step.words.map(({ symbols }) => mergePair(symbols, step.pair, step.token).at),
      vocabulary: [...vocabulary],
    });
  }
  const pairs = steps.map(({ chosen }) => [chosen.left, chosen.right] as const);
  return { endOfWord, alphabet, merges: pairs, steps };
}

function checkCorpus(corpus: WordCounts, endOfWord: string): void {
  for (const [word, count] of corpus) {
    if (word === '' || word.includes(endOfWord) || !Number.isSafeInteger(count) || count < 1) {
      throw badCorpus(`${JSON.stringify(word)} × ${count}`, endOfWord);
    }
  }
  if (corpus.length === 0 || endOfWord === '') throw badCorpus('nothing', endOfWord);
}

function badCorpus(got: string, endOfWord: string): ForwardPassError {
  return new ForwardPassError({
    what: 'trainWordBpe',
    expected: `words without ${JSON.stringify(endOfWord)}, each with a whole count of 1 or more`,
    got,
    hint: 'Leave out empty words, or choose an end-of-word symbol that no word contains.',
  });
}
