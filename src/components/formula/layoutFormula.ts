/**
 * LaTeX → positioned glyphs, rules and paths: a pure function without DOM.
 * KaTeX's box tree states every height, depth and shift; its style sheet leaves to the browser how
 * boxes stand beside each other, centre in a stack and stretch to its width. Only that is done here.
 * source: katex 0.16.47, src/buildCommon.ts (makeVList), src/stretchy.ts, src/styles/katex.scss
 * checked against: KaTeX's own HTML in Chromium, tests/formula/formula.test.ts
 */
import type { Box, FormulaGlyph, FormulaLayout, FormulaPath, FormulaRule } from './FormulaLayout';
import { unionOf } from './FormulaLayout';
import { ForwardPassError } from '../../engine/errors/ForwardPassError';
import { glyphMetrics } from './glyphMetrics';
import { rootStyle, sidesOf, styleOfClasses, type InheritedStyle } from './katexStyle';
import {
  isFragment,
  isSpan,
  isSvg,
  isSymbol,
  katexTree,
  type KatexNode,
  type KatexSpan,
  type KatexSymbol,
} from './katexTree';
import { layoutSvg } from './layoutSvg';

export interface FormulaOptions {
  /** Display style, as in \[ … \]; otherwise text style, as in \( … \). */
  readonly display?: boolean;
}

/**
 * Lays `tex` out. `\term{name}{…}` names a part of the formula, and may be nested.
 * @throws ForwardPassError for LaTeX that KaTeX rejects or that a canvas cannot draw.
 */
export function layoutFormula(tex: string, { display = true }: FormulaOptions = {}): FormulaLayout {
  const tree = katexTree(tex, display);
  const marks: Marks = { glyphs: [], rules: [], paths: [], terms: [] };
  const line = layout(tree, [], rootStyle(display));
  line.place(0, 0, line.width, marks);
  return { width: line.width, height: tree.height, depth: tree.depth, ...marks };
}

export interface Marks {
  readonly glyphs: FormulaGlyph[];
  readonly rules: FormulaRule[];
  readonly paths: FormulaPath[];
  readonly terms: { name: string; box: Box }[];
}

/** A measured node. `place` draws it from x on the baseline y; `room` is its container's width. */
interface Laid {
  readonly width: number;
  /** As wide as its container, and at least `width`. */
  readonly stretches?: boolean;
  place(x: number, y: number, room: number, marks: Marks): void;
}

const nothing: Laid = { width: 0, place() {} };
const space = (width: number): Laid => ({ width, place() {} });

function layout(node: unknown, parentClasses: readonly string[], parent: InheritedStyle): Laid {
  if (isFragment(node)) return sequence(node.children.map((c) => layout(c, parentClasses, parent)));
  if (!isSymbol(node) && !isSpan(node)) {
    throw new ForwardPassError({
      what: 'a node of KaTeX’s tree',
      expected: 'a symbol or a span',
      got: (node as object).constructor.name || typeof node,
      hint: 'links and images cannot be drawn in a formula',
    });
  }
  const style = styleOf(node, parentClasses, parent);
  const content = isSymbol(node) ? layoutSymbol(node, style) : layoutSpan(node, style);
  return dressed(node, style, content);
}

function styleOf(
  node: KatexSymbol | KatexSpan,
  parentClasses: readonly string[],
  parent: InheritedStyle,
): InheritedStyle {
  assertStyle(node);
  const style = styleOfClasses(node.classes, parentClasses, parent);
  const term = isSpan(node) ? termOf(node) : undefined;
  return {
    ...style,
    hidden: style.hidden || node.style.color === 'transparent',
    terms: term === undefined ? style.terms : [...style.terms, term],
  };
}

