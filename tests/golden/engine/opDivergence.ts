// opDivergence: one op against one case of ops.json: its output, and the gradient of each input that has one.
import { gradients } from '../../../src/engine/autograd/gradients';
import { watch } from '../../../src/engine/autograd/watch';
import type { Tensor } from '../../../src/engine/tensor/Tensor';
import {
  firstDivergence,
  fromGolden,
  type GoldenRecord,
  type GoldenTensor,
} from './firstDivergence';
import opsGolden from './ops.json';

export interface OpCase {
  /** In the order of the op's inputs. */
  readonly given: GoldenRecord;
  readonly settings: object;
  readonly seed: GoldenTensor;
  readonly steps: GoldenRecord;
}

/** Every case, by name: `log_softmax.extreme`. */
export const opCases = Object.fromEntries(
  Object.entries(opsGolden).filter(([name]) => name !== 'source'),
) as unknown as Readonly<Record<string, OpCase>>;

/** Ops differ in their inputs; a case knows what its op takes. */
export type AnyOp = (...args: never[]) => Tensor;

/** null when op and case agree. */
export function opDivergence(op: AnyOp, name: string): string | null {
  const found = opCases[name];
  if (!found) throw new Error(`no case ${name} in ops.json`);
  const { given, settings, seed, steps } = found;
  const inputs = Object.fromEntries(
    Object.entries(given).map(([input, values]) => [input, fromGolden(values)]),
  );
  const learned = Object.keys(inputs).filter((input) => `grad.${input}` in steps);
  const watched = watch(
    Object.fromEntries(learned.map((input) => [input, inputs[input]])) as never,
  );
  const args = Object.values({ ...inputs, ...(watched as Record<string, Tensor>) });
  const y = (op as (...all: readonly unknown[]) => Tensor)(...args, settings);
  const slopes = gradients(y, watched, fromGolden(seed)) as Record<string, Tensor>;
  const graded = learned.map((input) => [`grad.${input}`, slopes[input]]);
  return firstDivergence(steps, { y, ...(Object.fromEntries(graded) as Record<string, Tensor>) });
}
