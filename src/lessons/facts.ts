/**
 * Facts: the frozen plain data that a lesson hands to a scene. Every number carries the name of the
 * tensor that it was read from, and the decimals that it is shown with.
 */
import { ForwardPassError } from '../engine/errors/ForwardPassError';
import { flat } from '../engine/tensor/flat';
import { Tensor, type Nested } from '../engine/tensor/Tensor';
import { tensorFrom } from '../engine/tensor/tensorFrom';

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

/**
 * `dims` names one letter per axis, as in `array('…', scores, 'T S', 2)`; leading axes of 1 go. Plain numbers are nested
 * as the axes are.
 */
export function array(of: string, x: Tensor | Nested, dims: string, decimals: number): ArrayFact {
  const tensor = x instanceof Tensor ? x : tensorFrom(x, 'float64');
  const letters = dims.split(' ');
  const extra = tensor.rank - letters.length;
  if (extra < 0 || tensor.shape.slice(0, extra).some((length) => length !== 1)) {
    throw wrongAxes(of, letters, tensor.shape);
  }
  const shape = tensor.shape.slice(extra);
  return { kind: 'array', of, dims: letters, shape, values: Array.from(flat(tensor)), decimals };
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

/** The rows of a matrix as plain numbers. */
export const rows = (matrix: ArrayFact): readonly (readonly number[])[] =>
  Array.from({ length: matrix.shape[0] ?? 0 }, (_, i) => slice(matrix, i).values);

/** Entry `i` along the first axis: a row of a matrix, one head of a stack. */
export function slice(fact: ArrayFact, i: number): ArrayFact {
  const [count = 0] = fact.shape;
  if (!Number.isInteger(i) || i < 0 || i >= count) throw outside(fact, i);
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

export function at(matrix: ArrayFact, i: number, j: number): number {
  const [, columns = 0] = matrix.shape;
  const value = j >= 0 && j < columns ? matrix.values[i * columns + j] : undefined;
  if (value === undefined) throw outside(matrix, i, j);
  return value;
}

/** One number of a row or of a matrix, as a fact of its own. */
export function entry(fact: ArrayFact, i: number, j?: number): ScalarFact {
  const value = j === undefined ? slice(fact, i).values[0] : at(fact, i, j);
  const place = j === undefined ? `${i}` : `${i}, ${j}`;
  return scalar(`${fact.of}[${place}]`, value ?? Number.NaN, fact.decimals);
}

export function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(freeze);
  }
  return value;
}

const wrongAxes = (of: string, letters: readonly string[], shape: readonly number[]) =>
  new ForwardPassError({
    what: `fact "${of}" with the axes ${letters.join(' ')}`,
    expected: `a tensor of ${letters.length} axes; before them only axes of length 1`,
    got: `a tensor of shape (${shape.join(', ')})`,
    hint: 'name every axis, or take one part of the tensor first: x.part(0)',
  });

const outside = ({ of, dims, shape }: ArrayFact, ...place: readonly number[]) =>
  new ForwardPassError({
    what: `entry [${place.join(', ')}] of fact "${of}"`,
    expected: place
      .map((_, k) => `${dims[k] ?? 'axis'} from 0 to ${(shape[k] ?? 0) - 1}`)
      .join(', '),
    got: place.join(', '),
    hint: `its axes are ${dims.map((letter, k) => `${letter} = ${shape[k]}`).join(', ')}`,
  });
