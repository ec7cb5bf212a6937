/**
 * What katex.css contributes to layout, as data: which class sets which face, size, alignment and
 * padding. Every class that is not named here, or drawn by `layoutFormula`, is an error.
 * source: katex 0.16.47, src/styles/katex.scss; src/Options.ts for the sizes
 */
import type { FormulaFont } from './FormulaLayout';
import { ForwardPassError } from '../../../engine/errors/ForwardPassError';

export type Align = 'left' | 'center' | 'right';

type FontChange = Partial<FormulaFont>;

/** In the order of the style sheet: where two classes of a node disagree, the later rule wins. */
const fontOfClass: Readonly<Record<string, FontChange>> = {
  textbf: { weight: 700 },
  textit: { style: 'italic' },
  textrm: { family: 'KaTeX_Main' },
  texttt: { family: 'KaTeX_Typewriter' },
  mathnormal: { family: 'KaTeX_Math', style: 'italic' },
  mathit: { family: 'KaTeX_Main', style: 'italic' },
  mathrm: { style: 'normal' },
  mathbf: { family: 'KaTeX_Main', weight: 700 },
  boldsymbol: { family: 'KaTeX_Math', weight: 700, style: 'italic' },
  amsrm: { family: 'KaTeX_AMS' },
  mathbb: { family: 'KaTeX_AMS' },
  textbb: { family: 'KaTeX_AMS' },
  mathcal: { family: 'KaTeX_Caligraphic' },
  mathfrak: { family: 'KaTeX_Fraktur' },
  textfrak: { family: 'KaTeX_Fraktur' },
  mathboldfrak: { family: 'KaTeX_Fraktur', weight: 700 },
  textboldfrak: { family: 'KaTeX_Fraktur', weight: 700 },
  mathtt: { family: 'KaTeX_Typewriter' },
  mathscr: { family: 'KaTeX_Script' },
  textscr: { family: 'KaTeX_Script' },
  mathsf: { family: 'KaTeX_SansSerif' },
  textsf: { family: 'KaTeX_SansSerif' },
  mathboldsf: { family: 'KaTeX_SansSerif', weight: 700 },
  textboldsf: { family: 'KaTeX_SansSerif', weight: 700 },
  mathsfit: { family: 'KaTeX_SansSerif', style: 'italic' },
  mathitsf: { family: 'KaTeX_SansSerif', style: 'italic' },
  textitsf: { family: 'KaTeX_SansSerif', style: 'italic' },
  mainrm: { family: 'KaTeX_Main', style: 'normal' },
};

/** Rules of the form `.outer.inner`. */
const fontOfPair: Readonly<Record<string, FontChange>> = {
  'delimsizing size1': { family: 'KaTeX_Size1' },
  'delimsizing size2': { family: 'KaTeX_Size2' },
  'delimsizing size3': { family: 'KaTeX_Size3' },
  'delimsizing size4': { family: 'KaTeX_Size4' },
  'op-symbol small-op': { family: 'KaTeX_Size1' },
  'op-symbol large-op': { family: 'KaTeX_Size2' },
};

/** `.delimsizing.mult .delim-size1 > span` */
const fontOfChildren: Readonly<Record<string, FontChange>> = {
  'delim-size1': { family: 'KaTeX_Size1' },
  'delim-size4': { family: 'KaTeX_Size4' },
};

const alignOfClass: Readonly<Record<string, Align>> = {
  msupsub: 'left',
  'svg-align': 'left',
  'x-arrow': 'center',
  mover: 'center',
  munder: 'center',
};

/** The alignment that a parent of this class gives to its `vlist-t`. */
const alignOfStack: Readonly<Record<string, Align>> = {
  mfrac: 'center',
  'op-limits': 'center',
  accent: 'center',
  'col-align-l': 'left',
  'col-align-c': 'center',
  'col-align-r': 'right',
};

const mu = 1 / 18;

/** em on the left and on the right, padding and margins alike. */
const sidesOfClass: Readonly<Record<string, readonly [number, number]>> = {
  root: [5 * mu, -10 * mu],
  'x-arrow-pad': [0.5, 0.5],
  boxpad: [0.3, 0.3],
  'cancel-pad': [0.2, 0.2],
  'cancel-lap': [-0.2, -0.2],
};

/** Sizes 1 to 11, as in \tiny … \Huge. */
const sizes = [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.2, 1.44, 1.728, 2.074, 2.488];

