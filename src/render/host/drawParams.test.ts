import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { defineLesson, integerParam, textParam } from '../../lessons/defineLesson';
import { CharacterTokenizer } from '../../engine/tokenizers/CharacterTokenizer';
import { shakespeareCharacters } from '../../engine/tokenizers/shakespeareCharacters';
import { modelText } from '../../lessons/modelText';
import { numberOf, spelledNumber } from '../../lessons/spelledNumber';
import { drawParams } from './drawParams';

const lesson = defineLesson({
  id: 'drawn',
  params: {
    text: textParam({ en: 'room to let', zh: 'room to let' }, { max: 12 }),
    count: integerParam(10, { min: 5, max: 15 }),
    digits: {
      schema: z.string().regex(/^\d{2,4}$/),
      initial: { en: '12', zh: '12' },
      allowed: '2 to 4 digits',
    },
  },
  run: () => ({}),
  claims: {},
});
const seeds = Array.from({ length: 200 }, (_, seed) => seed);

describe('drawn parameters', () => {
  test('are legal', () => {
    for (const seed of seeds) {
      expect(() => lesson.resolve(drawParams(lesson, seed), 'en')).not.toThrow();
    }
  });

  test('are what is hard to set, and many', () => {
    const texts = seeds.map((seed) => drawParams(lesson, seed).text ?? '');
    expect(new Set(texts).size).toBeGreaterThan(20);
    for (const kind of [/\p{Script=Cyrillic}/u, /\p{Script=Hebrew}/u, /-->/, /\n/, /^\d/, /room/]) {
      expect(
        texts.some((text) => kind.test(text)),
        String(kind),
      ).toBe(true);
    }
  });

  test('have every character of the alphabet of a model, at every length that is allowed', () => {
    const tokenizer = new CharacterTokenizer(shakespeareCharacters);
    const text = modelText({ en: 'Love', zh: 'Love' }, { tokenizer, max: 10, of: 'letters' });
    const own = { ...lesson, params: { text } };
    const texts = seeds.map((seed) => String(text.schema.parse(drawParams(own, seed).text)));
    const seen = new Set(texts.join(''));
    expect(shakespeareCharacters.filter((character) => !seen.has(character))).toEqual([]);
    expect(new Set(texts.map((one) => one.length)).size).toBe(10);
    expect(new Set(texts.slice(0, 6)).size).toBe(6);
    expect(texts.some((one) => /\s\s/.test(one))).toBe(true);
  });

  test('have every word of a language that is spelled in words', () => {
    const text = spelledNumber({ en: 'three hundred eighty six', zh: '三百八十六' });
    const texts = seeds.map((seed) => drawParams({ ...lesson, params: { text } }, seed).text ?? '');
    expect(texts.every((one) => numberOf(one) !== null)).toBe(true);
    expect(new Set(texts).size).toBeGreaterThan(100);
    for (const word of ['thousand', 'seventy', 'nine', '千', '零', '七']) {
      expect(
        texts.some((one) => one.includes(word)),
        word,
      ).toBe(true);
    }
  });

  test('keep to a narrow schema, and are the same for the same seed', () => {
    const digits = seeds.map((seed) => drawParams(lesson, seed).digits);
    expect(digits.every((value) => /^\d{2,4}$/.test(value ?? ''))).toBe(true);
    expect(seeds.map((seed) => drawParams(lesson, seed).digits)).toEqual(digits);
  });
});
