// idRows: token ids, one row per text, as a tensor (B, T), checked before any lookup.
import { ForwardPassError } from '../errors/ForwardPassError';
import { tensorFrom } from '../tensor/tensorFrom';
import type { Tensor } from '../tensor/Tensor';

export type IdRows = readonly (readonly number[])[];

export function idRows(rows: IdRows, V: number): Tensor {
  const wrong = rows.flat().find((id) => !Number.isInteger(id) || id < 0 || id >= V);
  const empty = rows.length === 0 || rows.some((row) => row.length === 0);
  if (wrong === undefined && !empty) return tensorFrom(rows, 'int32');
  throw new ForwardPassError({
    what: 'token ids into a model',
    expected: `at least one row of at least one id, each a whole number from 0 to ${V - 1}`,
    got: empty ? 'an empty row' : `${wrong}`,
    hint: 'text and model must share one vocabulary',
  });
}
