import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Rng } from '../random/Rng';
import { learnMerges, type CountedWord } from './learnMerges';
import { mergePair } from './mergePair';
import { pairOfKey, type Pair } from './MergeTable';
import { countPairs, recordMerges } from './recordMerges';
import { trainByteBpe } from './trainByteBpe';

/** Algorithm 1 as it stands: everything counted anew at each merge. */
function* naively(words: readonly CountedWord[], alphabetSize: number, merges: number) {
  let current = words;
  for (let rank = 0; rank < merges; rank++) {
    let best: { pair: Pair; count: number } | undefined;
    for (const [key, count] of countPairs(current)) {
      if (count > (best?.count ?? 0)) best = { pair: pairOfKey(key), count };
    }
    if (!best) return;
    const { pair } = best;
    const token = alphabetSize + rank;
    yield { rank, ...best, token };
    current = current.map(({ symbols, count }) => ({
      symbols: mergePair(symbols, pair, token).symbols,
      count,
    }));
  }
}

const corpus = (alphabet: number, longest: number) =>
  fc.array(
    fc.record({
      symbols: fc.array(fc.integer({ min: 0, max: alphabet - 1 }), { maxLength: longest }),
      count: fc.integer({ min: 1, max: 3 }), // small counts, many ties
    }),
    { maxLength: 12 },
  );

it.each([1, 2, 3, 8])('learns what counting anew learns, of %i symbols', (alphabet) => {
  fc.assert(
    fc.property(corpus(alphabet, 24), (words) => {
      expect([...learnMerges(words, alphabet, 40)]).toEqual([...naively(words, alphabet, 40)]);
    }),
    { numRuns: 500 },
  );
});

it('learns what counting anew learns, of one long word without a pause', () => {
  const rng = new Rng('long word');
  const symbols = Array.from({ length: 4000 }, () => Math.floor(rng.uniform() * 5));
  const words = [{ symbols, count: 1 }];
  expect([...learnMerges(words, 5, 300)]).toEqual([...naively(words, 5, 300)]);
});

it('records steps that follow from their own words', () => {
  fc.assert(
    fc.property(corpus(3, 12), (words) => {
      let before: readonly CountedWord[] = words;
      for (const step of recordMerges(words, 3, 20)) {
        expect(step.words).toBe(before);
        expect(step.counts).toEqual(countPairs(before));
        expect(Math.max(...step.counts.values())).toBe(step.count);
        before = step.after;
      }
    }),
  );
});

// Counting anew would take minutes.
it('learns a thousand merges from a megabyte', { timeout: 30_000 }, () => {
  const rng = new Rng('megabyte');
  const letter = () => 'etaoinshrdlu'[Math.floor(rng.uniform() ** 2 * 12)] ?? '';
  const word = () => Array.from({ length: 2 + Math.floor(rng.uniform() * 8) }, letter).join('');
  const text = Array.from({ length: 160_000 }, word).join(' ');
  expect(text.length).toBeGreaterThan(1_000_000);
  expect(trainByteBpe(text, 1000).merges.length).toBe(1000);
});
