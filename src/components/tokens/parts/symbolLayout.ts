/**
 * Where the symbols of a row stand, in lines that never reflow while symbols fuse. An atom is the
 * smallest part of a symbol, a letter or a byte; every layout of a row has the same atoms.
 */
import { BBox, Vector2 } from '@motion-canvas/core';

export interface RowSymbol {
  readonly text: string;
  /** Letters or bytes that it covers. */
  readonly atoms: number;
  /** Symbols of different groups stand farther apart and never fuse. */
  readonly group?: number;
  /** Stays on the line of the symbol before. */
  readonly glued?: boolean;
}

/** A text above the atoms [from, to). */
export interface RowLabel {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

export interface RowStyle {
  readonly boxHeight: number;
  /** From line to line. */
  readonly pitch: number;
  /** Of the boxes from the middle of their line, to make room for labels. */
  readonly shift: number;
  /** Between symbols. */
  readonly gap: number;
  readonly groupGap: number;
  readonly align: 'left' | 'center';
  /** Of a box, with its padding. */
  readonly widthOf: (text: string) => number;
}

/** One symbol with the atoms [from, to) it covers. */
export interface PlacedSymbol extends RowSymbol {
  readonly from: number;
  readonly to: number;
  readonly box: BBox;
}

export type RowLayout = readonly PlacedSymbol[];

/** The atoms at which a line begins, so that no line is wider than `width`; groups stay whole or not. */
export function breakLines(
  symbols: readonly RowSymbol[],
  style: RowStyle,
  width: number,
  keepGroups: boolean,
): readonly number[] {
  const starts = [0];
  let used = 0;
  let atom = 0;
  symbols.forEach((symbol, i) => {
    const before = symbols[i - 1];
    const space = before ? spaceBetween(before, symbol, style) : 0;
    const opensGroup = keepGroups && before !== undefined && before.group !== symbol.group;
    const unit = widthOf(opensGroup ? groupFrom(symbols, i) : unitFrom(symbols, i), style);
    const fitsAlone = !opensGroup || unit <= width;
    const reach = used + space + (fitsAlone ? unit : widthOf(unitFrom(symbols, i), style));
    if (before && !symbol.glued && reach > width) {
      starts.push(atom);
      used = widthOf([symbol], style);
    } else used += space + style.widthOf(symbol.text);
    atom += symbol.atoms;
  });
  return starts;
}

/** Boxes around the origin. */
export function layoutSymbols(
  symbols: readonly RowSymbol[],
  starts: readonly number[],
  width: number,
  style: RowStyle,
): RowLayout {
  let atom = 0;
  const spans = symbols.map((symbol) => {
    const from = atom;
    atom += symbol.atoms;
    return { ...symbol, from, to: atom };
  });
  return starts.flatMap((start, line) => {
    const end = starts[line + 1] ?? Number.POSITIVE_INFINITY;
    const mine = spans.filter(({ from }) => from >= start && from < end);
    const lefts: number[] = [];
    let x = 0;
    mine.forEach((symbol, i) => {
      const before = mine[i - 1];
      x += before ? spaceBetween(before, symbol, style) : 0;
      lefts.push(x);
      x += style.widthOf(symbol.text);
    });
    const left = style.align === 'left' ? -width / 2 : -x / 2;
    const y = (line - (starts.length - 1) / 2) * style.pitch + style.shift - style.boxHeight / 2;
    return mine.map((symbol, i) => {
      const own = style.widthOf(symbol.text);
      const at = left + (lefts[i] ?? 0);
      return { ...symbol, box: new BBox(new Vector2(at, y), new Vector2(own, style.boxHeight)) };
    });
  });
}

/** The part of the row that the atoms [from, to) take; equal shares within a symbol. */
export function spanBox(layout: RowLayout, from: number, to: number): BBox {
  const first = layout.find((s) => s.from <= from && from < s.to);
  if (!first) return new BBox();
  const line = layout.filter((s) => s.box.y === first.box.y);
  const last = line.findLast((s) => s.from < to) ?? first;
  const edge = (s: PlacedSymbol, atom: number) =>
    s.box.x + s.box.width * Math.min(1, Math.max(0, (atom - s.from) / (s.to - s.from)));
  const left = edge(first, from);
  const size = new Vector2(edge(last, to) - left, first.box.height);
  return new BBox(new Vector2(left, first.box.y), size);
}

export const rowWidth = (layout: RowLayout) =>
  layout.length > 0
    ? Math.max(...layout.map((s) => s.box.right)) - Math.min(...layout.map((s) => s.box.left))
    : 0;

/** Neighbours that a change joins or splits: several on one side, one on the other. */
export interface Block {
  readonly before: readonly PlacedSymbol[];
  readonly after: readonly PlacedSymbol[];
}

/** Cuts two layouts of the same atoms at every boundary that they share. */
export function blocksOf(before: RowLayout, after: RowLayout): readonly Block[] {
  const shared = new Set(before.map((s) => s.from));
  const cuts = after.map((s) => s.from).filter((from) => shared.has(from));
  return cuts.map((from, i) => {
    const to = cuts[i + 1] ?? Number.POSITIVE_INFINITY;
    const within = (s: PlacedSymbol) => s.from >= from && s.from < to;
    return { before: before.filter(within), after: after.filter(within) };
  });
}

const spaceBetween = (a: RowSymbol, b: RowSymbol, style: RowStyle) =>
  a.group === b.group ? style.gap : style.groupGap;

const widthOf = (symbols: readonly RowSymbol[], style: RowStyle) =>
  symbols.reduce((sum, s) => sum + style.widthOf(s.text), (symbols.length - 1) * style.gap);

/** The symbol and those that are glued to it. */
function unitFrom(symbols: readonly RowSymbol[], i: number): readonly RowSymbol[] {
  const next = symbols.findIndex((s, j) => j > i && !s.glued);
  return symbols.slice(i, next < 0 ? symbols.length : next);
}

function groupFrom(symbols: readonly RowSymbol[], i: number): readonly RowSymbol[] {
  const next = symbols.findIndex((s, j) => j > i && s.group !== symbols[i]?.group);
  return symbols.slice(i, next < 0 ? symbols.length : next);
}
