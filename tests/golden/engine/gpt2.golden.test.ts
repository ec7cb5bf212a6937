// GPT-2, its cache and sampling against PyTorch.
import { describe, expect, it } from 'vitest';
import { gradients } from '../../../src/engine/autograd/gradients';
import { watch } from '../../../src/engine/autograd/watch';
import { nextTokenProbabilities } from '../../../src/engine/generation/nextTokenProbabilities';
import { gpt2 } from '../../../src/engine/models/gpt2/gpt2';
import type { Gpt2Config } from '../../../src/engine/models/gpt2/Gpt2Config';
import { gpt2Shapes } from '../../../src/engine/models/gpt2/gpt2Shapes';
import { llama } from '../../../src/engine/models/llama/llama';
import type { LlamaConfig } from '../../../src/engine/models/llama/LlamaConfig';
import { KeyValueCache } from '../../../src/engine/nn/KeyValueCache';
import { concat } from '../../../src/engine/ops/concat';
import { Rng } from '../../../src/engine/random/Rng';
import { sizeOf } from '../../../src/engine/tensor/shape';
import type { Tensor } from '../../../src/engine/tensor/Tensor';
import { Recorder } from '../../../src/engine/trace/Recorder';
import { allFromGolden, firstDivergence, fromGolden } from './firstDivergence';
import golden from './gpt2.json';
import deepGolden from './gpt2Deep.json';
import expertsGolden from './gpt2Experts.json';
import { hashed } from './hashed';
import llamaGolden from './llama.json';
import samplingGolden from './sampling.json';

const config = golden.config as Gpt2Config;
const params = allFromGolden(golden.params);

describe('gpt2', () => {
  it('every step and every gradient', () => {
    const watched = watch(params);
    const trace = new Recorder();
    const logits = gpt2({ config, params: watched }, golden.ids, {}, trace);
    const found = gradients(logits, watched, fromGolden(golden.seed));
    const graded = Object.entries(found).map(([name, tensor]) => [`grad.${name}`, tensor]);
    const computed = { ...trace.tensors, ...Object.fromEntries(graded) };
    expect(firstDivergence(golden.steps, computed)).toBeNull();
  });

  it('dropout at its three places, for the same draws', () => {
    const logits = gpt2({ config: { ...config, ...golden.rates }, params }, golden.ids, {
      rng: replayed(hashed(0, 5000)),
    });
    expect(firstDivergence({ logits: golden.dropout_logits }, { logits })).toBeNull();
  });

  it('a sliding window', () => {
    const sparse: Gpt2Config = {
      ...config,
      attention_pattern: { kind: 'sliding_window', window: 2 },
    };
    const logits = gpt2({ config: sparse, params }, golden.ids);
    expect(firstDivergence({ logits: golden.window_logits }, { logits })).toBeNull();
  });

  it('an output matrix of its own', () => {
    const untied = { ...config, tie_word_embeddings: false };
    const all = { ...params, 'lm_head.weight': fromGolden(golden.head) };
    const logits = gpt2({ config: untied, params: all }, golden.ids);
    expect(firstDivergence({ logits: golden.untied_logits }, { logits })).toBeNull();
  });

  it.each(['gelu', 'relu', 'silu', 'tanh'] as const)('%s, when the configuration asks for it', (name) => {
    const logits = gpt2({ config: { ...config, activation_function: name }, params }, golden.ids);
    expect(firstDivergence({ logits: golden.activation_logits[name] }, { logits })).toBeNull();
  }); // prettier-ignore

  it.each([
    ['twelve layers', deepGolden],
    ['experts', expertsGolden],
  ])('%s', (_, { ids, logits, ...given }) => {
    const hashedConfig = given.config as Gpt2Config;
    const found = gpt2({ config: hashedConfig, params: hashedParams(hashedConfig) }, ids);
    expect(firstDivergence({ logits }, { logits: found })).toBeNull();
  });

  it.each([[[1, 1, 1, 1, 1]], [[2, 3]], [[4, 1]]])('with a cache, %j tokens at a time', (parts) => {
    const logits = inParts(parts, (rows, cache) => gpt2({ config, params }, rows, { cache }), golden.ids);
    expect(firstDivergence({ logits: golden.steps.logits }, { logits })).toBeNull();
  });
});

describe('llama', () => {
  const model = {
    config: llamaGolden.config as LlamaConfig,
    params: allFromGolden(llamaGolden.params),
  };

  it.each([[[1, 1, 1, 1, 1]], [[2, 3]]])('with a cache, %j tokens at a time', (parts) => {
    const logits = inParts(parts, (rows, cache) => llama(model, rows, { cache }), llamaGolden.ids);
    expect(firstDivergence({ logits: llamaGolden.steps.logits }, { logits })).toBeNull();
  });
});

describe('sampling', () => {
  const { logits, cases } = samplingGolden;

  it.each(cases)('$given', ({ given, kept, probabilities }) => {
    const { temperature, top_k: topK, top_p: topP } = given;
    const found = nextTokenProbabilities(logits, { temperature, topK, topP });
    expect(found.filter((p) => p > 0)).toHaveLength(kept);
    found.forEach((p, id) => expect(p).toBeCloseTo(probabilities[id] ?? NaN, 12));
  });
});

/** As gpt2.py makes them: by their place in the list of shapes. */
function hashedParams(of: Gpt2Config): Record<string, Tensor> {
  const learned = Object.entries(gpt2Shapes(of)).map(([name, shape], n) => {
    const centre = /\.ln_.*weight$/.test(name) ? 1 : 0;
    const values = hashed(n << 20, sizeOf(shape)).map((u) => centre + (u - 0.5) * 0.6);
    return [name, fromGolden({ shape, values })];
  });
  return Object.fromEntries(learned) as Record<string, Tensor>;
}

function inParts(
  parts: readonly number[],
  read: (rows: number[][], cache: KeyValueCache) => Tensor,
  ids: number[][],
) {
  const cache = new KeyValueCache();
  const found = parts.map((length) => {
    const start = cache.length;
    return read(
      ids.map((row) => row.slice(start, start + length)),
      cache,
    );
  });
  return concat(...found, { axis: 1 });
}

/** A generator that draws what it is told. */
function replayed(uniform: readonly number[]): Rng {
  const rng = new Rng(0);
  let next = 0;
  rng.uniform = () => uniform[next++] ?? NaN;
  return rng;
}
