import fc from 'fast-check';
import { expect, test } from 'vitest';
import { charactersOf, layoutRun } from './runLayout';

const lines = (text: string, width: number) => {
  const { characters, lines: count } = layoutRun(charactersOf(text), width, () => 1);
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

test('keeps an accent and an emoji whole', () => {
  expect(charactersOf('e\u0301👩‍🚀x')).toEqual(['e\u0301', '👩‍🚀', 'x']);
});

test('every character stands once, in order, inside the width but for spaces', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n') }),
      fc.integer({ min: 1, max: 9 }),
      (text, width) => {
        const { characters } = layoutRun(charactersOf(text), width, () => 1);
        expect(characters.map((c) => c.text).join('')).toBe(text);
        for (const c of characters)
          if (c.text.trim()) expect(c.x + c.width).toBeLessThanOrEqual(width);
        characters.slice(1).forEach((c, i) => {
          const before = characters[i];
          expect(c.line > (before?.line ?? 0) || c.x >= (before?.x ?? 0)).toBe(true);
        });
      },
    ),
  );
});
