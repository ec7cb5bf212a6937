import { describe, expect, it } from 'vitest';
import { KeyValueCache } from '../../nn/KeyValueCache';
import { Rng } from '../../random/Rng';
import { sizeOf } from '../../tensor/shape';
import { Recorder } from '../../trace/Recorder';
import { gpt2 } from './gpt2';
import {
  gpt2Large,
  gpt2Medium,
  gpt2Small,
  gpt2Xl,
  shakespeareGpt,
  type Gpt2Config,
} from './Gpt2Config';
import { gpt2Shapes } from './gpt2Shapes';
import { initialGpt2 } from './initialGpt2';

const config: Gpt2Config = { ...shakespeareGpt, n_layer: 2, n_embd: 16, n_head: 2, n_positions: 8 };
const model = initialGpt2(config, new Rng(7));
const ids = [18, 47, 56, 57, 58];

describe('gpt2', () => {
  const trace = new Recorder();
  const logits = gpt2(model, [ids], {}, trace);

  it('gives one logit per position and character', () => {
    expect(logits.shape).toEqual([1, ids.length, 65]);
  });

  it('leaves earlier logits the same to the bit when a later character changes', () => {
    const changed = gpt2(model, [ids.with(-1, 3)]);
    for (let t = 0; t < ids.length - 1; t++) {
      expect(changed.part(0, t).toNested()).toEqual(logits.part(0, t).toNested());
    }
    expect(changed.part(0, 4).toNested()).not.toEqual(logits.part(0, 4).toNested());
  });

  it('drops only while training, and the same for the same seed', () => {
    const loose = {
      params: model.params,
      config: { ...config, attn_pdrop: 0.5, resid_pdrop: 0.5 },
    };
    const read = (rng?: Rng) => gpt2(loose, [ids], { rng }).data;
    expect(read()).toEqual(logits.data);
    expect(read(new Rng(1))).toEqual(read(new Rng(1)));
    expect(read(new Rng(1))).not.toEqual(read(new Rng(2)));
    expect(read(new Rng(1))).not.toEqual(logits.data);
  });

  it('explains ids outside its vocabulary, an empty text and one longer than its context', () => {
    expect(() => gpt2(model, [[65]])).toThrow(/whole number from 0 to 64/);
    expect(() => gpt2(model, [[]])).toThrow(/at least one id[\s\S]*empty row/);
    expect(() => gpt2(model, [Array.from({ length: 9 }, () => 0)])).toThrow(/at most 8 tokens/);
    const cache = new KeyValueCache();
    gpt2(model, [ids], { cache });
    expect(() => gpt2(model, [ids], { cache })).toThrow(
      /at most 8[\s\S]*5 in the cache and 5 more/,
    );
    expect(cache.length).toBe(5);
  });
});

describe('gpt2Shapes', () => {
  it.each([
    ['small', gpt2Small, 124_439_808],
    ['medium', gpt2Medium, 354_823_168],
    ['large', gpt2Large, 774_030_080],
    ['XL', gpt2Xl, 1_557_611_200],
  ])('counts the published parameters of GPT-2 %s', (_, preset, published) => {
    const shapes = Object.values(gpt2Shapes(preset));
    expect(shapes.reduce((sum, shape) => sum + sizeOf(shape), 0)).toBe(published);
  });
});

describe('initialGpt2', () => {
  it('keeps the values of a layer when another is added, but for the scale of what it adds', () => {
    const deeper = initialGpt2({ ...config, n_layer: 3 }, new Rng(7));
    for (const [name, { data }] of Object.entries(model.params)) {
      const scale = name.endsWith('c_proj.weight') ? Math.sqrt(2 / 3) : 1;
      const found = deeper.params[name]?.data ?? [];
      data.forEach((value, i) => expect(found[i]).toBeCloseTo(value * scale, 8));
    }
  });

  it('draws matrices with deviation 0.02, and 0.02/√(2L) where 2L of them add up', () => {
    const wide = initialGpt2(shakespeareGpt, new Rng(7));
    const deviationOf = (name: string) => {
      const { data = [] } = wide.params[name] ?? {};
      return Math.sqrt([...data].reduce((sum, v) => sum + v * v, 0) / data.length);
    };
    expect(deviationOf('transformer.h.0.mlp.c_fc.weight') / 0.02).toBeCloseTo(1, 1);
    expect(deviationOf('transformer.h.0.mlp.c_proj.weight') / 0.02).toBeCloseTo(
      1 / Math.sqrt(8),
      2,
    );
    expect(deviationOf('transformer.h.0.mlp.c_proj.bias')).toBe(0);
    expect(deviationOf('transformer.ln_f.weight')).toBe(1);
  });
});
