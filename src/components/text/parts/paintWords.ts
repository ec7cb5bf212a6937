/**
 * One line that a figure's author has written, with the markup and the setting of captions: titles, labels,
 * headers. `paintText` is for what is data: numbers, tokens.
 */
import type { Palette } from '../../../theme/palette';
import type { Face, Weight } from '../../../theme/type';
import { baseline, type TextStyle } from '../../figure/parts/paintText';
import { plainWords } from '../plainWords';
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

/**
 * Markup that is none fails where a figure is made, in the line of the scene that says it, and not when it is first
 * measured. What changes later is left to that moment.
 * @throws ForwardPassError for an unknown role, and for LaTeX that KaTeX cannot read.
 */
export function requireWords(...texts: readonly unknown[]) {
  for (const text of texts.flat()) if (typeof text === 'string') plainWords(text);
}

export const wordsWidth = (text: string, face: Face, px: number, weight: Weight = 400): number =>
  lineOf(text, face, px, weight).width;

function lineOf(text: string, face: Face, px: number, weight: Weight): Line {
  const ruler = rulerOf({ face, px, weight });
  const [line] = setWords(parseWords(text), ruler, { width: Infinity, balanced: false });
  return line ?? { runs: [], width: 0 };
}
