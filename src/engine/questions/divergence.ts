// divergence: how far an intervention moves what comes next, at every position: a neuron switched off, a head blindfolded.
//   D_t = Σ_v p_v ln(p_v / q_v),   p as trained, q with the steps replaced, both of position t         in nats, (B · T)
// Kullback & Leibler 1951: 0 where nothing changes, large where what was sure is so no more.
//   divergence(model, rows, { 'block.0.ffn_activation': put(0, ({ F }) => F === 125) })
import { intervene, type Interventions } from '../interventions/intervene';
import { causalModel, type CausalModel } from '../models/causalModel';
import type { IdRows } from '../nn/idRows';
import { logSoftmax } from '../ops/logSoftmax';
import { flat } from '../tensor/flat';
import { scope } from '../tensor/scope';

/** Position after position, row after row. */
export function divergence(
  model: CausalModel,
  rows: IdRows,
  interventions: Interventions,
): Float64Array {
  return divergences(model, rows, [interventions])[0] ?? new Float64Array();
}

/** The same for each of many; what the model says as trained is computed once. */
export function divergences(
  model: CausalModel,
  rows: IdRows,
  many: readonly Interventions[],
): Float64Array[] {
  const saidWith = (interventions: Interventions) =>
    scope(() => {
      const pass = intervene(interventions, (trace) => causalModel(model, rows, {}, trace));
      return Float64Array.from(flat(logSoftmax(pass)));
    });
  const V = model.config.vocab_size;
  const trained = saidWith({});
  const shares = trained.map(Math.exp);
  return many.map((interventions) => {
    const changed = saidWith(interventions);
    const out = new Float64Array(trained.length / V);
    trained.forEach((log, i) => {
      const at = Math.floor(i / V);
      const share = shares[i] as number;
      if (share > 0) out[at] = (out[at] as number) + share * (log - (changed[i] as number));
    });
    return out;
  });
}
