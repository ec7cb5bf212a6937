// Lease: how long a part of the kernels' memory belongs to the tensors in it.
import { ForwardPassError } from '../errors/ForwardPassError';

export class Lease {
  /** Of storage that no longer belongs to anyone. */
  static readonly over = new Lease('scope').end();
  private ended = false;

  constructor(readonly of: 'scope' | 'residence') {}

  end(): this {
    this.ended = true;
    return this;
  }

  check(): void {
    if (!this.ended) return;
    throw new ForwardPassError({
      what: 'Tensor: read its numbers',
      expected: 'a tensor whose memory is still its own',
      got: `a tensor of a ${this.of} that has been closed`,
      hint: 'return from scope(() => …) what is needed afterwards, as numbers or as tensors',
    });
  }
}
