/** The two colour scales of numbers and the ink that can be read on them. */
import { contrast, luminance, mix } from './color';
import type { Palette } from './palette';

const clamp = (x: number) => Math.min(1, Math.max(0, x));

/** value / bound in [−1, 1] → blue, neutral, orange. NaN → the theme's surface. */
export function diverging(palette: Palette, value: number, bound: number): string {
  if (!Number.isFinite(value)) return palette.surface;
  const share = clamp(Math.abs(value) / (bound || 1));
  return mix(palette.zero, value < 0 ? palette.neg : palette.pos, 0.85 * share ** 0.8);
}

/**
 * probability in [0, 1] → neutral to the brightest (on a light ground, the darkest): light is no role's
 * colour, so that a share is not taken for a query.
 */
export function sequential(palette: Palette, value: number): string {
  if (!Number.isFinite(value)) return palette.surface;
  return mix(palette.zero, palette.share, clamp(value) ** 0.7);
}

/**
 * The colour of text on `background`. Dark or light, whichever has more contrast, so that it changes at
 * one lightness only; the theme's own where it is readable, else black or white.
 */
export function ink(palette: Palette, background: string): string {
  const isLight = contrast('#FFFFFF', background) > contrast('#000000', background);
  const own = [palette.text, palette.bg].find((c) => luminance(c) > 0.5 === isLight);
  if (own && contrast(own, background) >= leastContrast) return own;
  return isLight ? '#FFFFFF' : '#000000';
}

const leastContrast = 4.6;
