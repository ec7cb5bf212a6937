/** One line of text on the canvas, its digits or capitals centred on `y`, and how wide it will be. */
import { font, type Face, type Weight } from '../../../theme/type';

export interface TextStyle {
  readonly face: Face;
  readonly px: number;
  readonly weight?: Weight;
  readonly color: string;
  readonly align?: CanvasTextAlign;
  /** Keeps lines off the letters: the colour of the ground, drawn around them. */
  readonly halo?: string;
}

/** From the centre of a line to its baseline, in em: half the height of capitals and figures. */
export const baseline = 0.365;

/** The minus of the face for numbers is as short as its hyphen; its dash is as wide as a figure. */
export const asDrawn = (text: string, face: Face): string =>
  face === 'numbers' ? text.replaceAll('\u2212', '\u2013') : text;

export function paintText(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  { face, px, weight = 400, color, align = 'center', halo }: TextStyle,
) {
  context.font = font(face, px, weight);
  context.fillStyle = color;
  context.textAlign = align;
  context.textBaseline = 'alphabetic';
  const bottom = Math.round(y + baseline * px);
  if (halo) {
    context.strokeStyle = halo;
    context.lineWidth = px / 3;
    context.lineJoin = 'round';
    context.strokeText(asDrawn(text, face), x, bottom);
  }
  context.fillText(asDrawn(text, face), x, bottom);
}

export function textWidth(text: string, face: Face, px: number, weight: Weight = 400): number {
  measuring.font = font(face, px, weight);
  return measuring.measureText(asDrawn(text, face)).width;
}

/** Width of one figure of the face for numbers, in em. */
export const figureAdvance = () => textWidth('0', 'numbers', 100) / 100;

const measuring = new OffscreenCanvas(1, 1).getContext('2d') as OffscreenCanvasRenderingContext2D;
