/** Draws a layout on a canvas, mark by mark, in the context's fill style. */
import type { FormulaFont, FormulaLayout } from './FormulaLayout';
import { isGlyph, isPath, marksOf, type FormulaMark } from './FormulaMark';

/** Draws with the baseline's left end at the context's origin, `px` pixels per em. */
export function drawFormula(context: CanvasRenderingContext2D, layout: FormulaLayout, px: number) {
  for (const mark of marksOf(layout)) drawMark(context, mark, px);
}

export function drawMark(context: CanvasRenderingContext2D, mark: FormulaMark, px: number) {
  if (isGlyph(mark)) {
    context.textAlign = 'left';
    context.textBaseline = 'alphabetic';
    context.font = canvasFont(mark.font, mark.size * px);
    context.fillText(mark.text, mark.x * px, mark.y * px);
  } else if (isPath(mark)) {
    const { d, x, y, scaleX, scaleY, clip } = mark;
    context.save();
    context.scale(px, px);
    context.beginPath();
    context.rect(clip.x, clip.y, clip.width, clip.height);
    context.clip();
    context.translate(x, y);
    context.scale(scaleX, scaleY);
    context.fill(new Path2D(d));
    context.restore();
  } else {
    const { x, y, width, height } = mark.box;
    context.fillRect(x * px, y * px, width * px, height * px);
  }
}

export const canvasFont = ({ family, style, weight }: FormulaFont, px: number) =>
  `${style} ${weight} ${px}px ${family}`;
