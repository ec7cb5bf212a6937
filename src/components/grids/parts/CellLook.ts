/** What one cell shows at one moment: the colours, the digits, and how much of them. */
import type { ArrayFact } from '../../../lessons/facts';
import { formatNumber } from '../../../theme/formatNumber';
import { mix } from '../../../theme/color';
import type { Palette } from '../../../theme/palette';
import { betweenColors, dimInk, dimmed, faintInk, type Coloring } from './cellColor';

export interface CellLook {
  readonly fill: string;
  readonly ink: string;
  readonly text: string;
  /** 0…1; below 1 while one number gives way to another: there is none between them. */
  readonly clarity: number;
  /** 0…1; an infinite value is an empty, hatched cell. */
  readonly hatch: number;
}

/** The values of a fact and how they are coloured. */
export interface Painted {
  readonly fact: ArrayFact;
  readonly coloring: Coloring;
}

/** Cell `k`, `share` of the way from one fact to the next, dimmed by `dim`. Colours pass, numbers change at half-way. */
export function cellLook(
  palette: Palette,
  from: Painted,
  to: Painted,
  k: number,
  share: number,
  dim: number,
): CellLook {
  const a = from.fact.values[k] ?? Number.NaN;
  const b = to.fact.values[k] ?? Number.NaN;
  const bright = betweenColors(palette, [a, from.coloring], [b, to.coloring], share);
  const fill = dimmed(palette, bright, dim);
  const [before, after] = [from, to].map(({ fact }) =>
    formatNumber(fact.values[k] ?? NaN, fact.decimals),
  );
  const value = share < 0.5 ? a : b;
  return {
    fill,
    ink: inkOf(palette, value, fill, dim),
    text: (share < 0.5 ? before : after) ?? '',
    clarity: before === after ? 1 : Math.abs(2 * share - 1),
    hatch: hatched(a) * (1 - share) + hatched(b) * share,
  };
}

const hatched = (value: number) => (Math.abs(value) === Number.POSITIVE_INFINITY ? 1 : 0);

function inkOf(palette: Palette, value: number, fill: string, dim: number): string {
  if (Math.abs(value) !== Number.POSITIVE_INFINITY) return dimInk(palette, fill, dim);
  return mix(palette.muted, faintInk(palette, fill), dim);
}
