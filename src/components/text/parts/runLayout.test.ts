import fc from 'fast-check';
import { expect, test } from 'vitest';
import { charactersOf, layoutRun } from './runLayout';

type Setting = Parameters<typeof layoutRun>[2];

const lines = (text: string, width: number, setting: Partial<Setting> = {}) => {
  const given = { width, ...setting };
  const { characters, lines: count } = layoutRun(charactersOf(text), () => 1, given);
  return Array.from({ length: count }, (_, line) =>
    characters
      .filter((c) => c.line === line)
      .map((c) => c.text)
      .join(''),
  );
};

test('breaks between words, and inside one that is longer than a line', () => {
  expect(lines('to be or not', 6)).toEqual(['to be ', 'or not']);
  expect(lines('to bewilder', 6)).toEqual(['to ', 'bewild', 'er']);
  expect(lines('a\nb', 6)).toEqual(['a\n', 'b']);
});

test('a space that is seen stays in its line, with its word where there is one', () => {
  const hangs = () => false;
  expect(lines('to abc or', 6, { hangs })).toEqual(['to ', 'abc or']);
  expect(lines('abcdef x', 6, { hangs })).toEqual(['abcdef', ' x']);
  expect(lines('     ', 2, { hangs })).toEqual(['  ', '  ', ' ']);
});

test('one line has its line ends in it', () => {
  expect(lines('a\n\nb c', Infinity, { breaks: false })).toEqual(['a\n\nb c']);
});

test('keeps an accent and an emoji whole', () => {
  expect(charactersOf('e\u0301👩‍🚀x')).toEqual(['e\u0301', '👩‍🚀', 'x']);
});

test('every character stands once, in order, inside the width but for spaces that may hang', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n') }),
      fc.integer({ min: 1, max: 9 }),
      fc.boolean(),
      (text, width, hang) => {
        const hangs = () => hang;
        const { characters } = layoutRun(charactersOf(text), () => 1, { width, hangs });
        expect(characters.map((c) => c.text).join('')).toBe(text);
        for (const c of characters)
          if (c.text.trim() || !hang) expect(c.x + c.width).toBeLessThanOrEqual(width);
        characters.slice(1).forEach((c, i) => {
          const before = characters[i];
          expect(c.line > (before?.line ?? 0) || c.x >= (before?.x ?? 0)).toBe(true);
        });
      },
    ),
  );
});
