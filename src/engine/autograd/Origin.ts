// Origin: where a tensor came from. Origins link to tensors and tensors to origins: that chain is the whole graph, as
// data, and a scene can draw it. A tensor has one only when gradients are wanted (see `watch`).
import type { Tensor } from '../tensor/Tensor';

export type Saved = Readonly<Record<string, Tensor>>;

export interface Origin {
  readonly op: GraphOp;
  /** Empty for a watched leaf. */
  readonly inputs: readonly Tensor[];
  readonly settings: object;
  /** What forward kept for backward, by name: the very numbers a film about backpropagation draws. */
  readonly saved: Saved;
}

/** An op as the graph sees it, whatever its inputs are. `ops/defineOp` makes them. */
export interface GraphOp {
  readonly name: string;
  readonly formula: string;
  backward(step: BackwardStep): readonly (Tensor | null)[];
}

export interface BackwardStep<
  Inputs extends readonly Tensor[] = readonly Tensor[],
  Settings extends object = object,
  Kept extends Saved = Saved,
> {
  /** How the loss moves when the output moves: same shape as the output. */
  readonly gradient: Tensor;
  readonly output: Tensor;
  readonly inputs: Inputs;
  readonly settings: Settings;
  readonly saved: Kept;
}
