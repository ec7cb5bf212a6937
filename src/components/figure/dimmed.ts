/**
 * A text that steps back goes grey, not faint, so that it can still be read; only on its way to nothing
 * does it fade.
 *   strength 1 … ½   its colour → muted
 *   strength ½ … 0   muted → gone
 */
import { mix } from '../../theme/color';
import type { Palette } from '../../theme/palette';

/** Strength of a text that is there, but not the point. */
export const stepsBack = 0.5;

/** How far its colour has given way to the muted one. */
export const textFaded = (strength: number): number =>
  1 - Math.max(0, Math.min(1, 2 * strength - 1));

export const textColor = (palette: Palette, color: string, strength: number): string =>
  mix(color, palette.muted, textFaded(strength));

export const textAlpha = (strength: number): number => Math.max(0, Math.min(1, 2 * strength));
