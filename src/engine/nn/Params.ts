// Params: the learned values of a model, one flat record under the names of its published state dict, and a cursor that
// walks into it by prefix.
//   params.within('encoder.layers.0').get('linear1.weight', 'F C', { C })
import { ForwardPassError } from '../errors/ForwardPassError';
import { dims } from '../tensor/dims';
import type { Tensor } from '../tensor/Tensor';

export type ParamRecord = Readonly<Record<string, Tensor>>;

export class Params {
  constructor(
    private readonly record: ParamRecord,
    private readonly prefix = '',
  ) {}

  within(prefix: string): Params {
    return new Params(this.record, `${this.prefix}${prefix}.`);
  }

  has(name: string): boolean {
    return this.prefix + name in this.record;
  }

  /** The tensor of that name, its shape checked by its letters (see `dims`). */
  get(name: string, letters: string, known: Readonly<Record<string, number>> = {}): Tensor {
    const full = this.prefix + name;
    const tensor = this.record[full];
    if (!tensor) {
      throw new ForwardPassError({
        what: `parameter "${full}"`,
        expected: `a tensor of this name, with axes ${letters}`,
        got: `none among ${Object.keys(this.record).length} parameters`,
        hint: 'the configuration and the parameters may belong to different models',
      });
    }
    dims(tensor, letters, known, `parameter "${full}"`);
    return tensor;
  }
}
