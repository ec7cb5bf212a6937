// positionLosses: how many nats a model needs for the next token at each of T positions, on average over windows of a text.
//   loss_t = mean over windows of −ln p(token t + 1 | tokens 0 … t)                              T numbers; their mean is the loss
//   positionLosses(model, spacedWindows(ids, { count: 160, T: 64 }))
//   positionLosses(model, windows, { 'block.*_rotated': turning(config, { angle: () => 0 }) })        with steps replaced
// In float64 from the logits on. Checked against crossEntropy.
import { ForwardPassError } from '../errors/ForwardPassError';
import { intervene, type Interventions } from '../interventions/intervene';
import { causalModel, type CausalModel } from '../models/causalModel';
import type { IdRows } from '../nn/idRows';
import { flat } from '../tensor/flat';
import { scope } from '../tensor/scope';

/** As many windows at once as fit well into memory. */
const atOnce = 16;

/** Windows of T + 1 ids. */
export function positionLosses(
  model: CausalModel,
  windows: IdRows,
  interventions: Interventions = {},
): Float64Array {
  const T = (windows[0]?.length ?? 1) - 1;
  const sums = new Float64Array(T);
  for (let start = 0; start < windows.length; start += atOnce) {
    const part = windows.slice(start, start + atOnce);
    scope(() => {
      const inputs = part.map((row) => row.slice(0, -1));
      const logits = intervene(interventions, (trace) => causalModel(model, inputs, {}, trace));
      const [values, V] = [flat(logits), logits.length(-1)];
      part.forEach((row, b) => {
        for (let t = 0; t < T; t++) {
          const at = (b * T + t) * V;
          sums[t] = (sums[t] ?? 0) + surprise(values.subarray(at, at + V), row[t + 1] ?? 0);
        }
      });
    });
  }
  return sums.map((sum) => sum / windows.length);
}

/** −ln softmax(logits)[id] */
function surprise(logits: ArrayLike<number>, id: number): number {
  const all = Float64Array.from(logits);
  const largest = all.reduce((a, b) => Math.max(a, b));
  return largest - (all[id] as number) + Math.log(all.reduce((sum, x) => sum + Math.exp(x - largest), 0)); // prettier-ignore
}

/** `count` windows of T + 1 ids, as far apart as the text allows. */
export function spacedWindows(
  ids: readonly number[],
  { count, T }: { readonly count: number; readonly T: number },
): number[][] {
  const step = Math.floor((ids.length - T - 1) / count);
  if (step < 1) {
    throw new ForwardPassError({
      what: `spacedWindows: ${count} windows of ${T + 1} ids`,
      expected: `a text of at least ${count + T + 1} ids`,
      got: `${ids.length}`,
    });
  }
  return Array.from({ length: count }, (_, i) => ids.slice(i * step, i * step + T + 1));
}
