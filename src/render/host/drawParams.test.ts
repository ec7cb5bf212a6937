import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { defineLesson, integerParam, textParam } from '../../lessons/defineLesson';
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

  test('keep to a narrow schema, and are the same for the same seed', () => {
    const digits = seeds.map((seed) => drawParams(lesson, seed).digits);
    expect(digits.every((value) => /^\d{2,4}$/.test(value ?? ''))).toBe(true);
    expect(seeds.map((seed) => drawParams(lesson, seed).digits)).toEqual(digits);
  });
});
