/**
 * LaTeX → one line of plain characters, for caption files: `\sqrt{D}` is √D, `q_m` is qₘ, and
 * `\frac{a}{b}` is a/b. What has no such form keeps its letters.
 * source: katex 0.16.47, src/parseNode.ts
 */
import { layoutFormula } from './layoutFormula';
import { parseTree, type ParseNode } from './katexTree';

/** @throws ForwardPassError for LaTeX that KaTeX rejects or that a canvas cannot draw. */
export const plainFormula = (tex: string): string => {
  layoutFormula(tex, { display: false });
  return line(parseTree(tex)).replace(/\s+/g, ' ').trim();
};

const line = (nodes: readonly ParseNode[]): string =>
  nodes.map((node, i) => spell(node, nodes[i - 1])).join('');

function spell(node: ParseNode, before: ParseNode | undefined): string {
  const { type, text = '' } = node;
  switch (type) {
    case 'mathord':
    case 'textord':
      return sign(text);
    case 'atom':
      return node.family === 'rel' || (node.family === 'bin' && isOperand(before))
        ? ` ${sign(text)} `
        : `${sign(text)}${node.family === 'punct' ? ' ' : ''}`;
    case 'spacing':
    case 'kern':
      return ' ';
    case 'op':
      return node.symbol === true ? sign(node.name ?? '') : (node.name ?? '').replace('\\', '');
    case 'supsub':
      return (
        parts(node.base) +
        script(parts(node.sub), subscripts, '_') +
        script(parts(node.sup), superscripts, '^')
      );
    case 'sqrt':
      return `√${grouped(parts(node.body))}`;
    case 'genfrac':
      return `${grouped(parts(node.numer))}/${grouped(parts(node.denom))}`;
    case 'leftright':
      return `${sign(node.left ?? '')}${parts(node.body)}${sign(node.right ?? '')}`;
    default:
      return parts(node.body ?? node.base);
  }
}

const parts = (node: ParseNode | readonly ParseNode[] | null | undefined): string => {
  if (!node) return '';
  return 'type' in node ? spell(node, undefined) : line(node);
};

/** A minus is a sign at the beginning and after another sign. */
const isOperand = (node: ParseNode | undefined) =>
  node !== undefined && (node.type !== 'atom' || node.family === 'close');

/** What KaTeX draws for a command: `\cdot` → ⋅. */
const sign = (command: string): string =>
  command === '.'
    ? ''
    : layoutFormula(command)
        .glyphs.map((glyph) => glyph.text)
        .join('');

const isWhole = /^(.|√\([^()]*\)|√.)$/u;
const grouped = (text: string) => (isWhole.test(text) ? text : `(${text})`);

function script(text: string, signs: Readonly<Record<string, string>>, mark: string): string {
  const compact = text.replaceAll(' ', '');
  if (compact === '') return '';
  const set = [...compact].map((character) => signs[character]);
  return set.includes(undefined) ? `${mark}${grouped(text)}` : set.join('');
}

const paired = (plain: string, small: string) =>
  Object.fromEntries([...plain].map((character, i) => [character, [...small][i] ?? character]));

const subscripts = paired(
  '0123456789+−=()aehijklmnoprstuvxβρφχ',
  '₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵨᵩᵪ',
);
const superscripts = paired('0123456789+−=()ni⊤', '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵀ');
