/** Reads lengths and terms from KaTeX's nodes, and refuses what the layout would not draw. */
import { ForwardPassError } from '../../../engine/errors/ForwardPassError';
import type { KatexNode, KatexSpan } from './katexTree';

export function termOf(node: KatexSpan): string | undefined {
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

export function assertStyle({ style }: KatexNode) {
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

export function lengthOf(node: KatexNode, name: string): number {
  const text = node.style[name];
  if (text === undefined) return 0;
  const digits = /^(-?[\d.]+(?:e-?\d+)?)em$/.exec(text)?.[1];
  if (digits === undefined) throw unknownShape(node);
  return Number(digits);
}

export const unknownShape = (node: KatexNode) =>
  new ForwardPassError({
    what: 'a box of KaTeX’s tree',
    expected: 'a shape that the canvas layout knows',
    got: `class "${node.classes.join(' ')}" style ${JSON.stringify(node.style)}`,
    hint: 'write the formula without it, or teach layoutFormula the shape',
  });
