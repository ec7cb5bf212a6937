/**
 * How the numbers of a fact stand in cells: one size for all, decimal points under each other, the
 * digits centred and the minus hanging to their left. If the widest does not fit at the smallest
 * readable size, no number is shown.
 */
import type { ArrayFact } from '../../../lessons/facts';
import { formatNumber } from '../../../theme/formatNumber';
import { size } from '../../../theme/type';

export interface NumberSetting {
  readonly px: number;
  /** From the cell's centre to the right edge of a number. */
  readonly right: number;
  /** 1 where the numbers fit, else 0. */
  readonly clarity: number;
}

/** Least distance between a number and the edge of its cell. */
const padding = 6;

/** `advance` is the width of one figure in em; figures are tabular. */
export function numberSetting(
  { values, decimals }: Pick<ArrayFact, 'values' | 'decimals'>,
  cellWidth: number,
  advance: number,
  most: number = size.cell,
): NumberSetting {
  const [digits, signed] = widest({ values, decimals });
  const room = cellWidth - 2 * padding;
  const px = [most, size.small].find((px) => signed * advance * px <= room);
  const set = px ?? size.small;
  const figure = advance * set;
  const centred = (digits * figure) / 2;
  // A hanging minus would look left of the middle: a quarter of it is given back, more where it is tight.
  const minus = (signed - digits) * figure;
  const overhang = Math.max(minus / 4, signed * figure - centred - room / 2);
  return { px: set, right: centred + overhang, clarity: px === undefined ? 0 : 1 };
}

/** The size at which the widest number fills a cell. */
export const pxThatFits = (
  fact: Pick<ArrayFact, 'values' | 'decimals'>,
  cellWidth: number,
  advance: number,
): number => Math.floor((cellWidth - 2 * padding) / (advance * Math.max(1, widest(fact)[1])));

/** Figures of the widest number, without and with a minus. */
function widest({ values, decimals }: Pick<ArrayFact, 'values' | 'decimals'>) {
  let [digits, signed] = [0, 0];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    const text = formatNumber(value, decimals);
    const sign = text.startsWith('\u2212') ? 1 : 0;
    digits = Math.max(digits, text.length - sign);
    signed = Math.max(signed, text.length);
  }
  return [digits, signed] as const;
}

export function betweenSettings(a: NumberSetting, b: NumberSetting, share: number): NumberSetting {
  const at = (name: keyof NumberSetting) => a[name] + (b[name] - a[name]) * share;
  return { px: at('px'), right: at('right'), clarity: at('clarity') };
}