function layoutSymbol(node: KatexSymbol, style: InheritedStyle): Laid {
  const characters = [...node.text].map((text) => ({ text, ...glyphMetrics(text, style.font) }));
  const width = characters.reduce((sum, c) => sum + c.width, 0);
  return {
    width: width * style.size,
    place(x, y, _room, { glyphs }) {
      if (style.hidden) return;
      for (const { text, width, height, depth } of characters) {
        const box = {
          x,
          y: y - height * style.size,
          width: width * style.size,
          height: (height + depth) * style.size,
        };
        if (text.trim() !== '') {
          glyphs.push({ text, font: style.font, size: style.size, x, y, box, terms: style.terms });
        }
        x += box.width;
      }
    },
  };
}

function layoutSpan(node: KatexSpan, style: InheritedStyle): Laid {
  const has = (name: string) => node.classes.includes(name);
  if (has('strut')) return nothing;
  if (has('vlist-t')) return layoutStack(node, style);
  if (has('nulldelimiter')) return space(0.12 * style.size);
  if (has('arraycolsep')) return space(lengthOf(node, 'width') * style.size);
  if (has('rule')) return layoutRule(node, style);
  if (has('vertical-separator')) return layoutSeparator(node, style);
  if (has('fbox')) return layoutFrame(node, style);
  const line = ['frac-line', 'overline-line', 'underline-line', 'hline', 'sout'].find(has);
  if (line !== undefined) return layoutLine(node, style, line === 'sout' ? 0.08 : undefined);
  if (['llap', 'rlap', 'clap'].some(has)) return layoutLap(node, style);
  if (has('stretchy')) return layoutPieces(node, style);
  if (node.children.some(isSvg)) return layoutImage(node, style);

  const content = sequence(node.children.map((c) => layout(c, node.classes, style)));
  if (has('enclosing')) return remembered(content, style);
  if (has('thinbox') || (has('accent-body') && !has('accent-full')))
    return { ...content, width: 0 };
  return content;
}

/** Boxes side by side on one baseline. */
function sequence(boxes: readonly Laid[]): Laid {
  const only = boxes[0];
  if (boxes.length === 1 && only !== undefined) return only;
  return {
    width: boxes.reduce((sum, b) => sum + b.width, 0),
    place(x, y, room, marks) {
      for (const box of boxes) {
        box.place(x, y, room, marks);
        x += box.width;
      }
    },
  };
}

/** Margins, padding and relative shift of a node around its content. */
function dressed(node: KatexSymbol | KatexSpan, style: InheritedStyle, content: Laid): Laid {
  if (node.classes.includes('vertical-separator')) return content;
  const [before, after] = sidesOf(node.classes);
  const italic = isSymbol(node) ? Math.max(0, node.italic) : 0;
  const right = node.style.marginRight === undefined ? italic : lengthOf(node, 'marginRight');
  const left = lengthOf(node, 'marginLeft') + lengthOf(node, 'paddingLeft');
  const shiftX = lengthOf(node, 'left') * style.size;
  const shiftY = (lengthOf(node, 'top') - lengthOf(node, 'bottom')) * style.size;
  const lead = (left + before) * style.size;
  const tail = (right + after) * style.size;
  if (lead === 0 && tail === 0 && shiftX === 0 && shiftY === 0) return content;
  return {
    ...content,
    width: lead + content.width + tail,
    place: (x, y, room, marks) =>
      content.place(x + lead + shiftX, y + shiftY, room - lead - tail, marks),
  };
}

