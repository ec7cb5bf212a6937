import { describe, expect, it } from 'vitest';
import { causalModel, newCache, type CausalModel } from '../models/causalModel';
import { shakespeareGpt, type Gpt2Config } from '../models/gpt2/Gpt2Config';
import { initialGpt2 } from '../models/gpt2/initialGpt2';
import { initialLlama } from '../models/llama/initialLlama';
import { shakespeareLlama, type LlamaConfig } from '../models/llama/LlamaConfig';
import { initialMamba } from '../models/mamba/initialMamba';
import type { MambaConfig } from '../models/mamba/MambaConfig';
import { Rng } from '../random/Rng';
import { mapElements } from '../tensor/elementwise';
import { flat } from '../tensor/flat';
import { filled } from '../tensor/tensorFrom';
import type { Sampling } from './nextTokenProbabilities';
import { generate, type GenerationSettings } from './generate';
import { sample } from './sample';
import { windowStart } from './windowStart';

const V = 20;
const gptConfig: Gpt2Config = {
  ...shakespeareGpt,
  vocab_size: V,
  n_layer: 2,
  n_embd: 16,
  n_head: 2,
  n_positions: 12,
};
const llamaConfig: LlamaConfig = {
  ...shakespeareLlama,
  vocab_size: V,
  hidden_size: 16,
  intermediate_size: 24,
  num_hidden_layers: 2,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  max_position_embeddings: 12,
};
const mambaConfig: MambaConfig = {
  model_type: 'mamba',
  vocab_size: V,
  hidden_size: 8,
  intermediate_size: 16,
  state_size: 4,
  conv_kernel: 4,
  num_hidden_layers: 2,
  time_step_rank: 1,
  layer_norm_epsilon: 1e-5,
  use_bias: false,
  use_conv_bias: true,
};

/** Matrices far larger than before training, so that the tokens depend on what came before. */
function lively({ config, params }: CausalModel): CausalModel {
  const larger = Object.entries(params).map(([name, tensor]) => [
    name,
    tensor.rank === 2 ? mapElements(tensor, (value) => value * 8) : tensor,
  ]);
  return { config, params: Object.fromEntries(larger) };
}

const models: Record<string, CausalModel> = {
  gpt2: lively(initialGpt2(gptConfig, new Rng(1))),
  'gpt2, sliding window': lively(
    initialGpt2(
      { ...gptConfig, attention_pattern: { kind: 'sliding_window', window: 3 } },
      new Rng(2),
    ),
  ),
  'gpt2, experts': lively(
    initialGpt2({ ...gptConfig, num_local_experts: 3, num_experts_per_tok: 2 }, new Rng(5)),
  ),
  'llama, grouped-query': lively(initialLlama(llamaConfig, new Rng(3))),
  mamba: lively(initialMamba(mambaConfig, new Rng(4))),
};
const prompt = [3, 1, 4, 1, 5];

function idsOf(model: CausalModel, settings: GenerationSettings, seed = 5, given = prompt) {
  return [...generate(model, given, settings, new Rng(seed))].map(({ id }) => id);
}

describe.each(Object.entries(models))('%s', (name, model) => {
  it('has the same logits to the bit with a cache, fed token by token or in parts', () => {
    const ids = [3, 1, 4, 1, 5, 9, 2, 6];
    const whole = causalModel(model, [ids]);
    for (const parts of [
      [1, 1, 1, 1, 1, 1, 1, 1],
      [5, 1, 2],
      [3, 5],
    ]) {
      const cache = newCache(model.config);
      let at = 0;
      for (const length of parts) {
        const logits = causalModel(model, [ids.slice(at, at + length)], { cache });
        for (let t = 0; t < length; t++, at++) {
          expect([...flat(logits.part(0, t))]).toEqual([...flat(whole.part(0, at))]);
        }
      }
      expect(cache.length).toBe(ids.length);
    }
  });

  it('says only what comes next when asked, to the bit', () => {
    const rows = [
      [3, 1, 4, 1, 5],
      [9, 2, 6, 5, 3],
    ];
    const whole = causalModel(model, rows);
    const next = causalModel(model, rows, { lastOnly: true });
    expect(next.shape).toEqual([2, 1, V]);
    for (const b of [0, 1]) {
      expect([...flat(next.part(b, 0))]).toEqual([...flat(whole.part(b, 4))]);
    }
  });

  it.each<[string, Sampling]>([
    ['greedy', { temperature: 0 }],
    ['temperature', { temperature: 0.8 }],
    ['top-k and top-p', { temperature: 1.2, topK: 8, topP: 0.9 }],
  ])('writes the same tokens with a cache and without, past its context: %s', (_, sampling) => {
    const settings = { tokens: 40, ...sampling };
    const ids = idsOf(model, settings);
    expect(ids).toHaveLength(40);
    expect(ids).toEqual(idsOf(model, { ...settings, cached: false }));
  });

  it('writes the same text for the same seed and another for another', () => {
    expect(idsOf(model, { tokens: 30 })).toEqual(idsOf(model, { tokens: 30 }));
    expect(idsOf(model, { tokens: 30 })).not.toEqual(idsOf(model, { tokens: 30 }, 6));
  });

  it('grows by the same amount with every token, or not at all', () => {
    const cache = newCache(model.config);
    const sizes = [3, 1, 4].map((id) => {
      causalModel(model, [[id]], { cache });
      return cache.bytes;
    });
    const perToken =
      { mamba: 0, 'llama, grouped-query': 2 * 2 * 2 * 4 * 4 }[name] ?? 2 * 2 * 16 * 4;
    expect(sizes.map((size) => size - (sizes[0] ?? 0))).toEqual([0, perToken, 2 * perToken]);
  });
});

