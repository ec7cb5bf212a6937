/**
 * KaTeX's box tree. Its types are internal, so the few fields that the layout reads are named here.
 * source: katex 0.16.47, src/domTree.ts and src/buildTree.ts
 */
import katex from 'katex';
import { ForwardPassError } from '../../../engine/errors/ForwardPassError';

export interface KatexNode {
  readonly classes: readonly string[];
  readonly style: Readonly<Record<string, string | undefined>>;
  readonly height: number;
  readonly depth: number;
}

export interface KatexSymbol extends KatexNode {
  readonly text: string;
  readonly italic: number;
  readonly width: number;
}

export interface KatexSpan extends KatexNode {
  readonly children: readonly (KatexNode | KatexSvg)[];
  readonly attributes: Readonly<Record<string, string>>;
}

/** A list without a box of its own. */
export interface KatexFragment {
  readonly children: readonly KatexNode[];
}

export interface KatexSvg {
  readonly children: readonly (KatexPath | KatexLine)[];
  readonly attributes: Readonly<Record<string, string>>;
}

export interface KatexPath {
  toMarkup(): string; // <path d="…"/>
}

export interface KatexLine {
  readonly attributes: Readonly<Record<string, string>>;
}

/** A node of the tree before the boxes; each type has some of these. */
export interface ParseNode {
  readonly type: string;
  readonly text?: string;
  readonly family?: string;
  readonly symbol?: boolean;
  readonly name?: string;
  readonly left?: string;
  readonly right?: string;
  readonly base?: ParseNode | null;
  readonly body?: ParseNode | readonly ParseNode[];
  readonly sub?: ParseNode | null;
  readonly sup?: ParseNode | null;
  readonly numer?: ParseNode;
  readonly denom?: ParseNode;
}

type Guard<T> = abstract new (...args: never[]) => T;

interface KatexInternals {
  __renderToHTMLTree(tex: string, options: katex.KatexOptions): KatexNode;
  __parse(tex: string, options: katex.KatexOptions): readonly ParseNode[];
  readonly __domTree: {
    readonly Span: Guard<KatexSpan>;
    readonly SymbolNode: Guard<KatexSymbol>;
    readonly SvgNode: Guard<KatexSvg>;
    readonly PathNode: Guard<KatexPath>;
    readonly LineNode: Guard<KatexLine>;
  };
}

const {
  __renderToHTMLTree: render,
  __parse: parse,
  __domTree: tree,
} = katex as unknown as KatexInternals;

export type TermMarking = keyof typeof termMacro;

/** `\term{name}{…}` becomes a span with `data-term`, or just its content. */
const termMacro = { marked: '\\htmlData{term=#1}{#2}', plain: '\\@secondoftwo' } as const;

/** Letters with a role of their own have it in every formula of every film. */
const letters = {
  '\\q': '\\term{query}{q}',
  '\\k': '\\term{key}{k}',
  '\\v': '\\term{value}{v}',
  '\\Q': '\\term{query}{Q}',
  '\\K': '\\term{key}{K}',
  '\\V': '\\term{value}{V}',
} as const;

export const katexTree = (tex: string, display: boolean, marking: TermMarking): KatexNode =>
  explained(tex, () => render(tex, optionsOf(display, marking)));

/** What the formula consists of, before it has boxes. */
export const parseTree = (tex: string): readonly ParseNode[] =>
  explained(tex, () => parse(tex, optionsOf(false, 'plain')));

const optionsOf = (display: boolean, marking: TermMarking): katex.KatexOptions => ({
  displayMode: display,
  output: 'html',
  strict: 'ignore',
  throwOnError: true,
  trust: ({ command }) => command === '\\htmlData',
  macros: { ...letters, '\\term': termMacro[marking] },
});

function explained<T>(tex: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    const got =
      cause instanceof Error ? cause.message.replace(/^KaTeX parse error: /, '') : String(cause);
    throw new ForwardPassError({
      what: `formula ${tex}`,
      expected: 'LaTeX that KaTeX can parse',
      got,
      hint: 'in a string literal each backslash is doubled; String.raw`\\frac{a}{b}` needs no doubling',
    });
  }
}

export const isSymbol = (node: unknown): node is KatexSymbol => node instanceof tree.SymbolNode;
export const isSpan = (node: unknown): node is KatexSpan => node instanceof tree.Span;
export const isSvg = (node: unknown): node is KatexSvg => node instanceof tree.SvgNode;
export const isPath = (node: unknown): node is KatexPath => node instanceof tree.PathNode;
export const isLine = (node: unknown): node is KatexLine => node instanceof tree.LineNode;

export const isFragment = (node: unknown): node is KatexFragment =>
  typeof node === 'object' && node !== null && 'children' in node && !('attributes' in node);
