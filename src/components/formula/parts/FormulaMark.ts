/** A glyph, a rule or a path of a layout, and what all three can do. */
import type { Box, FormulaGlyph, FormulaLayout, FormulaPath, FormulaRule } from './FormulaLayout';

export type FormulaMark = FormulaGlyph | FormulaRule | FormulaPath;

export const isGlyph = (mark: FormulaMark): mark is FormulaGlyph => 'text' in mark;
export const isPath = (mark: FormulaMark): mark is FormulaPath => 'd' in mark;

export const marksOf = ({
  glyphs,
  rules,
  paths,
}: Pick<FormulaLayout, 'glyphs' | 'rules' | 'paths'>): readonly FormulaMark[] => [
  ...glyphs,
  ...rules,
  ...paths,
];

export const boxOf = (mark: FormulaMark): Box => (isPath(mark) ? mark.clip : mark.box);

/** Equal keys: the same ink, but for place and size. */
export function inkOf(mark: FormulaMark): string {
  if (isGlyph(mark))
    return `${mark.text} ${mark.font.family} ${mark.font.style} ${mark.font.weight}`;
  return isPath(mark) ? mark.d : 'rule';
}

/** `mark` moved by (dx, dy) em. */
export const moved = (mark: FormulaMark, dx: number, dy: number): FormulaMark =>
  reshaped(
    mark,
    (b) => ({ ...b, x: b.x + dx, y: b.y + dy }),
    (p) => ({ x: p.x + dx, y: p.y + dy }),
  );

/** `share` of the way from `a` to `b`; both have the same ink. */
export function between(a: FormulaMark, b: FormulaMark, share: number): FormulaMark {
  const at = (from: number, to: number) => from + (to - from) * share;
  const box = (p: Box, q: Box): Box => ({
    x: at(p.x, q.x),
    y: at(p.y, q.y),
    width: at(p.width, q.width),
    height: at(p.height, q.height),
  });
  if (isGlyph(a) && isGlyph(b)) {
    return {
      ...b,
      x: at(a.x, b.x),
      y: at(a.y, b.y),
      size: at(a.size, b.size),
      box: box(a.box, b.box),
    };
  }
  if (isPath(a) && isPath(b)) {
    return {
      ...b,
      x: at(a.x, b.x),
      y: at(a.y, b.y),
      scaleX: at(a.scaleX, b.scaleX),
      scaleY: at(a.scaleY, b.scaleY),
      clip: box(a.clip, b.clip),
    };
  }
  if (isGlyph(a) || isGlyph(b) || isPath(a) || isPath(b)) return b;
  return { ...b, box: box(a.box, b.box) };
}

type Point = { readonly x: number; readonly y: number };

function reshaped(
  mark: FormulaMark,
  box: (b: Box) => Box,
  point: (p: Point) => Point,
): FormulaMark {
  if (isGlyph(mark)) return { ...mark, ...point(mark), box: box(mark.box) };
  if (isPath(mark)) return { ...mark, ...point(mark), clip: box(mark.clip) };
  return { ...mark, box: box(mark.box) };
}
