/** Llamas as others publish them, from their folders: every step and every gradient against torch (llamaVariants.json). */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gradients } from '../../src/engine/autograd/gradients';
import { watch } from '../../src/engine/autograd/watch';
import { writeSafetensors } from '../../src/engine/formats/writeSafetensors';
import { generate } from '../../src/engine/generation/generate';
import { contextOf, newCache, type CausalModel } from '../../src/engine/models/causalModel';
import { initialLlama } from '../../src/engine/models/llama/initialLlama';
import { headWidth, type LlamaConfig } from '../../src/engine/models/llama/LlamaConfig';
import { llama } from '../../src/engine/models/llama/llama';
import type { Model } from '../../src/engine/models/Model';
import { ropeAngles } from '../../src/engine/ops/rope';
import { Rng } from '../../src/engine/random/Rng';
import { mapElements } from '../../src/engine/tensor/elementwise';
import { tensorFrom } from '../../src/engine/tensor/tensorFrom';
import { Recorder } from '../../src/engine/trace/Recorder';
import type { KeyValueCache } from '../../src/engine/nn/KeyValueCache';
import { parseConfig } from '../../src/host/config/readConfig';
import { openModelFolder } from '../../src/host/modelFolder/openModelFolder';
import { writeModelFolder } from '../../src/host/modelFolder/writeModelFolder';
import { allFromGolden, firstDivergence, fromGolden } from '../golden/engine/firstDivergence';
import golden from '../golden/engine/llamaVariants.json';

const { source: _, ...variants } = golden;

let place: string;
beforeAll(async () => (place = await mkdtemp(join(tmpdir(), 'forward-pass-variants-'))));
afterAll(() => rm(place, { recursive: true }));

async function opened(name: string, { config, params }: (typeof variants)[keyof typeof variants]) {
  const folder = join(place, name);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'config.json'), JSON.stringify(config));
  const tensors = allFromGolden(params as Parameters<typeof allFromGolden>[0]);
  const narrow = Object.entries(tensors).map(([key, t]) => [
    key,
    tensorFrom(t.toNested() as never),
  ]);
  await writeFile(join(folder, 'model.safetensors'), writeSafetensors(Object.fromEntries(narrow)));
  const { model, warnings } = await openModelFolder(folder);
  expect(warnings).toEqual([]);
  return { folder, model: model as Model<LlamaConfig>, tensors };
}

describe.each(Object.entries(variants))('%s', (name, variant) => {
  it('has the published angles', async () => {
    const { config } = (await opened(name, variant)).model;
    const length = variant.ids[0]?.length ?? 0;
    const found = ropeAngles(headWidth(config), config.rope_theta, config.rope_scaling, length);
    const angles = { angles: tensorFrom(found, 'float64') };
    expect(firstDivergence({ angles: variant.angles }, angles, 2e-9)).toBeNull();
  });

  it('computes every step and every gradient', async () => {
    const { model, tensors } = await opened(name, variant);
    const params = watch(tensors);
    const trace = new Recorder();
    const logits = llama({ config: model.config, params }, variant.ids, {}, trace);
    const found = Object.entries(gradients(logits, params, fromGolden(variant.seed)));
    const graded = Object.fromEntries(found.map(([key, tensor]) => [`grad.${key}`, tensor]));
    const computed = { ...trace.tensors, ...graded };
    expect(firstDivergence(variant.steps, computed)).toBeNull();
    expect(Object.keys(computed).filter((step) => !(step in variant.steps))).toEqual([]);
  });

  it('is read again as it was written', async () => {
    const { model } = await opened(name, variant);
    const again = join(place, `${name}-again`);
    await writeModelFolder(again, model);
    expect((await openModelFolder(again)).model).toEqual(model);
  });

  it('writes the same tokens with a cache and without, past the old context', () => {
    const { config } = parseConfig(JSON.stringify(variant.config)) as { config: LlamaConfig };
    const { params } = initialLlama({ ...config, max_position_embeddings: Math.min(16, config.max_position_embeddings) }, new Rng(2)); // prettier-ignore
    const lively = Object.entries(params).map(([key, t]) => [key, t.rank === 2 ? mapElements(t, (x) => x * 12) : t]); // prettier-ignore
    const model: CausalModel = { config, params: Object.fromEntries(lively) };
    const drawn = (cached: boolean) =>
      [...generate(model, [1, 2, 3], { tokens: 12, cached }, new Rng(4))].map(({ id }) => id);
    expect(drawn(true)).toEqual(drawn(false));
    expect(new Set(drawn(true)).size).toBeGreaterThan(2);
  });
});

