/**
 * Which mark of one formula becomes which mark of the next: first equal ink in equal terms, then
 * equal ink anywhere, both in reading order. What is left over fades, along with its term.
 */
import type { FormulaLayout } from './FormulaLayout';
import { inkOf, isGlyph, marksOf, type FormulaMark } from './FormulaMark';

export interface MarkMatch {
  readonly moving: readonly (readonly [FormulaMark, FormulaMark])[];
  readonly leaving: readonly FormulaMark[];
  readonly arriving: readonly FormulaMark[];
}

export function matchMarks(from: FormulaLayout, to: FormulaLayout): MarkMatch {
  const moving: [FormulaMark, FormulaMark][] = [];
  let leaving = marksOf(from);
  let arriving = marksOf(to);
  for (const keyOf of [inTerm, inAnyTerm]) {
    const waiting = new Map<string, FormulaMark[]>();
    for (const mark of leaving)
      waiting.set(keyOf(mark), [...(waiting.get(keyOf(mark)) ?? []), mark]);
    arriving = arriving.filter((mark) => {
      const partner = waiting.get(keyOf(mark))?.shift();
      if (partner !== undefined) moving.push([partner, mark]);
      return partner === undefined;
    });
    const left = new Set([...waiting.values()].flat());
    leaving = leaving.filter((mark) => left.has(mark));
  }
  return { moving, leaving, arriving };
}

const inTerm = (mark: FormulaMark) => JSON.stringify([mark.terms, inkOf(mark)]);

/** Rules and stretchy paths look alike everywhere; outside their term they would fly at random. */
const inAnyTerm = (mark: FormulaMark) => (isGlyph(mark) ? inkOf(mark) : inTerm(mark));
