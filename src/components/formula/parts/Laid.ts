/** A measured box of the tree, not yet placed. */
import type { FormulaGlyph, FormulaPath, FormulaRule } from './FormulaLayout';

/** What placing fills: marks in the tree's order. */
export interface Marks {
  readonly glyphs: FormulaGlyph[];
  readonly rules: FormulaRule[];
  readonly paths: FormulaPath[];
  readonly spans: TermSpan[];
}

/** The marks of one term: from the first to before the second counts of glyphs, rules, paths. */
export interface TermSpan {
  readonly name: string;
  readonly from: MarkCounts;
  readonly to: MarkCounts;
}

type MarkCounts = readonly [glyphs: number, rules: number, paths: number];

export const countsOf = ({ glyphs, rules, paths }: Marks): MarkCounts => [
  glyphs.length,
  rules.length,
  paths.length,
];

export interface Laid {
  readonly width: number;
  /** As wide as its container, and at least `width`. */
  readonly stretches?: boolean;
  /** Draws from x on the baseline y; `room` is the container's width. */
  place(x: number, y: number, room: number, marks: Marks): void;
}

export const space = (width: number): Laid => ({ width, place() {} });
