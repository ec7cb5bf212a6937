// multiplyAdds: how many multiplications with an addition the matrix products of a recorded pass take.
//   one number of a product sums over the inner width: a query over C, a score over D, an output of attention over S keys, …
//   count of a step = its numbers · that width
// Only what the pass computed is counted: with a cache the newest rows, and scores against all keys; with `lastOnly` one row of
// logits. Norms, softmax, activations and sums, some operations per number of theirs, are not: `others` says how many numbers.
//   const trace = new Recorder();  gpt2(model, [ids], { lastOnly: true }, trace);  multiplyAdds(trace).total
// Of every model with attention. Checked against a walk through the graph of the same pass.
import { ForwardPassError } from '../errors/ForwardPassError';
import type { Tensor } from '../tensor/Tensor';
import type { Recorder } from '../trace/Recorder';

export interface MultiplyAdds {
  readonly total: number;
  /** Of each matrix product, by the name of its result. */
  readonly steps: readonly { readonly name: string; readonly count: number }[];
  /** Numbers that the pass names and that are no matrix product's. */
  readonly others: number;
}

export function multiplyAdds(trace: Recorder): MultiplyAdds {
  const strange = trace.names.find((name) => /moe_|in_projection$/.test(name));
  if (strange !== undefined) throw notCounted(strange);
  const products = trace.names.flatMap((name) => {
    const inner = innerWidth(trace, name);
    return inner === undefined ? [] : [{ name, count: trace.get(name).size * inner }];
  });
  const named = new Set(products.map(({ name }) => name));
  const rest = trace.names.filter((name) => !named.has(name));
  return {
    total: products.reduce((sum, { count }) => sum + count, 0),
    steps: products,
    others: rest.reduce((sum, name) => sum + trace.get(name).size, 0),
  };
}

/** What one number of that step sums over; undefined where it is no matrix product. */
function innerWidth(trace: Recorder, name: string): number | undefined {
  const [, block = '', cross = '', step = ''] = /^(.*block\.\d+\.)?(cross_)?(\w+|.*logits)$/.exec(name) ?? []; // prettier-ignore
  const ofBlock = (other: string) => trace.get(block + other);
  switch (step) {
    case 'q_projection':
    case 'k_projection':
    case 'v_projection':
      return rowWidth(ofBlock(`${cross}q_projection`));
    case 'query_key_products':
      return ofBlock(`${cross}q_projection`).length(-1);
    case 'attention_output':
      return ofBlock(`${cross}attention_weights`).length(-1);
    case 'attention_projection':
      return ofBlock(`${cross}heads_concatenated`).length(-1);
    case 'ffn_gate':
    case 'ffn_hidden':
      return rowWidth(ofBlock('q_projection'));
    case 'ffn_output':
      return ofBlock('ffn_activation').length(-1);
    case 'logits':
      return trace.get(lastNorm(trace)).length(-1);
    default:
      return undefined;
  }
}

/** C = H·D, of queries (B, H, T, D). */
function rowWidth(queries: Tensor): number {
  return queries.length(1) * queries.length(3);
}

function lastNorm(trace: Recorder): string {
  return trace.names.findLast((name) => name.endsWith('final_layer_norm')) ?? 'final_layer_norm';
}

function notCounted(name: string): ForwardPassError {
  return new ForwardPassError({
    what: 'multiplyAdds: count the matrix products of a pass',
    expected: 'one of a model with attention and one feed-forward layer in a block',
    got: `a pass that names ${name}`,
  });
}
