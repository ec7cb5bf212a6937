// As in encoding.planted.test.ts, for training: algorithm 1 from its parts, each replaced by a mistake in turn.
import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../../../src/engine/tokenizers/encodeUtf8';
import { learnMerges, type CountedWord } from '../../../src/engine/tokenizers/learnMerges';
import { mergePair } from '../../../src/engine/tokenizers/mergePair';
import { pairKey, pairOfKey, type Pair } from '../../../src/engine/tokenizers/MergeTable';
import { countPairs } from '../../../src/engine/tokenizers/recordMerges';
import sennrich from './sennrich.json';

describe('learning merges', () => {
  type Counts = (words: readonly CountedWord[]) => Map<number, number>;
  type Choice = (counts: ReadonlyMap<number, number>) => number | undefined;
  const { pieces, merges } = sennrich.bytes;
  const alphabet = 256;
  const tally = new Map<string, number>();
  for (const piece of pieces) tally.set(piece, (tally.get(piece) ?? 0) + 1);
  const words = Array.from(tally, ([piece, count]) => ({ symbols: [...encodeUtf8(piece)], count }));

  const firstOther = (learned: Iterable<{ pair: Pair; count: number }>): number => {
    const names = Array.from({ length: alphabet }, (_, byte) => String.fromCharCode(byte));
    const ours = Array.from(learned, ({ pair: [left, right], count }) => {
      names.push(`${names[left]}${names[right]}`);
      return `${names[left]} ${names[right]} ${count}`;
    });
    return merges.findIndex((merge, i) => merge.join(' ') !== ours[i]);
  };

  /** Algorithm 1 from its parts, each of which a mistake may replace. */
  const learn = ({
    count = countPairs as Counts,
    choose = mostFrequent as Choice,
    merge = (word: readonly number[], pair: Pair, token: number): readonly number[] =>
      mergePair(word, pair, token).symbols,
    from = words as readonly CountedWord[],
  }) => {
    const learned: { pair: Pair; count: number }[] = [];
    let current = from;
    while (learned.length < merges.length) {
      const counts = count(current);
      const key = choose(counts);
      if (key === undefined) break;
      const pair = pairOfKey(key);
      const token = alphabet + learned.length;
      learned.push({ pair, count: counts.get(key) ?? 0 });
      current = current.map((word) => ({ ...word, symbols: merge(word.symbols, pair, token) }));
    }
    return firstOther(learned);
  };

  it('is right without a mistake, counted anew or kept up to date', () => {
    expect(learn({})).toBe(-1);
    expect(firstOther(learnMerges(words, alphabet, merges.length))).toBe(-1);
  });

  const bestBy = (isBetter: (a: [number, number], b: [number, number]) => boolean): Choice => {
    return (counts) => {
      const entries = [...counts];
      return entries.reduce<[number, number] | undefined>(
        (best, entry) => (best && !isBetter(entry, best) ? best : entry),
        undefined,
      )?.[0];
    };
  };

  it.each<[string, () => number]>([
    ['ties: the pair met last', () => learn({ choose: bestBy((a, b) => a[1] >= b[1]) })],
    [
      'ties: the smallest ids',
      () => learn({ choose: bestBy((a, b) => a[1] > b[1] || (a[1] === b[1] && a[0] < b[0])) }),
    ],
    [
      'ties: the largest ids',
      () => learn({ choose: bestBy((a, b) => a[1] > b[1] || (a[1] === b[1] && a[0] > b[0])) }),
    ],
    ['the rarest pair', () => learn({ choose: bestBy((a, b) => a[1] < b[1]) })],
    ['each word counted once', () => learn({ from: words.map((word) => ({ ...word, count: 1 })) })],
    [
      'words joined to one',
      () =>
        learn({ from: [{ symbols: pieces.flatMap((piece) => [...encodeUtf8(piece)]), count: 1 }] }),
    ],
    ['words in another order', () => learn({ from: words.toReversed() })],
    ['pairs that overlap counted once', () => learn({ count: withoutOverlap })],
    [
      'merged from the right',
      () =>
        learn({
          merge: (word, [left, right], token) =>
            mergePair(word.toReversed(), [right, left], token).symbols.toReversed(),
        }),
    ],
    ['one place of a word merged', () => learn({ merge: firstPlaceOnly })],
    ['counts of the pairs beside a merge not lowered', () => learn({ count: neverLowered() })],
  ])('%s: noticed', (_, firstWrong) => expect(firstWrong()).toBeGreaterThanOrEqual(0));

  function mostFrequent(counts: ReadonlyMap<number, number>): number | undefined {
    return bestBy((a, b) => a[1] > b[1])(counts);
  }

  function withoutOverlap(all: readonly CountedWord[]): Map<number, number> {
    const counts = new Map<number, number>();
    for (const { symbols, count } of all) {
      let taken = -1;
      for (let i = 0; i + 1 < symbols.length; i++) {
        const same = symbols[i] === symbols[i + 1];
        if (same && taken === i) continue;
        if (same) taken = i + 1;
        const key = pairKey(symbols[i] ?? 0, symbols[i + 1] ?? 0);
        counts.set(key, (counts.get(key) ?? 0) + count);
      }
    }
    return counts;
  }

  function firstPlaceOnly(word: readonly number[], [left, right]: Pair, token: number) {
    const at = word.findIndex((symbol, i) => symbol === left && word[i + 1] === right);
    return at < 0 ? word : [...word.slice(0, at), token, ...word.slice(at + 2)];
  }

  function neverLowered(): Counts {
    const kept = new Map<number, number>();
    return (all) => {
      const now = countPairs(all);
      for (const [key, count] of now) kept.set(key, Math.max(count, kept.get(key) ?? 0));
      for (const key of kept.keys()) if (!now.has(key)) kept.delete(key);
      return kept;
    };
  }
});
