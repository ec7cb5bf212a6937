/**
 * One line that a figure's author has written, with the markup and the setting of captions: titles, labels,
 * headers. `paintText` is for what is data: numbers, tokens.
 */
import type { Palette } from '../../../theme/palette';
import type { Face, Weight } from '../../../theme/type';
import { baseline, type TextStyle } from '../../figure/parts/paintText';
import { paintLine, rulerOf, type WordsStyle } from './paintLine';
import { parseWords } from './parseWords';
import { setWords, type Line } from './setWords';

export type LineStyle = TextStyle & Pick<WordsStyle, 'faded'>;

/** Digits or capitals are centred on `y`; `x` is where `align` says. */
export function paintWords(
  context: CanvasRenderingContext2D,
  palette: Palette,
  text: string,
  x: number,
  y: number,
  style: LineStyle,
) {
  const { face, px, weight = 400, align = 'center' } = style;
  const line = lineOf(text, face, px, weight);
  const before = align === 'center' ? 1 / 2 : align === 'right' ? 1 : 0;
  const bottom = Math.round(y + baseline * px);
  paintLine(context, palette, line, x - before * line.width, bottom, { ...style, weight });
}

export const wordsWidth = (text: string, face: Face, px: number, weight: Weight = 400): number =>
  lineOf(text, face, px, weight).width;

function lineOf(text: string, face: Face, px: number, weight: Weight): Line {
  const ruler = rulerOf({ face, px, weight });
  const [line] = setWords(parseWords(text), ruler, { width: Infinity, balanced: false });
  return line ?? { runs: [], width: 0 };
}