const base = { model_type: 'llama', vocab_size: 7, hidden_size: 16, intermediate_size: 6, num_hidden_layers: 1, num_attention_heads: 2 }; // prettier-ignore
const read = (fields: object) => parseConfig(JSON.stringify({ ...base, ...fields })).config as LlamaConfig; // prettier-ignore

describe('a configuration', () => {
  it('of Qwen 2.5, as published, is a Llama with biases', () => {
    const config = read({
      ...{ architectures: ['Qwen2ForCausalLM'], model_type: 'qwen2', attention_dropout: 0.0 },
      ...{
        bos_token_id: 151643,
        eos_token_id: 151645,
        hidden_act: 'silu',
        initializer_range: 0.02,
      },
      ...{ max_position_embeddings: 32768, max_window_layers: 21, num_key_value_heads: 1 },
      ...{ rms_norm_eps: 1e-6, rope_theta: 1000000.0, sliding_window: 32768 },
      ...{ tie_word_embeddings: true, torch_dtype: 'bfloat16', use_cache: true },
      ...{ transformers_version: '4.43.1', use_sliding_window: false },
    });
    expect(config).toMatchObject({ model_type: 'llama', qkv_bias: true, rope_theta: 1e6 });
    expect(Object.keys(config)).not.toContain('sliding_window');
    const { model_type: _type, ...unnamed } = base;
    const byClass = parseConfig(
      JSON.stringify({ ...unnamed, architectures: ['Qwen2ForCausalLM'] }),
    );
    expect(byClass.config).toMatchObject({ qkv_bias: true, max_position_embeddings: 32768 });
  });

  it('takes the old context from max_position_embeddings where none is said', () => {
    const yarn = read({ max_position_embeddings: 64, rope_scaling: { type: 'yarn', factor: 4 } });
    expect(yarn.rope_scaling).toEqual({ rope_type: 'yarn', factor: 4, original_max_position_embeddings: 64 }); // prettier-ignore
    expect(contextOf(yarn)).toBe(256);
    const dynamic = read({ max_position_embeddings: 64, rope_scaling: { type: 'dynamic', factor: 2 } }); // prettier-ignore
    expect(contextOf(dynamic)).toBe(128);
    expect(contextOf(read({ max_position_embeddings: 64 }))).toBe(64);
  });

  it.each<[string, object, RegExp]>([
    ['heads of an odd width', { head_dim: 5 }, /"head_dim": an even number/],
    ['heads that do not divide, without a width', { num_attention_heads: 3 }, /"num_attention_heads"/],
    ['a window', { sliding_window: 128 }, /"sliding_window": null/],
    ['a window that is used', { model_type: 'qwen2', use_sliding_window: true, sliding_window: 4 }, /sliding_window/],
    ['windows in some layers', { model_type: 'qwen2', layer_types: ['sliding_attention'] }, /"layer_types/],
    ['yarn without a factor', { rope_scaling: { type: 'yarn' } }, /factor": expected number/],
    ['yarn with bounds exchanged', { rope_scaling: { type: 'yarn', factor: 2, beta_fast: 1, beta_slow: 32 } }, /beta_fast": more than beta_slow/],
    ['dynamic from another context', { rope_scaling: { type: 'dynamic', factor: 2, original_max_position_embeddings: 7 } }, /original_max_position_embeddings": max_position/],
    ['dynamic with one pair', { head_dim: 2, rope_scaling: { type: 'dynamic', factor: 2 } }, /heads wider than 2/],
    ['another scaling', { rope_scaling: { type: 'longrope', factor: 2 } }, /default, linear, dynamic, yarn or llama3/],
  ])('with %s is refused', (_, fields, words) => {
    expect(() => read(fields)).toThrow(words);
    expect(() => read(fields)).toThrow(/\n {2}expected [\s\S]*\n {2}got [\s\S]*\n {2}hint /);
  }); // prettier-ignore
});

it('a dynamic scaling does not read on from a cache: its angles change', () => {
  const config = read({ max_position_embeddings: 4, rope_scaling: { type: 'dynamic', factor: 2 } });
  const model = initialLlama(config, new Rng(1));
  const cache = newCache(config) as KeyValueCache;
  expect(() => llama(model, [[1, 2]], { cache })).toThrow(/stay as they are[\s\S]*without a cache/);
});
