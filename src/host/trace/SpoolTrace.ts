/** A trace that writes what it is told to a file and forgets it. A step that is no number ends the run, by its name. */
import { dims } from '../../engine/tensor/dims';
import type { Tensor } from '../../engine/tensor/Tensor';
import { requireNumbers } from '../../engine/trace/requireNumbers';
import type { Trace } from '../../engine/trace/Trace';
import type { TensorSpool } from './TensorSpool';

export class SpoolTrace implements Trace {
  constructor(
    private readonly spool: TensorSpool,
    private readonly report: (name: string) => void,
    private readonly prefix = '',
  ) {}

  record(name: string, tensor: Tensor, letters: string): Tensor {
    const full = this.prefix + name;
    dims(tensor, letters, {}, `trace "${full}"`);
    requireNumbers(full, tensor);
    this.spool.add(full, tensor);
    this.report(full);
    return tensor;
  }

  changes(): boolean {
    return false;
  }

  within(prefix: string): SpoolTrace {
    return new SpoolTrace(this.spool, this.report, `${this.prefix}${prefix}.`);
  }
}
