/** A formula on its way to another: where every mark is, in em around the figure's centre. */
import { Vector2 } from '@motion-canvas/core';
import type { FormulaLayout } from './FormulaLayout';
import { between, marksOf, moved, type FormulaMark } from './FormulaMark';
import type { MarkMatch } from './matchMarks';

export interface FormulaMorph extends MarkMatch {
  readonly from: FormulaLayout;
  readonly to: FormulaLayout;
  readonly share: number;
}

export interface MorphedMark {
  readonly mark: FormulaMark;
  /** What it started as; its colour is on the way from that one's. */
  readonly was: FormulaMark;
  readonly alpha: number;
}

export function stillMarks(layout: FormulaLayout): readonly MorphedMark[] {
  const { x, y } = centreOf(layout);
  return marksOf(layout).map((mark) => ({ mark: moved(mark, -x, -y), was: mark, alpha: 1 }));
}

/** What leaves is gone half-way, what arrives begins there. */
export function morphedMarks(morph: FormulaMorph): readonly MorphedMark[] {
  const { moving, leaving, arriving, from, to, share } = morph;
  const [a, b] = [centreOf(from), centreOf(to)];
  return [
    ...leaving.map((was) => {
      const { x, y } = driftOf(was, from, to);
      const mark = moved(was, x * share - a.x, y * share - a.y);
      return { mark, was, alpha: Math.max(0, 1 - 2 * share) };
    }),
    ...arriving.map((was) => {
      const { x, y } = driftOf(was, to, from);
      const mark = moved(was, x * (1 - share) - b.x, y * (1 - share) - b.y);
      return { mark, was, alpha: Math.max(0, 2 * share - 1) };
    }),
    ...moving.map(([was, next]) => {
      const mark = between(moved(was, -a.x, -a.y), moved(next, -b.x, -b.y), share);
      return { mark, was, alpha: 1 };
    }),
  ];
}

export const extentOf = ({ width, height, depth }: FormulaLayout) =>
  new Vector2(width, height + depth);

/** The middle of a layout's box in the layout's own em. */
export const centreOf = ({ width, height, depth }: FormulaLayout) =>
  new Vector2(width / 2, (depth - height) / 2);

/** How far the innermost shared term of `mark` travels, in em around the centres. */
function driftOf({ terms }: FormulaMark, from: FormulaLayout, to: FormulaLayout): Vector2 {
  for (const name of terms.toReversed()) {
    const [a, b] = [from, to].map((layout) => {
      const box = layout.terms.find((t) => t.name === name)?.box;
      return (
        box && new Vector2(box.x + box.width / 2, box.y + box.height / 2).sub(centreOf(layout))
      );
    });
    if (a && b) return b.sub(a);
  }
  return Vector2.zero;
}
