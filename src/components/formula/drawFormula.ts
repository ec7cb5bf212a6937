/** Draws a layout on a canvas, in one loop over its marks. */
import type { FormulaFont, FormulaLayout } from './FormulaLayout';

/** Draws with the baseline's left end at the context's origin, `px` pixels per em. */
export function drawFormula(context: CanvasRenderingContext2D, layout: FormulaLayout, px: number) {
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  for (const { text, font, size, x, y } of layout.glyphs) {
    context.font = canvasFont(font, size * px);
    context.fillText(text, x * px, y * px);
  }
  for (const { box } of layout.rules) {
    context.fillRect(box.x * px, box.y * px, box.width * px, box.height * px);
  }
  for (const { d, x, y, scaleX, scaleY, clip } of layout.paths) {
    context.save();
    context.scale(px, px);
    context.beginPath();
    context.rect(clip.x, clip.y, clip.width, clip.height);
    context.clip();
    context.translate(x, y);
    context.scale(scaleX, scaleY);
    context.fill(new Path2D(d));
    context.restore();
  }
}

export const canvasFont = ({ family, style, weight }: FormulaFont, px: number) =>
  `${style} ${weight} ${px}px ${family}`;
