/** One tensor of a run as answers show it: without the axis of the batch, which is always one text. */
import { tensorOf, valuesOf, type Run } from '../compute/Run';

export interface Rows {
  readonly letters: string;
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array;
}

export function rowsOf(run: Run, name: string): Rows | undefined {
  const tensor = tensorOf(run, name);
  if (!tensor) return undefined;
  const values = valuesOf(run, tensor);
  return tensor.letters.startsWith('B ')
    ? { letters: tensor.letters.slice(2), shape: tensor.shape.slice(1), values }
    : { letters: tensor.letters, shape: tensor.shape, values };
}

export function countOf(values: ArrayLike<number>, which: (value: number) => boolean): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (which(values[i] as number)) count++;
  return count;
}

/** 1 where a query sees a key: how this interface writes masks, and the engine the other way about. */
export function seen(mask: ArrayLike<number>): Uint8Array {
  return Uint8Array.from({ length: mask.length }, (_, i) => (mask[i] ? 0 : 1));
}
