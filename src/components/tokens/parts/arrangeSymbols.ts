/** How large the symbols of a row are and where its lines begin, so that it keeps to its room. */
import { gap } from '../../../theme/layout';
import { size } from '../../../theme/type';
import { textWidth } from '../../figure/parts/paintText';
import { labelReach } from './paintSymbol';
import { breakLines, type RowLabel, type RowStyle, type RowSymbol } from './symbolLayout';

export interface RowRoom {
  readonly px?: number;
  readonly width: number;
  readonly height?: number;
  readonly align?: 'left' | 'center';
  readonly above?: readonly RowLabel[];
  readonly below?: readonly RowLabel[];
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

export const abovePx = size.label;
export const belowPx = size.small;
const step = 2;
/** Of the width; labels below may need the rest. */
const lineShare = 0.9;

/** The largest size on one line; else lines that fit the height, with whole groups if possible. */
export function arrangeSymbols(symbols: readonly RowSymbol[], room: RowRoom): Arrangement {
  const { px: wanted = size.token, width, height = Number.POSITIVE_INFINITY } = room;
  const count = Math.floor((wanted - size.small) / step) + 1;
  const sizes = Array.from({ length: count }, (_, i) => wanted - i * step);
  const arranged = (
    px: number,
    keepGroups: boolean,
    labelled: boolean,
    line = width * lineShare,
  ): Arrangement => {
    const style = styleOf(px, room, labelled);
    return { style, starts: breakLines(symbols, style, line, keepGroups) };
  };
  const oneLine = sizes
    .map((px) => arranged(px, true, true, width))
    .find(({ starts }) => starts.length === 1);
  if (oneLine) return oneLine;
  const small = sizes.filter((px) => px <= size.cell);
  const choices = [true, false].flatMap((labelled) =>
    [true, false].flatMap((keepGroups) => small.map((px) => arranged(px, keepGroups, labelled))),
  );
  const fits = choices.find(({ style, starts }) => starts.length * style.pitch <= height);
  return fits ?? arranged(size.small, false, false);
}

function styleOf(px: number, { above = [], below = [], align }: RowRoom, labelled: boolean) {
  const boxHeight = Math.round(px * 1.9);
  const reach = (labels: readonly RowLabel[], labelPx: number) =>
    labels.length > 0 ? labelReach(labelPx) + labelPx / 2 : 0;
  const [over, under] = [labelled ? reach(above, abovePx) : 0, reach(below, belowPx)];
  return {
    px,
    labelledAbove: labelled,
    boxHeight,
    pitch: boxHeight + over + under + gap.normal,
    shift: (over - under) / 2,
    gap: gap.hair,
    groupGap: gap.normal,
    align: align ?? 'center',
    widthOf: (text: string) => Math.max(px * 1.5, textWidth(text, 'numbers', px) + px * 0.8),
    labelWidth: (text: string) => textWidth(text, 'numbers', belowPx) + gap.small,
  };
}
