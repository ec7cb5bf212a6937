// movedShare: how much of the next token's probability an intervention moves to other tokens, at every position.
//   M_t = ½ Σ_v |p_v − q_v|,   p as trained, q with the steps replaced, both of position t                  0 … 1, (B · T)
// The total variation distance: 0 where nothing changes, 1 where all that was likely no longer is. Beside divergence (KL), a
// share that can be read without nats.
//   movedShares(model, rows, neurons.map((n) => ({ 'block.0.ffn_activation': put(0, ({ F }) => F === n) })))
import { intervene, type Interventions } from '../interventions/intervene';
import { causalModel, type CausalModel } from '../models/causalModel';
import type { IdRows } from '../nn/idRows';
import { softmax } from '../ops/softmax';
import { flat } from '../tensor/flat';
import { scope } from '../tensor/scope';

/** Of each of many; what the model says as trained is computed once. */
export function movedShares(
  model: CausalModel,
  rows: IdRows,
  many: readonly Interventions[],
): Float64Array[] {
  const V = model.config.vocab_size;
  const trained = nextTokens(model, rows);
  return many.map((interventions) => {
    const changed = nextTokens(model, rows, interventions);
    const out = new Float64Array(trained.length / V);
    trained.forEach((share, i) => {
      const at = Math.floor(i / V);
      out[at] = (out[at] as number) + Math.abs(share - (changed[i] as number)) / 2;
    });
    return out;
  });
}

/** The distribution of the next token, position after position: V numbers each. */
export function nextTokens(
  model: CausalModel,
  rows: IdRows,
  interventions: Interventions = {},
): Float64Array {
  return scope(() => {
    const pass = intervene(interventions, (trace) => causalModel(model, rows, {}, trace));
    return Float64Array.from(flat(softmax(pass)));
  });
}
