/**
 * Sets words in lines. Full-width marks carry half an em of blank; as a typesetter would, that is
 * dropped between two marks and at either end of a line, and no blank is added to it.
 * source: W3C, Requirements for Chinese Text Layout, 3.1.6 and 3.1.7
 */
import type { Role } from '../../../theme/palette';
import { breakWords, closing, opening, type Unit } from './breakWords';
import { isFormula, type Atom } from './parseWords';

/** Measures in pixels. */
export interface Ruler {
  text(text: string, role: Role | undefined): number;
  formula(tex: string): number;
  /** Half the advance of a mark that is as wide as an ideograph, else 0. */
  half(mark: string, role: Role | undefined): number;
}

/** Letters of one colour, or a formula; drawn `shift` pixels from where it begins. */
export type Run = Atom & { readonly x: number; readonly shift: number; readonly width: number };

export interface Line {
  readonly runs: readonly Run[];
  readonly width: number;
}

export interface Setting {
  /** Breaks lines that are longer. */
  readonly width: number;
  /** Makes lines of about one length. */
  readonly balanced: boolean;
}

export function setWords(
  atoms: readonly Atom[],
  ruler: Ruler,
  { width, balanced }: Setting,
): readonly Line[] {
  if (!Number.isFinite(width)) return [setLine(atoms, ruler)];
  const units = breakWords(atoms);
  const measured = units.map(({ body, space }) => ({
    body: setLine(body, ruler).width,
    space: setLine(space, ruler).width,
  }));
  const widest = balanced ? leastWidth(measured, width) : width;
  return cut(measured, widest).map(([from, to]) => {
    const line = setLine(lineOf(units.slice(from, to)), ruler);
    return to < units.length && units[to - 1]?.space.length ? withBlank(line) : line;
  });
}

/** Whoever reads what is drawn finds the blank at which the line was broken. */
function withBlank({ runs, width }: Line): Line {
  const last = runs.at(-1);
  if (!last || isFormula(last)) return { runs, width };
  return { runs: [...runs.slice(0, -1), { ...last, text: `${last.text} ` }], width };
}

const lineOf = (units: readonly Unit[]): readonly Atom[] =>
  units.flatMap(({ body, space }, i) => (i === units.length - 1 ? body : [...body, ...space]));

interface Measured {
  readonly body: number;
  readonly space: number;
}

/** As many units in each line as fit. */
function cut(units: readonly Measured[], width: number): readonly (readonly [number, number])[] {
  const lines: [number, number][] = [];
  let [start, used] = [0, 0];
  units.forEach(({ body, space }, i) => {
    if (i > start && used + body > width) {
      lines.push([start, i]);
      [start, used] = [i, 0];
    }
    used += body + space;
  });
  return [...lines, [start, units.length]];
}

/** The least width, to a pixel, that needs no further line. */
function leastWidth(units: readonly Measured[], width: number): number {
  const lines = cut(units, width).length;
  let [short, long] = [0, width];
  while (lines > 1 && long - short > 1) {
    const middle = (short + long) / 2;
    if (cut(units, middle).length > lines) short = middle;
    else long = middle;
  }
  return long;
}

function setLine(given: readonly Atom[], ruler: Ruler): Line {
  const halfOf = (atom: Atom | undefined, signs: RegExp) =>
    atom && !isFormula(atom) && signs.test(atom.text) ? ruler.half(atom.text, atom.role) : 0;
  const isWide = (atom: Atom | undefined) => halfOf(atom, opening) + halfOf(atom, closing) > 0;
  const isBlank = (atom: Atom | undefined) => atom && !isFormula(atom) && atom.text === ' ';
  const atoms = given.filter((atom, i) => {
    const [before, after] = [given[i - 1], given[i + 1]];
    const isAlone = isBlank(atom) && !isBlank(before) && !isBlank(after);
    return !(isAlone && (halfOf(before, closing) > 0 || halfOf(after, opening) > 0));
  });

  const runs: Run[] = [];
  let x = 0;
  let text = '';
  let role: Role | undefined;
  let [shift, cutOff] = [0, 0];
  const flush = () => {
    if (text) {
      const width = ruler.text(text, role) - shift - cutOff;
      runs.push({ text, role, x, shift: -shift, width });
      x += width;
    }
    [text, shift, cutOff] = ['', 0, 0];
  };
  atoms.forEach((atom, i) => {
    const [before, after] = [atoms[i - 1], atoms[i + 1]];
    if (isFormula(atom)) {
      flush();
      const width = ruler.formula(atom.tex);
      runs.push({ ...atom, x, shift: 0, width });
      x += width;
      return;
    }
    if (atom.role !== role) flush();
    role = atom.role;
    const left = !before || halfOf(before, opening) > 0 ? halfOf(atom, opening) : 0;
    if (left > 0) {
      flush();
      shift = left;
    }
    text += atom.text;
    cutOff = !after || isWide(after) ? halfOf(atom, closing) : 0;
    if (cutOff > 0) flush();
  });
  flush();
  return { runs, width: x };
}
