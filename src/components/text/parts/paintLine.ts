/** Measures and draws the runs of a line: letters in the faces of words or numbers, formulas in KaTeX's. */
import { mix } from '../../../theme/color';
import { isRole, type Palette, type Role } from '../../../theme/palette';
import { font, type Face, type Weight } from '../../../theme/type';
import { canvasFont, drawMark } from '../../formula/parts/drawFormula';
import type { FormulaLayout } from '../../formula/parts/FormulaLayout';
import { isGlyph, marksOf } from '../../formula/parts/FormulaMark';
import { layoutFormula } from '../../formula/parts/layoutFormula';
import { asDrawn } from '../../figure/parts/paintText';
import { isFormula, type InlineFormula } from './parseWords';
import type { Line, Run, Ruler } from './setWords';

export interface WordsFace {
  readonly face: Face;
  readonly px: number;
  readonly weight: Weight;
}

export interface WordsStyle extends WordsFace {
  /** Of what has no role of its own. */
  readonly color: string;
  /** How far all colours have given way to the muted one. */
  readonly faded?: number;
  /** Keeps lines off the letters: the colour of the ground, drawn around them. */
  readonly halo?: string;
}

/** KaTeX's faces are cut smaller: so much larger, their x is as high as that of the words. */
const formulaScale = 1.16;
/** Less than this share of an em is no full-width mark. */
const fullWidth = 0.9;

export function rulerOf({ face, px, weight }: WordsFace): Ruler {
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
  const { px, color, halo, faded = 0 } = style;
  const inkOf = (role: Role | undefined) => mix(role ? palette[role] : color, palette.muted, faded);
  if (halo) {
    context.strokeStyle = halo;
    context.lineWidth = px / 3;
    context.lineJoin = 'round';
    for (const run of line.runs) outlineRun(context, run, x, y, style);
  }
  for (const run of line.runs) {
    context.fillStyle = inkOf(run.role);
    if (isFormula(run)) {
      atFormula(context, x + run.x, y, () => {
        for (const mark of marksOf(inlineLayout(run.tex))) {
          context.fillStyle = inkOf(mark.terms.findLast(isRole) ?? run.role);
          drawMark(context, mark, px * formulaScale);
        }
      });
    } else {
      context.font = fontOf(run.role, style);
      context.fillText(asDrawn(run.text, style.face), x + run.x + run.shift, y);
    }
  }
}

function outlineRun(
  context: CanvasRenderingContext2D,
  run: Run,
  x: number,
  y: number,
  style: WordsStyle,
) {
  if (isFormula(run)) {
    const px = style.px * formulaScale;
    atFormula(context, x + run.x, y, () => {
      for (const mark of marksOf(inlineLayout(run.tex)).filter(isGlyph)) {
        context.font = canvasFont(mark.font, mark.size * px);
        context.strokeText(mark.text, mark.x * px, mark.y * px);
      }
    });
    return;
  }
  context.font = fontOf(run.role, style);
  context.strokeText(asDrawn(run.text, style.face), x + run.x + run.shift, y);
}

const fontOf = (role: Role | undefined, { face, px, weight }: WordsFace) =>
  font(face, px, role ? 600 : weight);

function atFormula(context: CanvasRenderingContext2D, x: number, y: number, draw: () => void) {
  context.save();
  context.translate(x, y);
  draw();
  context.restore();
}

/** Words are set anew for every picture; their formulas are laid out once. */
const layouts = new Map<InlineFormula['tex'], FormulaLayout>();

function inlineLayout(tex: string): FormulaLayout {
  const known = layouts.get(tex) ?? layoutFormula(tex, { display: false });
  layouts.set(tex, known);
  return known;
}

const measuring = new OffscreenCanvas(1, 1).getContext('2d') as OffscreenCanvasRenderingContext2D;
