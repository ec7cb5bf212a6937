/** The two colour scales of numbers and the ink that can be read on them. */
import { contrast, mix } from './color';
import type { Palette } from './palette';

const clamp = (x: number) => Math.min(1, Math.max(0, x));

/** value / bound in [−1, 1] → blue, neutral, orange. NaN → the theme's surface. */
export function diverging(palette: Palette, value: number, bound: number): string {
  if (!Number.isFinite(value)) return palette.surface;
  const share = clamp(Math.abs(value) / (bound || 1));
  return mix(palette.zero, value < 0 ? palette.neg : palette.pos, 0.85 * share ** 0.8);
}

/** probability in [0, 1] → neutral to gold. */
export function sequential(palette: Palette, value: number): string {
  if (!Number.isFinite(value)) return palette.surface;
  const full = palette.name === 'dark' ? palette.query : '#E0A526';
  return mix(palette.zero, full, 0.92 * clamp(value) ** 0.7);
}

/** The colour of text on `background`: the theme's own where it is readable, else black or white. */
export function ink(palette: Palette, background: string): string {
  const choices = [palette.text, palette.bg, '#000000', '#FFFFFF'];
  const readable = choices.find((c) => contrast(c, background) >= 4.6);
  return (
    readable ??
    (contrast('#000000', background) > contrast('#FFFFFF', background) ? '#000000' : '#FFFFFF')
  );
}
