// Trace: what a forward pass tells of its intermediates, by name. `record` hands back what it was given, so it stands
// in the middle of a computation, and may answer with other numbers, which the pass then goes on with: `narrowing` rounds them,
// `intervene` replaces them. With `noTrace` it does nothing.
//   const q = trace.record('q_projection', split(…), 'B H T D');
import type { Tensor } from '../tensor/Tensor';

export interface Trace {
  /** `letters` are the axes, as in GLOSSARY.md; a recording trace checks their number. */
  record(name: string, tensor: Tensor, letters: string): Tensor;
  /** Whether `record` may answer this name with other numbers: an op that hides the step within it then opens. */
  changes(name: string): boolean;
  /** The same trace, with a prefix before every name: `trace.within('block.0')`. */
  within(prefix: string): Trace;
}

export const noTrace: Trace = {
  record: (_, tensor) => tensor,
  changes: () => false,
  within: () => noTrace,
};
