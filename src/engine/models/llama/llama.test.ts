import { describe, expect, it } from 'vitest';
import { gradients } from '../../autograd/gradients';
import { watch } from '../../autograd/watch';
import { rotatedScore } from '../../nn/rotatedScore';
import { sum } from '../../ops/sum';
import { Rng } from '../../random/Rng';
import { Recorder } from '../../trace/Recorder';
import { initialLlama } from './initialLlama';
import { llama } from './llama';
import { shakespeareLlama } from './LlamaConfig';

const config = { ...shakespeareLlama, hidden_size: 32, intermediate_size: 88 };
const model = initialLlama(config, new Rng(7));
const ids = [18, 47, 56, 57, 58];

describe('llama', () => {
  const trace = new Recorder();
  const logits = llama(model, [ids], {}, trace);

  it('gives one logit per position and character', () => {
    expect(logits.shape).toEqual([1, ids.length, config.vocab_size]);
  });

  it('gives every key after the query weight exactly 0', () => {
    const pattern = trace.get('block.0.attention_weights');
    for (let h = 0; h < config.num_attention_heads; h++) {
      for (let t = 0; t < ids.length; t++) {
        for (let s = t + 1; s < ids.length; s++) expect(pattern.at(0, h, t, s)).toBe(0);
      }
    }
  });

  it('leaves earlier logits the same to the bit when a later character changes', () => {
    const changed = llama(model, [ids.with(-1, 3)]);
    for (let t = 0; t < ids.length - 1; t++) {
      expect(changed.part(0, t).toNested()).toEqual(logits.part(0, t).toNested());
    }
  });

  it('has scores that rotatedScore gives for its own queries and keys', () => {
    const q = trace.get('block.0.q_projection').part(0, 1, 4);
    const k = trace.get('block.0.k_projection').part(0, 1, 2);
    const score = rotatedScore(q, k, { queryAt: 4, keyAt: 2, base: config.rope_theta });
    expect(score).toBe(trace.get('block.0.attention_scores').at(0, 1, 4, 2));
  });

  it('gives the gradient of anything that was traced', () => {
    const watched = new Recorder();
    const result = sum(llama({ config, params: watch(model.params) }, [ids], {}, watched));
    const pattern = watched.get('block.2.attention_weights');
    expect(gradients(result, { pattern }).pattern.shape).toEqual(pattern.shape);
  });

  it('drops from the pattern only while training, the same for the same seed', () => {
    const loose = { params: model.params, config: { ...config, attention_dropout: 0.5 } };
    const read = (rng?: Rng) => llama(loose, [ids], { rng }).data;
    expect(read()).toEqual(logits.data);
    expect(read(new Rng(1))).toEqual(read(new Rng(1)));
    expect(read(new Rng(1))).not.toEqual(logits.data);
  });

  it('explains a text longer than its context', () => {
    const long = Array.from({ length: config.max_position_embeddings + 1 }, () => 0);
    expect(() => llama(model, [long])).toThrow(/at most 64 tokens/);
  });
});

describe('initialLlama', () => {
  it('keeps the values of a layer when another is added', () => {
    const deeper = initialLlama({ ...config, num_hidden_layers: 6 }, new Rng(7));
    for (const [name, tensor] of Object.entries(model.params)) {
      expect(deeper.params[name]?.data).toEqual(tensor.data);
    }
  });

  it('draws matrices with deviation 0.02', () => {
    const { data = [] } = model.params['model.layers.0.mlp.up_proj.weight'] ?? {};
    const variance = [...data].reduce((total, v) => total + v * v, 0) / data.length;
    expect(Math.abs(Math.sqrt(variance) / 0.02 - 1)).toBeLessThan(0.03);
  });

  it('shares the embedding with the output when tied', () => {
    const tied = initialLlama({ ...config, tie_word_embeddings: true }, new Rng(7));
    expect(Object.keys(tied.params)).not.toContain('lm_head.weight');
    expect(llama(tied, [ids]).shape).toEqual([1, ids.length, config.vocab_size]);
  });
});
