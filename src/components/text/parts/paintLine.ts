/** Measures and draws the runs of a line: letters in the faces of words or numbers, formulas in KaTeX's. */
import { isRole, type Palette, type Role } from '../../../theme/palette';
import { font, type Face, type Weight } from '../../../theme/type';
import { drawMark } from '../../formula/parts/drawFormula';
import type { FormulaLayout } from '../../formula/parts/FormulaLayout';
import { marksOf } from '../../formula/parts/FormulaMark';
import { layoutFormula } from '../../formula/parts/layoutFormula';
import { asDrawn } from '../../figure/parts/paintText';
import { isFormula } from './parseWords';
import type { Line, Ruler } from './setWords';

export interface WordsStyle {
  readonly face: Face;
  readonly px: number;
  readonly weight: Weight;
  readonly role: Role;
}

/** KaTeX's faces are cut smaller: so much larger, their x is as high as that of the words. */
const formulaScale = 1.16;
/** Less than this share of an em is no full-width mark. */
const fullWidth = 0.9;

export function rulerOf({ face, px, weight }: WordsStyle): Ruler {
  const measure = (text: string, role: Role | undefined) => {
    measuring.font = font(face, px, role ? 600 : weight);
    return measuring.measureText(text);
  };
  return {
    text: (text, role) => measure(asDrawn(text, face), role).width,
    formula: (tex) => inlineLayout(tex).width * px * formulaScale,
    half(mark, role) {
      const {
        width,
        actualBoundingBoxLeft: left,
        actualBoundingBoxRight: right,
      } = measure(mark, role);
      const isHalfEmpty = right < 0.55 * width || -left > 0.45 * width;
      return width > fullWidth * px && isHalfEmpty ? width / 2 : 0;
    },
  };
}

/** From `x` on, standing on `y`. */
export function paintLine(
  context: CanvasRenderingContext2D,
  palette: Palette,
  line: Line,
  x: number,
  y: number,
  style: WordsStyle,
) {
  context.textBaseline = 'alphabetic';
  context.textAlign = 'left';
  for (const run of line.runs) {
    const role = run.role ?? style.role;
    if (isFormula(run)) {
      paintFormula(context, palette, inlineLayout(run.tex), x + run.x, y, { ...style, role });
      continue;
    }
    context.font = font(style.face, style.px, run.role ? 600 : style.weight);
    context.fillStyle = palette[role];
    context.fillText(asDrawn(run.text, style.face), x + run.x + run.shift, y);
  }
}

function paintFormula(
  context: CanvasRenderingContext2D,
  palette: Palette,
  layout: FormulaLayout,
  x: number,
  y: number,
  { px, role }: WordsStyle,
) {
  context.save();
  context.translate(x, y);
  for (const mark of marksOf(layout)) {
    context.fillStyle = palette[mark.terms.findLast(isRole) ?? role];
    drawMark(context, mark, px * formulaScale);
  }
  context.restore();
}

/** Words are set anew for every picture; their formulas are laid out once. */
const layouts = new Map<string, FormulaLayout>();

function inlineLayout(tex: string): FormulaLayout {
  const known = layouts.get(tex) ?? layoutFormula(tex, { display: false });
  layouts.set(tex, known);
  return known;
}

const measuring = new OffscreenCanvas(1, 1).getContext('2d') as OffscreenCanvasRenderingContext2D;
