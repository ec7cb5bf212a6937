/** Llamas with a lengthened context, as folders: every spelling of published files computes what PyTorch computes. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeSafetensors } from '../../src/engine/formats/writeSafetensors';
import { sizeOf } from '../../src/engine/tensor/shape';
import { describeModel, descriptionText } from '../../src/host/modelFolder/describeModel';
import { openModelFolder } from '../../src/host/modelFolder/openModelFolder';
import { parseConfig } from '../../src/host/config/readConfig';
import { weightLayout } from '../../src/host/weights/weightLayout';
import { writeModelFolder } from '../../src/host/modelFolder/writeModelFolder';
import { allFromGolden, firstDivergence } from '../golden/engine/firstDivergence';
import golden from '../golden/engine/llamaScaled.json';
import { run } from '../render/renderCommand';
import { readTrace } from './goldenFolders';

let place: string;
beforeAll(async () => (place = await mkdtemp(join(tmpdir(), 'forward-pass-rope-'))));
afterAll(() => rm(place, { recursive: true }));

const { rope_theta, ...rest } = golden.config;
const { rope_type, ...bounds } = golden.llama3.rope_scaling;
const { factor } = golden.linear.rope_scaling;
const spellings = [
  ['llama3', 'rope_scaling', { rope_theta, rope_scaling: { rope_type, ...bounds } }],
  ['llama3', 'type', { rope_theta, rope_scaling: { type: rope_type, ...bounds } }],
  ['llama3', 'rope_parameters', { rope_parameters: { rope_theta, rope_type, ...bounds } }],
  ['llama3', 'both', { rope_theta, rope_scaling: { rope_type, ...bounds }, rope_parameters: { ...bounds, rope_type, rope_theta } }],
  ['linear', 'rope_scaling', { rope_theta, rope_scaling: { factor, rope_type: 'linear' } }],
  ['linear', 'type', { rope_theta, rope_scaling: { factor, type: 'linear' } }],
  ['linear', 'rope_parameters', { rope_theta, rope_parameters: { factor, rope_type: 'linear' } }],
] as const; // prettier-ignore

async function folderOf(name: string, rope: object): Promise<string> {
  const folder = join(place, name);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'config.json'), JSON.stringify({ ...rest, ...rope }));
  const weights = writeSafetensors(allFromGolden(golden.params));
  await writeFile(join(folder, 'model.safetensors'), weights);
  return folder;
}

it('is told of a folder', async () => {
  const folder = await folderOf('told', spellings[4][2]);
  expect(descriptionText(await describeModel(folder))).toMatch(
    new RegExp(`rope_scaling \\{ rope_type: 'linear', factor: ${factor} \\}`),
  );
});

describe('every spelling is one configuration', () => {
  it.each(spellings)('%s in %s', async (type, name, rope) => {
    const { model, warnings } = await openModelFolder(await folderOf(`${type}-${name}`, rope));
    const { rope_scaling } = golden[type];
    expect(model.config).toEqual({ ...golden.config, rope_scaling });
    expect(warnings).toEqual([]);
    await writeModelFolder(join(place, 'again'), model);
    expect((await openModelFolder(join(place, 'again'))).model).toEqual(model);
  });

  it('default is no scaling', () => {
    for (const said of [null, {}, { type: 'default' }, { rope_type: 'default', rope_theta: 50 }]) {
      for (const field of ['rope_scaling', 'rope_parameters']) {
        const { config } = parseConfig(JSON.stringify({ ...golden.config, [field]: said }));
        expect(config).toEqual(golden.config);
      }
    }
  });
});

it.each([spellings[1], spellings[2], spellings[6]])('`npm run trace` computes %s, said in %s', async (type, name, rope) => {
  const folder = await folderOf(`trace-${type}-${name}`, rope);
  const out = join(place, `${type}-${name}.safetensors`);
  const ids = golden.ids.join();
  const ended = await run('trace', ['--model', folder, '--ids', ids, '--out', out]);
  expect(ended).toMatchObject({ code: 0, stdout: '' });
  const steps = Object.entries(golden[type].steps).filter(([step]) => !step.startsWith('grad.'));
  expect(firstDivergence(Object.fromEntries(steps), await readTrace(out))).toBeNull();
}); // prettier-ignore

describe('published configurations', () => {
  const common = {
    architectures: ['LlamaForCausalLM'],
    attention_bias: false,
    attention_dropout: 0,
    hidden_act: 'silu',
    mlp_bias: false,
    model_type: 'llama',
    pretraining_tp: 1,
    rms_norm_eps: 1e-5,
    torch_dtype: 'bfloat16',
    use_cache: true,
  };
  const llama32 = {
    ...common,
    bos_token_id: 128000,
    eos_token_id: [128001, 128008, 128009],
    head_dim: 64,
    hidden_size: 2048,
    initializer_range: 0.02,
    intermediate_size: 8192,
    max_position_embeddings: 131072,
    num_attention_heads: 32,
    num_hidden_layers: 16,
    num_key_value_heads: 8,
    rope_scaling: {
      factor: 32,
      high_freq_factor: 4,
      low_freq_factor: 1,
      original_max_position_embeddings: 8192,
      rope_type: 'llama3',
    },
    rope_theta: 500000,
    tie_word_embeddings: true,
    transformers_version: '4.45.0.dev0',
    vocab_size: 128256,
  };
  const llama31 = {
    ...llama32,
    head_dim: undefined,
    hidden_size: 4096,
    intermediate_size: 14336,
    num_hidden_layers: 32,
    rope_scaling: { ...llama32.rope_scaling, factor: 8 },
    tie_word_embeddings: false,
  };
  const smolLM2 = {
    ...common,
    bos_token_id: 0,
    eos_token_id: 0,
    hidden_size: 576,
    initializer_range: 0.041666666666666664,
    intermediate_size: 1536,
    is_llama_config: true,
    max_position_embeddings: 8192,
    num_attention_heads: 9,
    num_hidden_layers: 30,
    num_key_value_heads: 3,
    rope_interleaved: false,
    rope_scaling: null,
    rope_theta: 100000,
    tie_word_embeddings: true,
    'transformers.js_config': { kv_cache_dtype: { q4f16: 'float16', fp16: 'float16' } },
    vocab_size: 49152,
  };

  it.each([
    ['Llama-3.1-8B', llama31, 8_030_261_248],
    ['Llama-3.2-1B', llama32, 1_235_814_400],
    ['SmolLM2-135M', smolLM2, 134_515_008],
  ])('%s is understood, with as many parameters as published', (_, given, count) => {
    const { config, warnings } = parseConfig(JSON.stringify(given));
    expect(warnings).toEqual([]);
    const shapes = Object.values(weightLayout(config).shapes);
    expect(shapes.reduce((sum, shape) => sum + sizeOf(shape), 0)).toBe(count);
    expect(config).toMatchObject({ rope_theta: given.rope_theta });
    expect('rope_scaling' in config ? config.rope_scaling : null).toEqual(given.rope_scaling);
  });
});