/** KaTeX's vertical list: every child is shifted from one baseline and aligned to the widest. */
function layoutStack(node: KatexSpan, style: InheritedStyle): Laid {
  const row = node.children.find(isSpan)?.children.find(isSpan);
  const rows = (row?.children ?? []).filter(isSpan).map((wrap) => {
    assertStyle(wrap);
    const own = styleOfClasses(wrap.classes, [], style);
    const [strut, ...elements] = wrap.children;
    if (!isSpan(strut) || !strut.classes.includes('pstrut')) throw unknownShape(wrap);
    const margin = (side: 'marginLeft' | 'marginRight') => lengthOf(wrap, side) * own.size;
    return {
      drop: (lengthOf(wrap, 'top') + lengthOf(strut, 'height')) * own.size,
      before: margin('marginLeft'),
      after: margin('marginRight'),
      align: own.align,
      box: sequence(elements.map((e) => layout(e, wrap.classes, own))),
    };
  });
  const width = Math.max(0, ...rows.map((r) => r.before + r.box.width + r.after));
  return {
    width,
    place(x, y, _room, marks) {
      for (const { drop, before, after, align, box } of rows) {
        const room = width - before - after;
        const spare = box.stretches ? 0 : Math.max(0, room - box.width);
        const shift = align === 'center' ? spare / 2 : align === 'right' ? spare : 0;
        box.place(x + before + shift, y + drop, room, marks);
      }
    },
  };
}

/** A fraction bar and its kin: as wide as the stack, standing on the baseline. */
function layoutLine(node: KatexSpan, style: InheritedStyle, thickness?: number): Laid {
  const height = (thickness ?? lengthOf(node, 'borderBottomWidth')) * style.size;
  return {
    width: 0,
    stretches: true,
    place: (x, y, room, marks) => addRule(marks, style, { x, y: y - height, width: room, height }),
  };
}

/** \rule */
function layoutRule(node: KatexSpan, style: InheritedStyle): Laid {
  const width = lengthOf(node, 'borderRightWidth') * style.size;
  const height = lengthOf(node, 'borderTopWidth') * style.size;
  return {
    width,
    place: (x, y, _room, marks) => addRule(marks, style, { x, y: y - height, width, height }),
  };
}

/** The | between the columns of an array: it takes no width. */
function layoutSeparator(node: KatexSpan, style: InheritedStyle): Laid {
  if (node.style.borderRightStyle !== 'solid') throw unknownShape(node);
  const width = lengthOf(node, 'borderRightWidth') * style.size;
  const height = lengthOf(node, 'height') * style.size;
  const rise = lengthOf(node, 'verticalAlign') * style.size;
  return {
    width: 0,
    place: (x, y, _room, marks) =>
      addRule(marks, style, { x: x - width / 2, y: y - rise - height, width, height }),
  };
}

/** \boxed */
function layoutFrame(node: KatexSpan, style: InheritedStyle): Laid {
  const height = lengthOf(node, 'height') * style.size;
  const line = lengthOf(node, 'borderWidth') * style.size;
  return {
    width: 0,
    stretches: true,
    place(x, y, room, marks) {
      const top = y - height;
      const inner = height - 2 * line;
      addRule(marks, style, { x, y: top, width: room, height: line });
      addRule(marks, style, { x, y: y - line, width: room, height: line });
      addRule(marks, style, { x, y: top + line, width: line, height: inner });
      addRule(marks, style, { x: x + room - line, y: top + line, width: line, height: inner });
    },
  };
}

/** \mathllap, \mathrlap, \mathclap: drawn beside, on or around a point without width. */
function layoutLap(node: KatexSpan, style: InheritedStyle): Laid {
  const content = sequence(node.children.map((c) => layout(c, node.classes, style)));
  const share = node.classes.includes('llap') ? 1 : node.classes.includes('clap') ? 0.5 : 0;
  return {
    width: 0,
    place: (x, y, room, marks) => content.place(x - share * content.width, y, room, marks),
  };
}

/** A span whose only content is an SVG: of its own width, or as wide as its container. */
function layoutImage(node: KatexSpan, style: InheritedStyle): Laid {
  const height = lengthOf(node, 'height') * style.size;
  const fixed = node.style.width === undefined ? undefined : lengthOf(node, 'width') * style.size;
  return {
    width: fixed ?? lengthOf(node, 'minWidth') * style.size,
    stretches: fixed === undefined,
    place: (x, y, room, marks) =>
      addImages(marks, node, style, { x, y: y - height, width: fixed ?? room, height }),
  };
}

