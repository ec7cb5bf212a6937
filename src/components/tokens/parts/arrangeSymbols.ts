/** How large the symbols of a row are and where its lines begin, so that it fills its room. */
import { gap } from '../../../theme/layout';
import { size } from '../../../theme/type';
import { textWidth } from '../../figure/parts/paintText';
import { labelPx, labelReach } from './paintSymbol';
import { breakLines, type RowLabel, type RowStyle, type RowSymbol } from './symbolLayout';

export interface RowRoom {
  readonly px?: number;
  readonly width: number;
  readonly height?: number;
  readonly align?: 'left' | 'center';
  readonly above?: readonly RowLabel[];
}

export interface SymbolStyle extends RowStyle {
  /** Of the letters. */
  readonly px: number;
  /** False where the labels above found no room. */
  readonly labelledAbove: boolean;
}

export interface Arrangement {
  readonly style: SymbolStyle;
  readonly starts: readonly number[];
}

const step = 2;
/** Smaller letters than these are not worth a group in one line. */
const comfortable = size.heading;

/** The largest letters whose lines fit the room, with whole groups if possible; a row without a height has one line. */
export function arrangeSymbols(symbols: readonly RowSymbol[], room: RowRoom): Arrangement {
  const { px: wanted = size.token, width, height } = room;
  const count = Math.max(1, Math.floor((wanted - size.small) / step) + 1);
  const sizes = Array.from({ length: count }, (_, i) => wanted - i * step);
  const arranged = (px: number, keepGroups: boolean, labelled: boolean): Arrangement => {
    const style = styleOf(px, room, labelled);
    return { style, starts: breakLines(symbols, style, width, keepGroups) };
  };
  const fits = ({ style, starts }: Arrangement) =>
    height === undefined ? starts.length === 1 : starts.length * style.pitch - gap.normal <= height;
  const boundaries = groupStarts(symbols);
  const isWhole = ({ starts, style }: Arrangement) =>
    style.px >= comfortable && starts.every((start) => boundaries.has(start));
  const choices = [true, false].flatMap((labelled) =>
    [true, false].flatMap((keepGroups) => sizes.map((px) => arranged(px, keepGroups, labelled))),
  );
  return (
    choices.find((c) => fits(c) && isWhole(c)) ??
    choices.find(fits) ??
    arranged(size.small, false, false)
  );
}

/** The atoms with which groups begin. */
function groupStarts(symbols: readonly RowSymbol[]): ReadonlySet<number> {
  let atom = 0;
  const starts = symbols.map(({ atoms, group }, i) => {
    const start = i === 0 || symbols[i - 1]?.group !== group ? atom : 0;
    atom += atoms;
    return start;
  });
  return new Set(starts);
}

function styleOf(px: number, { above = [], align }: RowRoom, labelled: boolean): SymbolStyle {
  const boxHeight = Math.round(px * 1.9);
  const over = labelled && above.length > 0 ? labelReach + labelPx / 2 : 0;
  return {
    px,
    labelledAbove: labelled,
    boxHeight,
    pitch: boxHeight + over + gap.normal,
    shift: over / 2,
    gap: gap.hair,
    groupGap: gap.normal,
    align: align ?? 'center',
    widthOf: (text: string) => Math.max(px * 1.5, textWidth(text, 'numbers', px) + px * 0.8),
  };
}
