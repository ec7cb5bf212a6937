/** The fill of a cell, and the ink on it, for one number or for the change from one to another. */
import { contrast, mix } from '../../../theme/color';
import type { Palette } from '../../../theme/palette';
import { diverging, ink, sequential } from '../../../theme/scales';

/** `warning`: every number is wrong, however large. */
export type Scale = 'diverging' | 'sequential' | 'none' | 'warning';

export interface Coloring {
  readonly scale: Scale;
  /** The value that takes the full colour. */
  readonly bound: number;
}

/** Of the fill of what is wrong, the part that is the warning's colour. */
const alarm = 0.5;

/** Of a dimmed fill, the part that is background. */
const dimming = 0.6;

export function cellColor(palette: Palette, value: number, { scale, bound }: Coloring): string {
  if (scale === 'none') return palette.surface;
  if (scale === 'warning') return mix(palette.surface, palette.warning, alarm);
  if (scale === 'sequential') return sequential(palette, value / (bound || 1));
  return diverging(palette, value, bound);
}

/** Numbers pass through the values between; other changes through the colours between. */
export function betweenColors(
  palette: Palette,
  [from, as]: readonly [number, Coloring],
  [to, become]: readonly [number, Coloring],
  share: number,
): string {
  const finite = Number.isFinite(from) && Number.isFinite(to);
  if (finite && as.scale === become.scale) {
    const bound = as.bound + (become.bound - as.bound) * share;
    return cellColor(palette, from + (to - from) * share, { scale: as.scale, bound });
  }
  return mix(cellColor(palette, from, as), cellColor(palette, to, become), share);
}

export const dimmed = (palette: Palette, fill: string, share: number): string =>
  mix(fill, palette.bg, dimming * share);

/** The quietest text on `fill` that is still 4.5 : 1. */
export function faintInk(palette: Palette, fill: string): string {
  const full = ink(palette, fill);
  let [unreadable, readable] = [0, 1];
  for (let i = 0; i < 7; i++) {
    const middle = (unreadable + readable) / 2;
    if (contrast(mix(fill, full, middle), fill) >= 4.55) readable = middle;
    else unreadable = middle;
  }
  return mix(fill, full, readable);
}

/** Text on a fill that is dimmed by `share`. */
export function dimInk(palette: Palette, fill: string, share: number): string {
  const full = ink(palette, fill);
  return share > 0 ? mix(full, faintInk(palette, fill), share) : full;
}

/** max |value| of the finite ones, 1 where there is none. */
export function largest(values: readonly number[]): number {
  let bound = 0;
  for (const value of values) if (Number.isFinite(value)) bound = Math.max(bound, Math.abs(value));
  return bound || 1;
}
