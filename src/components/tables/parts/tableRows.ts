/** The rows of a table as plain data, and where each row goes when the table changes. */
import { ForwardPassError } from '../../../engine/errors/ForwardPassError';
import type { ArrayFact } from '../../../lessons/facts';
import { axesOf } from '../../figure/parts/requireSameAxes';

/** `null` is a cell that is still empty. */
export type Cell = number | string | null;
export type Row = readonly Cell[];
/** A matrix, or rows of plain data. */
export type Rows = ArrayFact | readonly Row[];

/** @throws ForwardPassError for rows that are not as wide as the table. */
export function rowsOf(rows: Rows, columns: number): readonly Row[] {
  const isFact = 'kind' in rows;
  const widths = isFact ? [rows.shape[1] ?? 0] : rows.map((row) => row.length);
  const wrong = widths.findIndex((width) => width !== columns);
  if (wrong >= 0 || (isFact && rows.shape.length !== 2)) {
    throw new ForwardPassError({
      what: isFact ? `a table of ${rows.of}` : `row ${wrong} of a table`,
      expected: `${columns} cells in each row, one for each column`,
      got: isFact ? axesOf(rows) : `${widths[wrong]} cells`,
      hint: 'a cell that is still empty is null',
    });
  }
  if (!isFact) return rows;
  const [height = 0, width = 0] = rows.shape;
  return Array.from({ length: height }, (_, i) => rows.values.slice(i * width, (i + 1) * width));
}

/** A row's identity across updates: a column's cell, or without such a column its place. */
export const keyOf = (row: Row, index: number, column: number | null): string =>
  column === null ? String(index) : String(row[column] ?? index);

export interface Moves {
  /** Next index → index before, or `null` for a row that is new. */
  readonly from: readonly (number | null)[];
  /** Indices before that are gone. */
  readonly gone: readonly number[];
  /** Next indices of rows that pass others on their way: as few as will do, the rest keep their order. */
  readonly passing: readonly number[];
}

export function moves(before: readonly string[], after: readonly string[]): Moves {
  const place = new Map(before.map((key, i) => [key, i]));
  const stays = new Set(after);
  const from = after.map((key) => place.get(key) ?? null);
  const ordered = new Set(longestRise(from));
  return {
    from,
    gone: before.flatMap((key, i) => (stays.has(key) ? [] : [i])),
    passing: from.flatMap((place, i) => (place === null || ordered.has(i) ? [] : [i])),
  };
}

/** Indices of as many values as possible that rise from each to the next. */
function longestRise(values: readonly (number | null)[]): readonly number[] {
  const endingAt: (readonly number[])[] = [];
  values.forEach((value, i) => {
    const before = endingAt.filter(
      (rise) => (values[rise.at(-1) ?? -1] ?? Infinity) < (value ?? 0),
    );
    endingAt.push(value === null ? [] : [...longest(before), i]);
  });
  return longest(endingAt);
}

const longest = (rises: readonly (readonly number[])[]): readonly number[] =>
  rises.reduce((best, rise) => (rise.length > best.length ? rise : best), []);
