// firstDivergence: goes through golden tensors in the order of computation and names the first that differs.
//   error = max |found − golden| / max |golden|       one number per tensor; NaN and a wrong shape count as infinite
import { flat } from '../../../src/engine/tensor/flat';
import { sameShape, showShape } from '../../../src/engine/tensor/shape';
import { Tensor } from '../../../src/engine/tensor/Tensor';

export interface GoldenTensor {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

export type GoldenRecord = Readonly<Record<string, GoldenTensor>>;

/** float32 against float64 lands below 1e-6; a planted bug has to land above this. */
export const tolerance = 2e-6;

/** null when all agree; otherwise one line: the step, its error, and how it compares. */
export function firstDivergence(
  golden: GoldenRecord,
  found: Readonly<Record<string, Tensor>>,
  limit = tolerance,
): string | null {
  for (const [step, expected] of Object.entries(golden)) {
    const tensor = found[step];
    if (!tensor) return `${step}: nothing of that name was computed`;
    if (!sameShape(tensor.shape, expected.shape)) {
      return `${step}: shape ${showShape(tensor.shape)}, golden ${showShape(expected.shape)}`;
    }
    const error = relativeError(expected.values, flat(tensor));
    if (!(error <= limit)) return `${step}: relative error ${error.toExponential(1)} > ${limit}`;
  }
  return null;
}

export function relativeError(golden: readonly number[], found: ArrayLike<number>): number {
  let difference = 0;
  let size = 0;
  golden.forEach((value, i) => {
    const gap = value === found[i] ? 0 : Math.abs(value - (found[i] ?? NaN)); // ∞ − ∞ would be NaN
    difference = Number.isNaN(gap) ? Infinity : Math.max(difference, gap);
    if (Number.isFinite(value)) size = Math.max(size, Math.abs(value));
  });
  return difference === 0 ? 0 : difference / size;
}

export function fromGolden({ shape, values }: GoldenTensor): Tensor {
  return new Tensor(Float32Array.from(values), shape);
}

export function allFromGolden<Name extends string>(
  record: Readonly<Record<Name, GoldenTensor>>,
): Record<Name, Tensor> {
  const entries = Object.entries<GoldenTensor>(record);
  return Object.fromEntries(entries.map(([name, golden]) => [name, fromGolden(golden)])) as never;
}
