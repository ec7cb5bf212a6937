/**
 * Run: everything that one forward pass computed, as plain data that threads share: the numbers lie in one
 * SharedArrayBuffer, so that handing a run from thread to thread copies nothing.
 */
import type { PlannedStep } from '../steps/planSteps';

export interface LaidTensor {
  readonly name: string;
  /** As in the engine's glossary: 'B H T S'. */
  readonly letters: string;
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32';
  /** In bytes. */
  readonly offset: number;
}

/** What a step's metadata and the answers around it say of the model. */
export interface RunFacts {
  readonly model_type: string;
  readonly width: number;
  readonly heads?: number;
  readonly epsilon: number;
  readonly activation?: string;
  /** Of the sparse attention, under the name that the request gave it. */
  readonly pattern?: string;
  readonly experts?: number;
  readonly chosen?: number;
}

export interface Run {
  readonly numbers: SharedArrayBuffer;
  readonly tensors: readonly LaidTensor[];
  readonly steps: readonly PlannedStep[];
  readonly tokens: readonly number[];
  readonly texts: readonly string[];
  /** An encoder–decoder's own words. */
  readonly target?: { readonly tokens: readonly number[]; readonly texts: readonly string[] };
  readonly facts: RunFacts;
  readonly milliseconds: number;
}

export function tensorOf({ tensors }: Run, name: string): LaidTensor | undefined {
  return tensors.find((tensor) => tensor.name === name);
}

export function valuesOf({ numbers }: Run, tensor: LaidTensor): Float32Array | Int32Array {
  const size = tensor.shape.reduce((product, n) => product * n, 1);
  return tensor.dtype === 'int32'
    ? new Int32Array(numbers, tensor.offset, size)
    : new Float32Array(numbers, tensor.offset, size);
}
