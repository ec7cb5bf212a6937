import fc from 'fast-check';
import { expect, it } from 'vitest';
import { applyMerges } from './applyMerges';
import { learnMerges } from './learnMerges';
import { mergeByHeap } from './mergeByHeap';
import { MergeTable } from './MergeTable';
import { MinHeap } from './MinHeap';
import { recordMerges } from './recordMerges';

const symbols = (maxLength: number) => fc.array(fc.integer({ min: 0, max: 2 }), { maxLength });

it('gives what applyMerges gives, for any merges that training can learn', () => {
  fc.assert(
    fc.property(fc.array(symbols(20), { maxLength: 8 }), symbols(60), (corpus, text) => {
      const words = corpus.map((word) => ({ symbols: word, count: 1 }));
      const table = new MergeTable(
        3,
        Array.from(learnMerges(words, 3, 12), ({ pair }) => pair),
      );
      expect(mergeByHeap(text, table)).toEqual(applyMerges(text, table).at(-1)?.symbols ?? text);
    }),
    { numRuns: 500 },
  );
});

it('cuts the training words as training left them, and no token is learned twice', () => {
  fc.assert(
    fc.property(fc.array(symbols(20), { maxLength: 8 }), (corpus) => {
      const words = corpus.map((word) => ({ symbols: word, count: 1 }));
      const steps = [...recordMerges(words, 3, 20)];
      const table = new MergeTable(
        3,
        steps.map(({ pair }) => pair),
      );
      const left = steps.at(-1)?.after ?? words;
      expect(corpus.map((word) => mergeByHeap(word, table))).toEqual(
        left.map((word) => word.symbols),
      );

      const contents = ['a', 'b', 'c'];
      for (const { pair } of steps) contents.push(pair.map((id) => contents[id]).join(''));
      expect(new Set(contents).size).toBe(contents.length);
    }),
    { numRuns: 500 },
  );
});

it('keeps its heap in order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), (items) => {
      const heap = new MinHeap<number>((a, b) => a < b);
      for (const item of items) heap.push(item);
      const popped = items.map(() => heap.pop());
      expect(popped).toEqual([...items].sort((a, b) => a - b));
      expect(heap.pop()).toBeUndefined();
    }),
  );
});
