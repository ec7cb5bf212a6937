/**
 * LaTeX → positioned glyphs, rules and paths: a pure function without DOM.
 * checked against: KaTeX's own HTML in Chromium, tests/formula/formula.test.ts
 */
import { ForwardPassError } from '../../../engine/errors/ForwardPassError';
import { unionOf, type FormulaLayout, type FormulaTerm } from './FormulaLayout';
import { boxOf } from './FormulaMark';
import { rootStyle } from './katexStyle';
import { katexTree, type TermMarking } from './katexTree';
import type { Marks, TermSpan } from './Laid';
import { layoutTree } from './layoutTree';

export interface FormulaOptions {
  /** Display style, as in \[ … \]; otherwise text style, as in \( … \). */
  readonly display?: boolean;
}

/**
 * Lays `tex` out. `\term{name}{…}` names a part of the formula and may be nested.
 * @throws ForwardPassError for LaTeX that KaTeX rejects or that a canvas cannot draw.
 */
export function layoutFormula(tex: string, { display = true }: FormulaOptions = {}): FormulaLayout {
  const marked = layoutMarked(tex, display, 'marked');
  const plain = marked.spans.length > 0 ? layoutPlain(tex, display) : undefined;
  return withTerms(
    plain !== undefined && sameMarks(plain, marked) ? placed(marked, plain) : marked,
  );
}

interface Draft extends Marks {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
}

function layoutMarked(tex: string, display: boolean, marking: TermMarking): Draft {
  const tree = katexTree(tex, display, marking);
  const marks: Marks = { glyphs: [], rules: [], paths: [], spans: [] };
  const line = layoutTree(tree, [], rootStyle(display));
  line.place(0, 0, line.width, marks);
  return { width: line.width, height: tree.height, depth: tree.depth, ...marks };
}

/**
 * The formula as it would be without \term, if that is LaTeX: KaTeX sets the scripts of a marked
 * letter as those of a group, a little higher, and naming a part should not move it.
 */
function layoutPlain(tex: string, display: boolean): Draft | undefined {
  try {
    return layoutMarked(tex, display, 'plain');
  } catch (error) {
    if (error instanceof ForwardPassError) return undefined;
    throw error;
  }
}

/** The same marks in the same order; a delimiter may have another size. */
const sameMarks = (a: Draft, b: Draft) => kindsOf(a) === kindsOf(b);
const kindsOf = ({ glyphs, rules, paths }: Draft) =>
  JSON.stringify([glyphs.map((g) => g.text), rules.length, paths.length]);

/** The terms of `marked` at the places of `plain`. */
function placed(marked: Draft, plain: Draft): Draft {
  const zip = <T extends { readonly terms: readonly string[] }>(
    to: readonly T[],
    from: readonly T[],
  ) => to.map((mark, i) => ({ ...mark, terms: from[i]?.terms ?? [] }));
  return {
    ...plain,
    glyphs: zip(plain.glyphs, marked.glyphs),
    rules: zip(plain.rules, marked.rules),
    paths: zip(plain.paths, marked.paths),
    spans: marked.spans,
  };
}

function withTerms({ spans, ...layout }: Draft): FormulaLayout {
  const termOf = ({ name, from, to }: TermSpan): FormulaTerm => {
    const { glyphs, rules, paths } = layout;
    const marks = [
      ...glyphs.slice(from[0], to[0]),
      ...rules.slice(from[1], to[1]),
      ...paths.slice(from[2], to[2]),
    ];
    return { name, box: unionOf(marks.map(boxOf)) };
  };
  const terms = spans.map(termOf).sort((a, b) => a.box.x - b.box.x || a.box.y - b.box.y);
  return { ...layout, terms };
}