/** Where the parts of a stretchy brace or arrow stand: [left, width] as shares of the whole. */
const pieces: Readonly<Record<string, readonly [number, number]>> = {
  'halfarrow-left': [0, 0.502],
  'halfarrow-right': [0.498, 0.502],
  'brace-left': [0, 0.251],
  'brace-center': [0.25, 0.5],
  'brace-right': [0.749, 0.251],
};

function layoutPieces(node: KatexSpan, style: InheritedStyle): Laid {
  const whole = lengthOf(node, 'height') * style.size;
  const parts = node.children.map((child) => {
    const piece = isSpan(child) ? child.classes.map((c) => pieces[c]).find((p) => p) : undefined;
    if (!isSpan(child) || piece === undefined) throw unknownShape(node);
    return { child, piece, height: lengthOf(child, 'height') * style.size };
  });
  return {
    width: lengthOf(node, 'minWidth') * style.size,
    stretches: true,
    place(x, y, room, marks) {
      for (const { child, piece, height } of parts) {
        const [left, share] = piece;
        const view = { x: x + left * room, y: y - whole, width: share * room, height };
        addImages(marks, child, style, view);
      }
    },
  };
}

/** Keeps the box around a term's marks. */
function remembered(content: Laid, { terms }: InheritedStyle): Laid {
  const name = terms.at(-1) ?? '';
  return {
    ...content,
    place(x, y, room, marks) {
      const { glyphs, rules, paths } = marks;
      const from = [glyphs.length, rules.length, paths.length] as const;
      content.place(x, y, room, marks);
      const boxes = [
        ...glyphs.slice(from[0]).map((g) => g.box),
        ...rules.slice(from[1]).map((r) => r.box),
        ...paths.slice(from[2]).map((p) => p.clip),
      ];
      marks.terms.push({ name, box: unionOf(boxes) });
    },
  };
}

function addRule({ rules }: Marks, { hidden, terms }: InheritedStyle, box: Box) {
  if (!hidden) rules.push({ box, terms });
}

function addImages(
  { paths }: Marks,
  node: KatexSpan,
  { hidden, size, terms }: InheritedStyle,
  view: Box,
) {
  if (hidden) return;
  for (const svg of node.children.filter(isSvg)) {
    paths.push(...layoutSvg(svg, view, size).map((path) => ({ ...path, terms })));
  }
}

function termOf(node: KatexSpan): string | undefined {
  for (const name of Object.keys(node.attributes)) {
    if (name !== 'data-term' && name !== 'aria-hidden') throw unknownShape(node);
  }
  return node.attributes['data-term'];
}

/** Everything that KaTeX 0.16.47 writes into a style, except colours, shadows and line gaps. */
const readable = new Set(
  (
    'height top left bottom marginLeft marginRight paddingLeft width minWidth verticalAlign position margin ' +
    'borderBottomWidth borderRightWidth borderTopWidth borderRightStyle borderWidth borderStyle'
  ).split(' '),
);

function assertStyle({ style }: KatexNode) {
  for (const [name, value] of Object.entries(style)) {
    if (readable.has(name) || value === undefined) continue;
    if (name === 'color' && value === 'transparent') continue;
    throw new ForwardPassError({
      what: `style ${name} in a formula`,
      expected: 'positions and sizes only',
      got: value,
      hint: 'mark the part with \\term{name}{…} and colour it by role',
    });
  }
}

function lengthOf(node: KatexNode, name: string): number {
  const text = node.style[name];
  if (text === undefined) return 0;
  const digits = /^(-?[\d.]+(?:e-?\d+)?)em$/.exec(text)?.[1];
  if (digits === undefined) throw unknownShape(node);
  return Number(digits);
}

const unknownShape = (node: KatexNode) =>
  new ForwardPassError({
    what: 'a box of KaTeX’s tree',
    expected: 'a shape that the canvas layout knows',
    got: `class "${node.classes.join(' ')}" style ${JSON.stringify(node.style)}`,
    hint: 'write the formula without it, or teach layoutFormula the shape',
  });
