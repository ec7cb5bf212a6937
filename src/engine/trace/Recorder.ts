// Recorder: the trace that remembers, in the order of computation.
//   const trace = new Recorder();  encode(model, ids, trace);  trace.get('block.0.attention_weights')
import { ForwardPassError } from '../errors/ForwardPassError';
import { dims } from '../tensor/dims';
import type { Tensor } from '../tensor/Tensor';
import type { Trace } from './Trace';

export interface Recorded {
  readonly tensor: Tensor;
  readonly letters: string;
}

export class Recorder implements Trace {
  constructor(
    private readonly recorded = new Map<string, Recorded>(),
    private readonly prefix = '',
  ) {}

  /** In the order of computation; below a prefix, without it. */
  get names(): string[] {
    const { length } = this.prefix;
    const inside = [...this.recorded.keys()].filter((name) => name.startsWith(this.prefix));
    return inside.map((name) => name.slice(length));
  }

  /** Everything recorded, by name: also what `gradients` takes. */
  get tensors(): Record<string, Tensor> {
    return Object.fromEntries(this.names.map((name) => [name, this.get(name)]));
  }

  record(name: string, tensor: Tensor, letters: string): Tensor {
    const full = this.prefix + name;
    dims(tensor, letters, {}, `trace "${full}"`);
    if (this.recorded.has(full)) {
      throw new ForwardPassError({
        what: `trace: record "${full}"`,
        expected: 'each name once in a forward pass',
        got: 'a second tensor of that name',
        hint: 'give each pass its own Recorder, and each block its own within(…)',
      });
    }
    this.recorded.set(full, { tensor, letters });
    return tensor;
  }

  changes(): boolean {
    return false;
  }

  within(prefix: string): Recorder {
    return new Recorder(this.recorded, `${this.prefix}${prefix}.`);
  }

  get(name: string): Tensor {
    return this.read(name).tensor;
  }

  /** The letters of a tensor's axes: 'B H T S'. */
  letters(name: string): string {
    return this.read(name).letters;
  }

  private read(name: string): Recorded {
    const found = this.recorded.get(this.prefix + name);
    if (found) return found;
    const names = this.names;
    const word = name.split('.').at(-1) ?? name;
    const close = names.filter((known) => known.includes(word));
    const shown = (close.length > 0 ? close : names).slice(0, 12);
    throw new ForwardPassError({
      what: `trace: read "${this.prefix}${name}"`,
      expected: 'the name of something recorded in this pass',
      got: `no such name among ${names.length}`,
      hint:
        names.length === 0 ? 'nothing was recorded' : `there is, for example, ${shown.join(', ')}`,
    });
  }
}
