import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contrast } from '../../../theme/color';
import { palettes } from '../../../theme/palette';
import { betweenColors, cellColor, dimInk, dimmed, faintInk, largest } from './cellColor';

const readable = 4.5;
const themes = Object.values(palettes);
const colorings = [
  { scale: 'diverging', bound: 1 },
  { scale: 'sequential', bound: 1 },
  { scale: 'none', bound: 1 },
] as const;
const values = Array.from({ length: 401 }, (_, i) => (i - 200) / 160);
const strange = [Number.NaN, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, -0];

describe.each(themes)('on $name', (palette) => {
  test.each(colorings)('every $scale value can be read, dimmed or not', (coloring) => {
    for (const value of [...values, ...strange]) {
      for (const dim of [0, 0.25, 0.5, 0.75, 1]) {
        const fill = dimmed(palette, cellColor(palette, value, coloring), dim);
        expect(contrast(dimInk(palette, fill, dim), fill)).toBeGreaterThanOrEqual(readable);
      }
    }
  });

  test('every moment of a morph can be read', () => {
    const any = fc.oneof(fc.double({ min: -9, max: 9, noNaN: true }), fc.constantFrom(...strange));
    const coloring = fc.constantFrom(...colorings);
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(any, any, coloring, coloring, share, share, (a, b, as, become, t, dim) => {
        const fill = dimmed(palette, betweenColors(palette, [a, as], [b, become], t), dim);
        return contrast(dimInk(palette, fill, dim), fill) >= readable;
      }),
      { seed: 1 },
    );
  });

  test('dimmed text steps back as far as it may', () => {
    expect(contrast(faintInk(palette, palette.bg), palette.bg)).toBeLessThan(4.7);
  });

  test('a morph ends at the colours of its ends', () => {
    const [as, become] = colorings;
    const at = (share: number) => betweenColors(palette, [-0.4, as], [0.7, become], share);
    expect(at(0)).toBe(cellColor(palette, -0.4, as));
    expect(at(1)).toBe(cellColor(palette, 0.7, become));
  });

  test('numbers of one scale pass through zero, not through a mixture', () => {
    const [as] = colorings;
    const middle = betweenColors(palette, [-1, as], [1, as], 0.5);
    expect(middle).toBe(cellColor(palette, 0, as));
  });
});

test('the bound ignores what is not finite', () => {
  expect(largest([-3, 2, Number.NaN, Number.NEGATIVE_INFINITY])).toBe(3);
  expect(largest([])).toBe(1);
  expect(largest([0, Number.NaN])).toBe(1);
});