describe('generate', () => {
  const model = models['gpt2'] as CausalModel;

  it('reads a long text through a window that moves by half', () => {
    expect([11, 12, 13, 18, 19, 40].map((n) => windowStart(n, 12))).toEqual([0, 0, 6, 6, 12, 30]);
    expect([12, 13, 14].map((n) => windowStart(n, 12, 1))).toEqual([0, 1, 2]);
    expect(windowStart(1000, Infinity)).toBe(0);
    const long = Array.from({ length: 30 }, (_, i) => i % V);
    const cropped = long.slice(windowStart(30, 12));
    const greedy = { tokens: 1, temperature: 0 };
    expect(idsOf(model, greedy, 5, long)).toEqual(idsOf(model, greedy, 5, cropped));
  });

  it('moves one by one when asked, with the same tokens both ways', () => {
    const settings = { tokens: 20, step: 1 };
    expect(idsOf(model, settings)).toEqual(idsOf(model, { ...settings, cached: false }));
    expect(idsOf(model, settings)).not.toEqual(idsOf(model, { tokens: 20 }));
  });

  it('ends before a stop token, and says which way it ended', () => {
    const free = idsOf(model, { tokens: 20 });
    const [stop] = free.slice(6);
    const steps = generate(model, prompt, { tokens: 20, stop: [stop ?? NaN] }, new Rng(5));
    const found: number[] = [];
    let step = steps.next();
    for (; !step.done; step = steps.next()) found.push(step.value.id);
    expect(step.value).toBe('stop');
    expect(found).toEqual(free.slice(0, free.indexOf(stop ?? NaN)));
    expect(generate(model, prompt, { tokens: 0 }, new Rng(5)).next().value).toBe('tokens');
  });

  it('hands out what it drew with', () => {
    for (const { id, probabilities } of generate(
      model,
      prompt,
      { tokens: 5, topK: 3 },
      new Rng(1),
    )) {
      expect(probabilities).toHaveLength(V);
      expect(probabilities.filter((p) => p > 0)).toHaveLength(3);
      expect(probabilities[id]).toBeGreaterThan(0);
    }
  });

  it('explains an empty prompt, unknown ids, bad settings and weights that are no numbers', () => {
    expect(() => idsOf(model, { tokens: 1 }, 5, [])).toThrow(/at least one id/);
    expect(() => idsOf(model, { tokens: 1 }, 5, [V])).toThrow(/from 0 to 19/);
    expect(() => idsOf(model, { tokens: -1 })).toThrow(/how many tokens[\s\S]*-1/);
    expect(() => idsOf(model, { tokens: 1, step: 0 })).toThrow(/step of the window/);
    const broken = { ...model.params, 'transformer.ln_f.weight': filled([16], NaN) };
    expect(() => idsOf({ ...model, params: broken }, { tokens: 1 })).toThrow(/finite[\s\S]*NaN/);
  });

  it('explains a cache of another kind and of another batch', () => {
    const cache = newCache(mambaConfig);
    expect(() => causalModel(model, [prompt], { cache })).toThrow(/keeps keys and values/);
    const held = newCache(gptConfig);
    causalModel(model, [prompt], { cache: held });
    expect(() => causalModel(model, [[1], [2]], { cache: held })).toThrow(/one batch of texts/);
  });
});

describe('sample', () => {
  it('draws each token as often as it is probable', () => {
    const rng = new Rng('sample');
    const logits = [0.1, 0.5, 0, 0.4].map((share) => (share === 0 ? -1e4 : Math.log(share)));
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < 20000; i++) {
      const { id } = sample(logits, {}, rng);
      counts[id] = (counts[id] ?? 0) + 1;
    }
    expect(counts[2]).toBe(0);
    expect((counts[0] ?? 0) / 20000).toBeCloseTo(0.1, 1);
    expect((counts[1] ?? 0) / 20000).toBeCloseTo(0.5, 1);
  });

  it('never draws what has no probability, not even when the uniform number is 0 or nearly 1', () => {
    for (const u of [0, 1 - 2 ** -53]) {
      const rng = new Rng(0);
      rng.uniform = () => u;
      const { id, probabilities } = sample([0, 5, 4.9, 5, 0], { topK: 2 }, rng);
      expect(probabilities[id]).toBeGreaterThan(0);
      expect(id).toBe(u === 0 ? 1 : 3);
    }
  });
});
