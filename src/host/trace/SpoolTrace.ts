/** A trace that writes what it is told to a file and forgets it. A step that is no number ends the run, by its name. */
import { ForwardPassError } from '../../engine/errors/ForwardPassError';
import { dims } from '../../engine/tensor/dims';
import { flat } from '../../engine/tensor/flat';
import type { Tensor } from '../../engine/tensor/Tensor';
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

  within(prefix: string): SpoolTrace {
    return new SpoolTrace(this.spool, this.report, `${this.prefix}${prefix}.`);
  }
}

/** −∞ is a number here: masked scores are. */
export function requireNumbers(name: string, tensor: Tensor): void {
  const values = flat(tensor);
  let at = 0;
  while (at < values.length && !Number.isNaN(values[at])) at++;
  if (at === values.length) return;
  throw new ForwardPassError({
    what: `trace "${name}"`,
    expected: 'numbers',
    got: `NaN at place ${at} of ${values.length}`,
    hint: 'the values of this model are too large for float32, and this is the first step that shows it',
  });
}
