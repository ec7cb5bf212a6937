import { describe, expect, it } from 'vitest';
import { Rng } from '../random/Rng';
import { numberTokenizer } from '../tokenizers/numberTokenizer';
import { numberBatch, numberExamples, rowsOfExamples } from './numberBatch';
import { languages, numberWords, spellings, textOf } from './numberWords';
import { splitNumbers } from './splitNumbers';

const tokenizer = numberTokenizer();
const { train, heldOut } = splitNumbers();

describe('splitNumbers', () => {
  it('parts 0–9999 into nine tenths and one tenth, always the same', () => {
    expect([...train, ...heldOut].sort((a, b) => a - b)).toEqual(Array.from({ length: 10000 }, (_, n) => n)); // prettier-ignore
    expect([train.length, heldOut.length]).toEqual([8999, 1001]);
    expect(heldOut.slice(0, 8)).toEqual([23, 34, 38, 54, 69, 72, 91, 92]);
    expect(heldOut).toContain(342);
    expect(train).toContain(0);
    expect(splitNumbers()).toEqual({ train, heldOut });
  });

  it('lets every word be learned', () => {
    const learned = numberExamples(train).flatMap(({ words }) => words.map(({ word }) => word));
    const vocabulary = Array.from({ length: tokenizer.size - 13 }, (_, i) =>
      tokenizer.token(13 + i),
    );
    expect([...new Set(learned)].sort()).toEqual(vocabulary.sort());
  });
});

it('lays examples out as rows of ids, padded at their ends', () => {
  const { source, target, following, tokens } = rowsOfExamples([
    { number: 342, words: numberWords(342, 'english') },
    { number: 15, words: numberWords(15, 'chinese') },
  ]);
  const shown = (rows: number[][]) => rows.map((row) => row.map((id) => tokenizer.token(id)).join(' ')); // prettier-ignore
  expect(shown(source)).toEqual(['three hundred forty two ‹end›', '十 五 ‹end› ‹pad› ‹pad›']);
  expect(shown(target)).toEqual(['‹start› 3 4 2', '‹start› 1 5 ‹pad›']);
  expect(shown(following)).toEqual(['3 4 2 ‹end›', '1 5 ‹end› ‹pad›']);
  expect(tokens).toBe(7);
});

describe('numberBatch', () => {
  const { source, target } = numberBatch(new Rng(1), train, 2000);
  const numbers = target.map((row) => Number(tokenizer.decode(row)));
  const texts = source.map((row) => tokenizer.decode(row));

  it('draws from the numbers that it is given, and says what they are', () => {
    const known = new Set(train);
    expect(numbers.filter((n) => !known.has(n))).toEqual([]);
    numbers.forEach((n, i) => {
      const accepted = languages.flatMap((language) => spellings(n, language).map(textOf));
      expect(accepted).toContain(texts[i]);
    });
  });

  it('draws both languages alike, small numbers often enough', () => {
    const share = (f: (text: string, n: number) => boolean) =>
      texts.filter((text, i) => f(text, numbers[i] ?? NaN)).length / texts.length;
    expect(Math.abs(share((text) => /[a-z]/.test(text)) - 0.5)).toBeLessThan(0.05);
    expect(Math.abs(share((_, n) => n < 100) - 0.11)).toBeLessThan(0.03);
    expect(share((text) => text.includes('两'))).toBeGreaterThan(0.02);
  });

  it('repeats with its seed', () => {
    expect(numberBatch(new Rng(1), train, 8)).toEqual(numberBatch(new Rng(1), train, 8));
    expect(numberBatch(new Rng(1), train, 8)).not.toEqual(numberBatch(new Rng(2), train, 8));
  });
});
