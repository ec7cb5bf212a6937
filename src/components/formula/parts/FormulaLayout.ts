/**
 * A formula as positioned marks. All lengths are in em of the formula's own size; the origin is the
 * left end of the baseline, y grows downwards as on a canvas.
 */
export interface FormulaFont {
  readonly family: string;
  readonly style: 'normal' | 'italic';
  readonly weight: 400 | 700;
}

export interface Box {
  readonly x: number;
  readonly y: number; // top
  readonly width: number;
  readonly height: number;
}

interface Marked {
  /** Names of the terms that this mark belongs to, outermost first. */
  readonly terms: readonly string[];
}

export interface FormulaGlyph extends Marked {
  readonly text: string; // one character
  readonly font: FormulaFont;
  readonly size: number;
  readonly x: number;
  readonly y: number; // baseline
  readonly box: Box; // advance × (height + depth), from KaTeX's metrics
}

export interface FormulaRule extends Marked {
  readonly box: Box;
}

/** An SVG path: (u, v) of `d` lands on (x + u·scaleX, y + v·scaleY), and `clip` cuts it. */
export interface FormulaPath extends Marked {
  readonly d: string;
  readonly x: number;
  readonly y: number;
  readonly scaleX: number;
  readonly scaleY: number;
  readonly clip: Box;
}

/** One occurrence of `\term{name}{…}` with the box around its marks. */
export interface FormulaTerm {
  readonly name: string;
  readonly box: Box;
}

export interface FormulaLayout {
  readonly width: number;
  readonly height: number; // above the baseline
  readonly depth: number; // below it
  readonly glyphs: readonly FormulaGlyph[];
  readonly rules: readonly FormulaRule[];
  readonly paths: readonly FormulaPath[];
  readonly terms: readonly FormulaTerm[]; // from left to right
}

/** The smallest box around `boxes`. */
export function unionOf(boxes: readonly Box[]): Box {
  if (boxes.length === 0) return { x: 0, y: 0, width: 0, height: 0 };
  const left = Math.min(...boxes.map((b) => b.x));
  const top = Math.min(...boxes.map((b) => b.y));
  const right = Math.max(...boxes.map((b) => b.x + b.width));
  const bottom = Math.max(...boxes.map((b) => b.y + b.height));
  return { x: left, y: top, width: right - left, height: bottom - top };
}
