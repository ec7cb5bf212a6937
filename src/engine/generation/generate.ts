// generate: let a causal model write on, token by token.
//   logits of the last position → probabilities → draw → append → again
// With a cache each step reads only the newest token; without, the whole window. The tokens are the same. A text that
// outgrows the context is read through a window (windowStart), and the cache begins anew whenever the window moves.
//   for (const { id } of generate(model, ids, { tokens: 100, temperature: 0.8 }, new Rng(7))) …
import { ForwardPassError } from '../errors/ForwardPassError';
import { intervene, type Interventions } from '../interventions/intervene';
import {
  causalModel,
  contextOf,
  keepsPast,
  newCache,
  type CausalCache,
  type CausalModel,
} from '../models/causalModel';
import { lastPosition } from '../nn/lastPosition';
import type { Rng } from '../random/Rng';
import { flat } from '../tensor/flat';
import { scope } from '../tensor/scope';
import type { Sampling } from './nextTokenProbabilities';
import { sample, type Sampled } from './sample';
import { windowStart } from './windowStart';

export interface GenerationSettings extends Sampling {
  /** At most so many. */
  readonly tokens: number;
  /** Ids that end the text; such a token is not handed out. */
  readonly stop?: readonly number[];
  /** true when absent, where the model keeps its past; without a cache it is slower, and shows that it changes nothing. */
  readonly cached?: boolean;
  /** What every pass of it replaces (see intervene): it then reads the whole window for every token, without a cache. */
  readonly interventions?: Interventions;
  /** How many tokens leave a full window at once; half of it when absent. */
  readonly step?: number;
}

export type Ending = 'stop' | 'tokens';

export function* generate(
  model: CausalModel,
  prompt: readonly number[],
  {
    tokens,
    stop = [],
    interventions,
    cached: wished = true,
    step,
    ...sampling
  }: GenerationSettings,
  rng: Rng,
): Generator<Sampled, Ending, void> {
  check(tokens, 0, 'how many tokens');
  if (step !== undefined) check(step, 1, 'the step of the window');
  const context = contextOf(model.config);
  const cached = wished && !interventions && keepsPast(model.config);
  const ids = [...prompt];
  let start = 0;
  let read = 0; // of ids: those before are in the cache, or have left the window
  let cache = newCache(model.config);
  for (let n = 0; n < tokens; n++) {
    const wanted = windowStart(ids.length, context, step);
    if (wanted !== start) [start, read, cache] = [wanted, wanted, newCache(model.config)];
    const unread = ids.slice(cached ? read : start);
    const logits = interventions
      ? alteredLogits(model, unread, interventions)
      : lastLogits(model, unread, cached ? cache : undefined);
    const sampled = sample(logits, sampling, rng);
    if (stop.includes(sampled.id)) return 'stop';
    yield sampled;
    read = ids.length;
    ids.push(sampled.id);
  }
  return 'tokens';
}

function lastLogits(model: CausalModel, ids: readonly number[], cache: CausalCache | undefined) {
  return scope(() => {
    const logits = causalModel(model, [ids], { cache, lastOnly: true });
    return Float64Array.from(flat(logits));
  });
}

/** Every position is computed, so that a rule finds the steps of a text that is read whole. */
function alteredLogits(model: CausalModel, ids: readonly number[], interventions: Interventions) {
  return scope(() => {
    const logits = intervene(interventions, (trace) => causalModel(model, [ids], {}, trace));
    return Float64Array.from(flat(lastPosition(logits)));
  });
}

function check(count: number, least: number, name: string): void {
  if (Number.isInteger(count) && count >= least) return;
  throw new ForwardPassError({
    what: `generate: ${name}`,
    expected: `a whole number from ${least}`,
    got: `${count}`,
  });
}
