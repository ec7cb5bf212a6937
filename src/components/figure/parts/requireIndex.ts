/** Rows, columns, cells, tokens, bars … that a verb names by their number. */
import { ForwardPassError } from '../../../engine/errors/ForwardPassError';

/** @throws ForwardPassError where `of` has no such part. */
export function requireIndex(kind: string, index: number, count: number, of: string): number {
  if (Number.isInteger(index) && index >= 0 && index < count) return index;
  throw new ForwardPassError({
    what: `${kind} ${index} of ${of}`,
    expected: count > 0 ? `a whole number from 0 to ${count - 1}` : `none, for there is no ${kind}`,
    got: String(index),
    hint: `it has ${count} ${kind}${count === 1 ? '' : 's'}, counted from 0`,
  });
}
