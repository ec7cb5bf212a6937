/**
 * What a forward pass recorded, as facts. Names and letters are the model's own; the axis of a batch of one is left out.
 *   const run = readRun((trace) => gpt2(model, [ids], {}, trace));
 *   run.fact('block.0.attention_weights')       H T S
 *   run.head('block.0.attention_weights', 2)    T S
 */
import { ForwardPassError } from '../engine/errors/ForwardPassError';
import type { Tensor } from '../engine/tensor/Tensor';
import { Recorder } from '../engine/trace/Recorder';
import { array, slice, type ArrayFact } from './facts';

export function readRun(pass: (trace: Recorder) => unknown): Reading {
  const trace = new Recorder();
  pass(trace);
  return new Reading(trace);
}

const usualDecimals = 2;

export class Reading {
  constructor(
    private readonly trace: Recorder,
    private readonly prefix = '',
  ) {}

  /** Below a prefix, as `run.within('block.0')`; facts keep the whole name. */
  within(prefix: string): Reading {
    return new Reading(this.trace, `${this.prefix}${prefix}.`);
  }

  tensor(name: string): Tensor {
    return this.trace.get(this.prefix + name);
  }

  fact(name: string, decimals = usualDecimals): ArrayFact {
    const full = this.prefix + name;
    const [first = '', ...rest] = this.trace.letters(full).split(' ');
    if (first !== 'B') return array(full, this.tensor(name), [first, ...rest].join(' '), decimals);
    if (this.tensor(name).length(0) !== 1) throw manyTexts(full, this.tensor(name).length(0));
    return array(full, this.tensor(name).part(0), rest.join(' '), decimals);
  }

  /** One head's part; heads that share keys are named by their group. */
  head(name: string, head: number, decimals = usualDecimals): ArrayFact {
    const fact = this.fact(name, decimals);
    if (fact.dims[0] !== 'H' && fact.dims[0] !== 'G') throw noHeads(fact);
    return slice(fact, head);
  }
}

const manyTexts = (name: string, count: number) =>
  new ForwardPassError({
    what: `read "${name}" as a fact`,
    expected: 'a pass over one text',
    got: `B = ${count} texts at once`,
    hint: 'run the model once for each text, or take one with tensor(name).part(i) and array(…)',
  });

const noHeads = ({ of, dims }: ArrayFact) =>
  new ForwardPassError({
    what: `read one head of "${of}"`,
    expected: 'axes that begin with H, or with G where heads share keys',
    got: dims.join(' '),
    hint: `it has no heads: fact('${of}') gives all of it`,
  });
