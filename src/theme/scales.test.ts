import { describe, expect, test } from 'vitest';
import { contrast, luminance } from './color';
import { palettes } from './palette';
import { diverging, ink, sequential } from './scales';

const steps = Array.from({ length: 401 }, (_, i) => i / 400);

describe.each(Object.values(palettes))('$name', (palette) => {
  const fills = steps.flatMap((x) => [
    diverging(palette, x, 1),
    diverging(palette, -x, 1),
    sequential(palette, x),
  ]);

  test('digits can be read on every cell', () => {
    for (const fill of fills)
      expect(contrast(ink(palette, fill), fill)).toBeGreaterThanOrEqual(4.5);
  });

  test('of two cells the lighter one never has the lighter digits, unless both have', () => {
    const sorted = [...fills].sort((a, b) => luminance(a) - luminance(b));
    const isLight = sorted.map((fill) => luminance(ink(palette, fill)) > 0.5);
    const first = isLight.indexOf(false);
    expect(isLight.slice(first < 0 ? isLight.length : first)).not.toContain(true);
  });

  test('no share has the colour of a role', () => {
    const apart = (a: string, b: string) =>
      [1, 3, 5].reduce(
        (sum, i) =>
          sum + Math.abs(parseInt(a.slice(i, i + 2), 16) - parseInt(b.slice(i, i + 2), 16)),
        0,
      );
    for (const x of steps) {
      for (const role of ['query', 'key', 'value', 'position', 'neg', 'pos'] as const) {
        expect(apart(sequential(palette, x), palette[role])).toBeGreaterThan(60);
      }
    }
  });
});
