/** Counted from names and shapes, against a walk through the graph of the same pass, and against a formula. */
import { describe, expect, it } from 'vitest';
import { watch } from '../../src/engine/autograd/watch';
import type { CausalModel } from '../../src/engine/models/causalModel';
import { causalModel } from '../../src/engine/models/causalModel';
import { KeyValueCache } from '../../src/engine/nn/KeyValueCache';
import { multiplyAdds } from '../../src/engine/questions/multiplyAdds';
import { runModel, type AnyModel, type ModelInput } from '../../src/engine/questions/runModel';
import type { Tensor } from '../../src/engine/tensor/Tensor';
import { Recorder } from '../../src/engine/trace/Recorder';
import { shakespeareGpt } from '../../src/lessons/models';
import { expertGpt, gpt, llama, mamba, pair, rows, sparseGpt, translator } from '../interventions/everyModel'; // prettier-ignore

/** Every matmul that a result was computed by, each once: its numbers times what one of them sums over. */
function walked(result: Tensor): number {
  const seen = new Set<unknown>();
  let sum = 0;
  const visit = (tensor: Tensor): void => {
    const { origin } = tensor;
    if (!origin || seen.has(origin)) return;
    seen.add(origin);
    const [first] = origin.inputs;
    if (origin.op.name === 'matmul' && first) sum += tensor.size * first.length(-1);
    origin.inputs.forEach(visit);
  };
  visit(result);
  return sum;
}

const models: readonly (readonly [string, AnyModel, ModelInput])[] = [
  ['gpt2', gpt, rows],
  ['gpt2 with an attention pattern', sparseGpt, rows],
  ['llama, with fewer keys than queries', llama, rows],
  ['encoder–decoder', translator, pair],
];

it.each(models)('%s: as the graph says', (_, { config, params }, input) => {
  const trace = new Recorder();
  const logits = runModel({ config, params: watch(params) } as AnyModel, input, trace);
  const { total, steps, others } = multiplyAdds(trace);
  expect(total).toBe(walked(logits));
  expect(steps.reduce((sum, { count }) => sum + count, 0)).toBe(total);
  const numbers = trace.names.reduce((sum, name) => sum + trace.get(name).size, 0);
  const products = steps.reduce((sum, { name }) => sum + trace.get(name).size, 0);
  expect(others).toBe(numbers - products);
});

describe('with and without a cache', () => {
  const counted = (model: CausalModel, ids: readonly number[], cache?: KeyValueCache) => {
    const trace = new Recorder();
    causalModel(model, [ids], { lastOnly: true, ...(cache && { cache }) }, trace);
    return multiplyAdds(trace).total;
  };

  it('shakespeare-gpt on CORIOL, and on one letter more', async () => {
    const model = await shakespeareGpt();
    const ids = model.tokenizer.encode('CORIOLA');
    const { n_embd: C, n_layer: L, vocab_size: V } = model.config;
    const formula = (T: number, S: number) => T * L * 12 * C ** 2 + L * 2 * C * T * S + V * C;
    const cache = new KeyValueCache();
    expect(counted(model, ids.slice(0, 6), cache)).toBe(formula(6, 6));
    expect(counted(model, ids.slice(6), cache)).toBe(formula(1, 7));
    expect(counted(model, ids)).toBe(formula(7, 7));
    const millions = [formula(6, 6), formula(7, 7), formula(1, 7)].map((n) => (n / 1e6).toFixed(2));
    expect(millions).toEqual(['4.76', '5.56', '0.80']);
    expect((formula(7, 7) / formula(1, 7)).toFixed(1)).toBe('6.9');
  });

  it('token by token with a cache: the whole pass, less the scores of keys still to come', () => {
    const [ids = []] = rows;
    const cache = new KeyValueCache();
    const single = ids.map((id) => counted(gpt, [id], cache));
    const trace = new Recorder();
    causalModel(gpt, [ids], {}, trace);
    const { n_embd: C, n_layer: L } = gpt.config;
    const hidden = (ids.length * (ids.length - 1)) / 2;
    expect(single.reduce((a, b) => a + b)).toBe(multiplyAdds(trace).total - L * 2 * C * hidden);
  });
});

it('does not pretend to count what it cannot', () => {
  for (const [model, name] of [
    [mamba, /in_projection/],
    [expertGpt, /moe_/],
  ] as const) {
    // prettier-ignore
    const trace = new Recorder();
    runModel(model, rows, trace);
    expect(() => multiplyAdds(trace)).toThrow(name);
  }
});
