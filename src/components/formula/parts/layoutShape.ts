/**
 * Boxes that are ink of their own: rules, frames and SVG images, some as wide as their container.
 * source: katex 0.16.47, src/stretchy.ts, src/styles/katex.scss
 */
import type { Box } from './FormulaLayout';
import type { InheritedStyle } from './katexStyle';
import { isSpan, isSvg, type KatexSpan } from './katexTree';
import { space, type Laid, type Marks } from './Laid';
import { layoutSvg } from './layoutSvg';
import { lengthOf, unknownShape } from './readNode';

/** The shape that the classes of `node` name, if they do. */
export function layoutShape(node: KatexSpan, style: InheritedStyle): Laid | undefined {
  const has = (name: string) => node.classes.includes(name);
  if (has('strut')) return space(0);
  if (has('nulldelimiter')) return space(0.12 * style.size);
  if (has('arraycolsep')) return space(lengthOf(node, 'width') * style.size);
  if (has('rule')) return layoutRule(node, style);
  if (has('vertical-separator')) return layoutSeparator(node, style);
  if (has('fbox')) return layoutFrame(node, style);
  if (has('sout')) return layoutLine(0.08 * style.size, style);
  if (['frac-line', 'overline-line', 'underline-line', 'hline'].some(has)) {
    return layoutLine(lengthOf(node, 'borderBottomWidth') * style.size, style);
  }
  if (has('stretchy')) return layoutPieces(node, style);
  if (node.children.some(isSvg)) return layoutImage(node, style);
  return undefined;
}

/** A fraction bar and its kin: as wide as the stack, standing on the baseline. */
function layoutLine(height: number, style: InheritedStyle): Laid {
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