/** Classes that mean something to KaTeX or to `layoutFormula`, and change no inherited style. */
const known = new Set(
  (
    'katex-display katex katex-html base strut ' +
    'mord mop mbin mrel mopen mclose mpunct minner mathdefault mtight text mspace nobreak allowbreak ' +
    'mfrac frac-line sqrt overline overline-line underline underline-line accent accent-body accentunder ' +
    'accent-full overlay vlist-t vlist-t2 op-symbol op-limits small-op large-op ' +
    'delimsizing delimsizinginner delimcenter mult nulldelimiter hide-tail stretchy ' +
    'halfarrow-left halfarrow-right brace-left brace-center brace-right fbox sout ' +
    'mtable arraycolsep vertical-separator hline rule smash vbox thinbox llap rlap clap inner fix ' +
    'enclosing sizing fontsize-ensurer'
  ).split(' '),
);

/** What a node hands down to its children. */
export interface InheritedStyle {
  readonly font: FormulaFont;
  readonly size: number; // em of the formula
  readonly align: Align;
  readonly hidden: boolean; // \phantom
  readonly terms: readonly string[];
}

export const rootStyle = (display: boolean): InheritedStyle => ({
  font: { family: 'KaTeX_Main', style: 'normal', weight: 400 },
  size: 1,
  align: display ? 'center' : 'left',
  hidden: false,
  terms: [],
});

/** The style of a node with `classes`, inside a parent with `parentClasses`. */
export function styleOfClasses(
  classes: readonly string[],
  parentClasses: readonly string[],
  parent: InheritedStyle,
): InheritedStyle {
  classes.forEach(assertKnown);
  const font = { ...parent.font };
  for (const name of parentClasses) Object.assign(font, fontOfChildren[name]);
  for (const [name, change] of Object.entries(fontOfClass)) {
    if (classes.includes(name)) Object.assign(font, change);
  }
  for (const [pair, change] of Object.entries(fontOfPair)) {
    if (pair.split(' ').every((name) => classes.includes(name))) Object.assign(font, change);
  }
  const aligns = [
    ...classes.map((name) => alignOfClass[name]),
    ...(classes.includes('vlist-t') ? parentClasses.map((name) => alignOfStack[name]) : []),
  ];
  return {
    ...parent,
    font,
    size: parent.size * sizeChange(classes),
    align: aligns.find((a) => a !== undefined) ?? parent.align,
  };
}

/** Left and right space that the classes add, in em of the node. */
export function sidesOf(classes: readonly string[]): readonly [number, number] {
  const sides = classes.flatMap((name) => [sidesOfClass[name] ?? ([0, 0] as const)]);
  return [sides.reduce((sum, s) => sum + s[0], 0), sides.reduce((sum, s) => sum + s[1], 0)];
}

/** `sizing reset-size6 size3` turns size 6 into size 3. */
function sizeChange(classes: readonly string[]): number {
  if (!classes.includes('sizing') && !classes.includes('fontsize-ensurer')) return 1;
  const from = sizeIn(classes, /^reset-size(\d+)$/);
  const to = sizeIn(classes, /^size(\d+)$/);
  return from === undefined || to === undefined ? 1 : to / from;
}

function sizeIn(classes: readonly string[], pattern: RegExp): number | undefined {
  const digits = classes.map((name) => pattern.exec(name)?.[1]).find((d) => d !== undefined);
  return digits === undefined ? undefined : sizes[Number(digits) - 1];
}

const insteadOf: Readonly<Record<string, string>> = {
  newline: 'lines break inside \\begin{aligned} … \\\\ … \\end{aligned} only',
  tag: 'a film numbers no equations: leave \\tag out and use aligned instead of align',
  hdashline: 'use \\hline',
};

function assertKnown(name: string) {
  if (name === '' || known.has(name) || /^(reset-)?size\d+$|_fallback$/.test(name)) return;
  const tables = [fontOfClass, fontOfChildren, alignOfClass, alignOfStack, sidesOfClass];
  if (tables.some((table) => name in table)) return;
  throw new ForwardPassError({
    what: `KaTeX class ${name}`,
    expected: 'a class whose effect the canvas layout knows',
    got: name,
    hint:
      insteadOf[name] ??
      'write the formula without it, or add its rule from katex.css to katexStyle.ts',
  });
}
