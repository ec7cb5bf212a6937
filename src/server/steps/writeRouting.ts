/**
 * Which experts a layer asked. The router decides for each token; what clients of this interface read is one list for the
 * text, so that is the k experts with the largest share of the output, averaged over its tokens. `per_token` has each choice.
 */
import type { Run } from '../compute/Run';
import type { JsonBytes } from './JsonBytes';
import { significant } from './metadataOf';
import { rowsOf } from './Rows';

export function writeRouting(json: JsonBytes, run: Run, prefix: string): void {
  const gates = rowsOf(run, `${prefix}moe_gates`);
  const logits = rowsOf(run, `${prefix}moe_gate_logits`);
  const combined = rowsOf(run, `${prefix}moe_combined_output`);
  if (!gates || !logits || !combined) return;
  const [T = 0, X = 0] = gates.shape;
  const { chosen = X } = run.facts;
  const shares = means(gates.values, T, X);
  const experts = Array.from(shares, (share, expert) => ({ share, expert }));
  const ranked = experts.sort((a, b) => b.share - a.share || a.expert - b.expert);

  json.raw(',"moe_routing":{"top_k_experts":[');
  ranked.slice(0, chosen).forEach(({ share, expert }, i) => {
    const output = rowsOf(run, `${prefix}expert_${expert}_output`);
    if (i > 0) json.raw(',');
    json.raw(`{"expert_id":${expert},"gate_probability":${significant(share)},"output":`);
    if (output) json.nested(output.values, output.shape);
    json.raw('}');
  });
  json.raw('],"gate_logits":').value(means(logits.values, T, X));
  json.raw(',"combined_output":').nested(combined.values, combined.shape);
  json.raw(',"per_token":').value(
    Array.from({ length: T }, (_, t) => {
      const row = gates.values.subarray(t * X, (t + 1) * X);
      const asked = Array.from(row, (gate, expert_id) => ({
        expert_id,
        gate_probability: significant(gate),
      }));
      return asked
        .filter(({ gate_probability: gate }) => gate > 0)
        .sort((a, b) => b.gate_probability - a.gate_probability);
    }),
  );
  json.raw('}');
}

/** Of each column. */
function means(values: ArrayLike<number>, T: number, X: number): number[] {
  return Array.from({ length: X }, (_, x) => {
    let sum = 0;
    for (let t = 0; t < T; t++) sum += values[t * X + x] as number;
    return significant(sum / T);
  });
}
