// defineOp: an op is one record: its formula, forward, backward, and a probe that the gradient check feeds it. Calling it
// computes forward; when an input is watched, the output remembers its origin.
//   softmax(x)             the output
//   standardise.run(x, …)  { output, saved }: also what forward keeps for backward, by name
import type { BackwardStep, GraphOp, Saved } from '../autograd/Origin';
import type { Rng } from '../random/Rng';
import { Tensor } from '../tensor/Tensor';

export interface OpDefinition<
  Inputs extends readonly Tensor[],
  Settings extends object,
  Kept extends Saved,
> {
  readonly name: string;
  /** Printable, as a scene would show it. */
  readonly formula: string;
  forward(inputs: Inputs, settings: Settings): OpResult<Kept>;
  /** One gradient per input; null where none exists (ids, masks). */
  backward(step: BackwardStep<Inputs, Settings, Kept>): { [I in keyof Inputs]: Tensor | null };
  /** Inputs in float64, the broadcast ones included. Every case is also checked with each input laid out transposed. */
  probe(rng: Rng): readonly Probe<Inputs, Settings>[];
}

/** Only an op that keeps something for backward returns it. */
export type OpResult<Kept extends Saved> = keyof Kept extends never
  ? { readonly output: Tensor; readonly saved?: Kept }
  : { readonly output: Tensor; readonly saved: Kept };

export interface Probe<
  Inputs extends readonly Tensor[] = readonly Tensor[],
  Settings extends object = object,
> {
  readonly inputs: Inputs;
  readonly settings?: Settings;
}

export type NothingSaved = Readonly<Record<never, Tensor>>;
export type NoSettings = Readonly<Record<never, never>>;

/** Inputs, then settings: absent, optional or required, as the op declares them. */
type Arguments<
  Inputs extends readonly Tensor[],
  Settings extends object,
> = keyof Settings extends never
  ? Inputs
  : Partial<Settings> extends Settings
    ? [...inputs: Inputs, settings?: Settings]
    : [...inputs: Inputs, settings: Settings];

export interface Op<
  Inputs extends readonly Tensor[] = readonly Tensor[],
  Settings extends object = NoSettings,
  Kept extends Saved = NothingSaved,
> {
  (...args: Arguments<Inputs, Settings>): Tensor;
  run(...args: Arguments<Inputs, Settings>): { readonly output: Tensor; readonly saved: Kept };
  readonly definition: OpDefinition<Inputs, Settings, Kept>;
}

export function defineOp<
  Inputs extends readonly Tensor[],
  Settings extends object = NoSettings,
  Kept extends Saved = NothingSaved,
>(definition: OpDefinition<Inputs, Settings, Kept>): Op<Inputs, Settings, Kept> {
  const run = (...args: readonly unknown[]) => {
    const last = args.at(-1);
    const settings = (last instanceof Tensor || last === undefined ? {} : last) as Settings;
    const inputs = args.filter((arg) => arg instanceof Tensor) as readonly Tensor[];
    const { output, saved = {} } = definition.forward(inputs as Inputs, settings);
    if (!inputs.some((input) => input.origin)) return { output, saved: saved as Kept };

    const { shape, strides, offset } = output;
    const origin = { op: definition as GraphOp, inputs, settings, saved };
    const watched = output.view(shape, { strides, offset }, origin);
    return { output: watched, saved: saved as Kept };
  };
  const call = (...args: readonly unknown[]) => run(...args).output;
  return Object.assign(call, { run, definition }) as Op<Inputs, Settings, Kept>;
}
