// NumberWatch: the trace that finds the first step of a forward pass that holds NaN or ∞. Masked scores may be −∞.
import { flat } from '../tensor/flat';
import type { Tensor } from '../tensor/Tensor';
import { noTrace, type Trace } from '../trace/Trace';

export class NumberWatch implements Trace {
  constructor(
    private readonly inner: Trace = noTrace,
    private readonly prefix = '',
    private readonly seen: { first: string | undefined } = { first: undefined },
  ) {}

  /** `NaN in block.0.attention_scores`; undefined while all are numbers. */
  get first(): string | undefined {
    return this.seen.first;
  }

  record(name: string, tensor: Tensor, letters: string): Tensor {
    const kept = this.inner.record(name, tensor, letters);
    if (this.seen.first === undefined && name !== 'masked_scores') {
      const wrong = flat(kept).find((value) => !Number.isFinite(value));
      if (wrong !== undefined) this.seen.first = `${wrong} in ${this.prefix}${name}`;
    }
    return kept;
  }

  changes(name: string): boolean {
    return this.inner.changes(name);
  }

  within(prefix: string): Trace {
    return new NumberWatch(this.inner.within(prefix), `${this.prefix}${prefix}.`, this.seen);
  }
}
