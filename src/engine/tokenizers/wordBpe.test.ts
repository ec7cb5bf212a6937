import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import golden from '../../../tests/golden/tokenizers/sennrich.json';
import { sennrichCorpus, trainWordBpe, type WordCounts } from './trainWordBpe';
import { WordBpeEncoder } from './WordBpeEncoder';

describe.each(golden.words)(
  'corpus $corpus, $merges merges',
  ({ corpus, merges, steps, encoded }) => {
    const bpe = trainWordBpe(corpus as unknown as WordCounts, merges);

    it('learns the merges of the reference, from the same counts', () => {
      const ours = bpe.steps.map(({ chosen, pairs, wordsAfter }) => ({
        pair: [chosen.left, chosen.right],
        count: chosen.count,
        pairs: pairs.map(({ left, right, count }) => [left, right, count]),
        words: wordsAfter.map(({ symbols }) => symbols),
      }));
      expect(ours).toEqual(steps);
    });

    it('cuts words as the reference does, and puts them together again', () => {
      const encoder = new WordBpeEncoder(bpe);
      for (const [word, tokens] of Object.entries(encoded)) {
        if (tokens === undefined) continue;
        expect(encoder.encode(word).tokens).toEqual(tokens);
        expect(encoder.decode(tokens)).toBe(word);
      }
    });

    it('gives steps that replay from their own data', () => {
      let vocabulary = bpe.alphabet;
      let words = corpus.map(([word]) => [...String(word), '</w>']);
      for (const { words: before, ties, chosen, token, wordsAfter, at, ...step } of bpe.steps) {
        expect(before.map(({ symbols }) => symbols)).toEqual(words);
        expect(ties[0]).toEqual(chosen);
        expect(token).toBe(chosen.left + chosen.right);
        wordsAfter.forEach(({ symbols }, i) => {
          const places = symbols.flatMap((symbol, place) => (symbol === token ? [place] : []));
          expect(at[i]).toEqual(places);
          expect(symbols.join('')).toBe(words[i]?.join(''));
        });
        vocabulary = [...vocabulary, token];
        expect(step.vocabulary).toEqual(vocabulary);
        words = wordsAfter.map(({ symbols }) => [...symbols]);
      }
    });
  },
);

describe('word-level BPE', () => {
  const bpe = trainWordBpe(sennrichCorpus, 10);
  const encoder = new WordBpeEncoder(bpe);

  it('records how the unseen word lowest is cut', () => {
    const { tokens, steps } = encoder.encode('lowest');
    expect(tokens).toEqual(['low', 'est</w>']);
    expect(steps.map(({ token }) => token)).toEqual(['es', 'est', 'est</w>', 'lo', 'low']);
  });

  it("cuts lower as the paper's figure 1 does, with its merges", () => {
    const merges = [
      ['r', '·'],
      ['l', 'o'],
      ['lo', 'w'],
      ['e', 'r·'],
    ] as const;
    const figure = { alphabet: [...'lowestnri', '·'], merges, endOfWord: '·' };
    expect(new WordBpeEncoder(figure).encode('lower').tokens).toEqual(['low', 'er·']);
  });

  it('stops when no pair is left', () => {
    const all = trainWordBpe(sennrichCorpus, 1000);
    expect(all.steps.at(-1)?.wordsAfter.every(({ symbols }) => symbols.length === 1)).toBe(true);
  });

  it('decodes what it encodes, whatever the characters', () => {
    const word = fc.string({ unit: 'binary', minLength: 1 }).filter((w) => !w.includes('</w>'));
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), (words) => {
        const trained = trainWordBpe(
          words.map((w) => [w, 1]),
          10,
        );
        const coder = new WordBpeEncoder(trained);
        for (const w of words) expect(coder.decode(coder.encode(w).tokens)).toBe(w);
      }),
    );
    const tokens = ['newest', 'low'].flatMap((w) => encoder.encode(w).tokens);
    expect(encoder.decode(tokens)).toBe('newest low');
  });

  it('names what it cannot take', () => {
    expect(() => encoder.encode('löw')).toThrow(/"ö"/);
    expect(() => trainWordBpe([], 1)).toThrow(/nothing/);
    expect(() => trainWordBpe([['a</w>', 1]], 1)).toThrow(/"a<\/w>"/);
    expect(() => trainWordBpe([['a', 0]], 1)).toThrow(/"a" × 0/);
  });
});
