/**
 * Facts: the frozen plain data that a lesson hands to a scene. Every number carries the name of the
 * tensor that it was read from, and the decimals that it is shown with.
 */
import { flat } from '../engine/tensor/flat';
import type { Tensor } from '../engine/tensor/Tensor';

export interface ArrayFact {
  readonly kind: 'array';
  /** The named tensor of a run, e.g. `block.0.attention_weights`. */
  readonly of: string;
  /** One dimension letter per axis. */
  readonly dims: readonly string[];
  readonly shape: readonly number[];
  /** Row-major. */
  readonly values: readonly number[];
  readonly decimals: number;
}

export interface ScalarFact {
  readonly kind: 'scalar';
  readonly of: string;
  readonly value: number;
  readonly decimals: number;
}

export interface TokensFact {
  readonly kind: 'tokens';
  readonly of: string;
  readonly values: readonly string[];
}

/** Rows of plain data, for what is not a tensor: merges, words with counts. */
export interface TableFact<Row = unknown> {
  readonly kind: 'table';
  readonly of: string;
  readonly rows: readonly Row[];
}

export type Fact = ArrayFact | ScalarFact | TokensFact | TableFact;
export type Facts = Readonly<Record<string, Fact>>;

/** `dims` names one letter per axis, as in `array('…', scores, 'T S', 2)`; leading axes of 1 go. */
export function array(of: string, x: Tensor, dims: string, decimals: number): ArrayFact {
  const letters = dims.split(' ');
  const shape = x.shape.slice(x.rank - letters.length);
  return { kind: 'array', of, dims: letters, shape, values: Array.from(flat(x)), decimals };
}

export const scalar = (of: string, value: number, decimals: number): ScalarFact => ({
  kind: 'scalar',
  of,
  value,
  decimals,
});

export const tokens = (of: string, values: readonly string[]): TokensFact => ({
  kind: 'tokens',
  of,
  values: [...values],
});

export const table = <Row>(of: string, rows: readonly Row[]): TableFact<Row> => ({
  kind: 'table',
  of,
  rows: [...rows],
});

/** Entry `i` along the first axis: a row of a matrix, one head of a stack. */
export function slice(fact: ArrayFact, i: number): ArrayFact {
  const shape = fact.shape.slice(1);
  const length = shape.reduce((product, n) => product * n, 1);
  return {
    ...fact,
    of: `${fact.of}[${i}]`,
    dims: fact.dims.slice(1),
    shape,
    values: fact.values.slice(i * length, (i + 1) * length),
  };
}

export const at = (matrix: ArrayFact, i: number, j: number): number =>
  matrix.values[i * (matrix.shape[1] ?? 0) + j] ?? Number.NaN;

export function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(freeze);
  }
  return value;
}
