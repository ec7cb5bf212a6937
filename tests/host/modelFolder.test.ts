/** Model folders: written and read again, in parts, and every way in which one can be wrong. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ForwardPassError } from '../../src/engine/errors/ForwardPassError';
import { readSafetensors } from '../../src/engine/formats/readSafetensors';
import { writeSafetensors, type FloatFormat } from '../../src/engine/formats/writeSafetensors';
import type { ParamRecord } from '../../src/engine/nn/Params';
import type { Tensor } from '../../src/engine/tensor/Tensor';
import { filled, tensorFrom } from '../../src/engine/tensor/tensorFrom';
import { describeModel, descriptionText } from '../../src/host/modelFolder/describeModel';
import { nearestName } from '../../src/engine/errors/nearestName';
import { openModelFolder } from '../../src/host/modelFolder/openModelFolder';
import { parseConfig } from '../../src/host/config/readConfig';
import { writeModelFolder } from '../../src/host/modelFolder/writeModelFolder';
import { goldenModels, writeGoldenFolder, type GoldenModel } from './goldenFolders';

let place: string;
beforeAll(async () => (place = await mkdtemp(join(tmpdir(), 'forward-pass-folders-'))));
afterAll(() => rm(place, { recursive: true }));

type Tensors = Record<string, Tensor>;
type Fields = Record<string, unknown>;

const numbersOf = (params: ParamRecord) =>
  Object.entries(params).map(([name, tensor]) => [name, tensor.toNested()]);

/** A golden folder, changed before it is opened. */
async function changed(
  name: GoldenModel,
  change: { weights?: (t: Tensors) => void; config?: (c: Fields) => void },
) {
  const folder = await writeGoldenFolder(place, name);
  const [config, weights] = [join(folder, 'config.json'), join(folder, 'model.safetensors')];
  if (change.config) {
    const fields = JSON.parse(await readFile(config, 'utf8')) as Fields;
    change.config(fields);
    await writeFile(config, JSON.stringify(fields));
  }
  if (change.weights) {
    const tensors = { ...readSafetensors(await readFile(weights)).tensors };
    change.weights(tensors);
    await writeFile(weights, writeSafetensors(tensors));
  }
  return folder;
}

describe('a folder is read as it was written', () => {
  it.each(goldenModels)('%s', async (name) => {
    const { model } = await openModelFolder(await writeGoldenFolder(place, name));
    const again = join(place, `${name}-again`);
    await writeModelFolder(again, model);
    const read = await openModelFolder(again);
    expect(read.model.config).toEqual(model.config);
    expect(numbersOf(read.model.params)).toEqual(numbersOf(model.params));
    expect(read.warnings).toEqual([]);
  });

  it.each<FloatFormat>(['F16', 'BF16'])('in half the space: %s', async (float) => {
    const { model } = await openModelFolder(await writeGoldenFolder(place, 'llama'));
    await writeModelFolder(join(place, float), model, { float });
    const { model: read } = await openModelFolder(join(place, float));
    for (const [name, tensor] of Object.entries(model.params)) {
      const values = read.params[name]?.data ?? [];
      tensor.data.forEach((value, i) => expect(values[i]).toBeCloseTo(value, 6));
    }
  });

  it('with the embedding of Mamba by its first name', async () => {
    const { model } = await openModelFolder(await writeGoldenFolder(place, 'mamba'));
    const [was, is] = ['backbone.embedding.weight', 'backbone.embeddings.weight'];
    const older = await changed('mamba', {
      weights: (t) => {
        t[was] = t[is] ?? filled([1], 0);
        delete t[is];
      },
    });
    const read = await openModelFolder(older);
    expect(read.model).toEqual(model);
    expect(read.fileNames.get(is)).toEqual([was]);
  });

  it('in parts, as large models are published', async () => {
    const folder = await writeGoldenFolder(join(place, 'parts'), 'mamba');
    const { model } = await openModelFolder(folder);
    const names = Object.keys(model.params);
    const part = (i: number) => `model-0000${i + 1}-of-00002.safetensors`;
    const weight_map = Object.fromEntries(names.map((name, i) => [name, part(i % 2)]));
    for (const i of [0, 1]) {
      const mine = Object.entries(model.params).filter((_, n) => n % 2 === i);
      await writeFile(join(folder, part(i)), writeSafetensors(Object.fromEntries(mine)));
    }
    await rm(join(folder, 'model.safetensors'));
    const index = join(folder, 'model.safetensors.index.json');
    await writeFile(index, JSON.stringify({ metadata: {}, weight_map }));
    expect((await openModelFolder(folder)).model).toEqual(model);

    await writeFile(index, JSON.stringify({ weight_map: { a: '../../secret.safetensors' } }));
    await expect(openModelFolder(folder)).rejects.toThrow(/of this folder[\s\S]*secret/);
    await writeFile(
      index,
      JSON.stringify({ weight_map: { ...weight_map, x: 'model-3.safetensors' } }),
    );
    await expect(openModelFolder(folder)).rejects.toThrow(/model-3[\s\S]*nothing there/);
  });
});

describe('wrong weights', () => {
  const wte = 'wte.weight';
  it.each<[string, GoldenModel, (t: Tensors) => void, RegExp]>([
    ['a missing tensor', 'gpt2', (t) => delete t['h.1.ln_2.bias'], /"transformer\.h\.1\.ln_2\.bias"[\s\S]*got {7}none/],
    ['several', 'llama', (t) => { delete t['model.norm.weight']; delete t['lm_head.weight']; }, /and 1 other missing/],
    ['a misspelt one', 'mamba', (t) => { t['backbone.layers.0.mixer.Alog'] = t['backbone.layers.0.mixer.A_log'] ?? filled([1], 0); delete t['backbone.layers.0.mixer.A_log']; }, /Alog" a misspelling/],
    ['one too many', 'encoderDecoder', (t) => { t['transformer.extra'] = filled([2], 0); }, /also "transformer\.extra"/],
    ['a layer too many', 'gpt2', (t) => { t['h.2.ln_1.weight'] = filled([8], 1); }, /h\.2\.ln_1\.weight/],
    ['another shape', 'gpt2', (t) => { t['wpe.weight'] = filled([9, 7], 0); }, /"wpe\.weight" of shape \(9, 8\)[\s\S]*shape \(9, 7\)/],
    ['a transposed shape', 'encoderDecoder', (t) => { t['generator.weight'] = filled([8, 9], 0); }, /\(9, 8\)[\s\S]*\(8, 9\)/],
    ['whole numbers', 'gpt2', (t) => { t['ln_f.bias'] = tensorFrom([0, 0, 0, 0, 0, 0, 0, 0], 'int32'); }, /"ln_f\.bias" in F32[\s\S]*I64/],
    ['doubles', 'gpt2', (t) => { t['ln_f.bias'] = filled([8], 0, 'float64'); }, /F64[\s\S]*convert/],
    ['NaN', 'gpt2', (t) => { t['ln_f.bias'] = filled([8], NaN); }, /"ln_f\.bias"[\s\S]*NaN at place 0 of 8/],
    ['infinity', 'mamba', (t) => { t['backbone.norm_f.weight'] = tensorFrom([1, 1, 1, -Infinity]); }, /-Infinity at place 3/],
    ['one name in two spellings', 'gpt2', (t) => { t[`transformer.${wte}`] = t[wte] ?? filled([1], 0); }, /once[\s\S]*wte/],
    ['a tied matrix that differs', 'gpt2', (t) => { t['lm_head.weight'] = filled([13, 8], 1); }, /tie_word_embeddings/],
  ])('%s', async (_, name, weights, message) => {
    const opening = openModelFolder(await changed(name, { weights }));
    await expect(opening).rejects.toThrow(ForwardPassError);
    await expect(opening).rejects.toThrow(message);
    await expect(opening).rejects.toThrow(place);
  }); // prettier-ignore

  it('none, damaged, or no folder at all', async () => {
    const folder = await writeGoldenFolder(place, 'gpt2');
    const file = join(folder, 'model.safetensors');
    const bytes = await readFile(file);
    await writeFile(file, bytes.subarray(0, bytes.length - 5));
    await expect(openModelFolder(folder)).rejects.toThrow(
      /model\.safetensors: safetensors[\s\S]*damaged/,
    );
    await rm(file);
    await expect(openModelFolder(folder)).rejects.toThrow(/neither/);
    await expect(openModelFolder(join(place, 'none'))).rejects.toThrow(/nothing there/);
    await rm(join(folder, 'config.json'));
    await expect(openModelFolder(folder)).rejects.toThrow(/config\.json[\s\S]*nothing there/);
  });
});

describe('wrong configurations', () => {
  it.each<[string, GoldenModel, (c: Fields) => void, RegExp]>([
    ['no type', 'gpt2', (c) => { delete c['model_type']; delete c['architectures']; }, /"model_type"[\s\S]*got {7}none/],
    ['an unknown type', 'gpt2', (c) => { c['model_type'] = 'bert'; }, /gpt2, llama, mamba, encoder-decoder[\s\S]*"bert"/],
    ['a missing field', 'encoderDecoder', (c) => delete c['d_model'], /"d_model"[\s\S]*no such field/],
    ['a misspelt field', 'encoderDecoder', (c) => { c['n_head'] = c['nhead']; delete c['nhead']; }, /is "n_head" a misspelling/],
    ['a text for a number', 'gpt2', (c) => { c['n_embd'] = '8'; }, /"n_embd": expected number[\s\S]*"8"/],
    ['half a layer', 'gpt2', (c) => { c['n_layer'] = 1.5; }, /"n_layer"/],
    ['no layer', 'llama', (c) => { c['num_hidden_layers'] = 0; }, /"num_hidden_layers"/],
    ['a billion layers', 'llama', (c) => { c['num_hidden_layers'] = 1e9; }, /"num_hidden_layers"/],
    ['a negative width', 'mamba', (c) => { c['hidden_size'] = -4; }, /"hidden_size"/],
    ['heads that do not divide', 'gpt2', (c) => { c['n_head'] = 3; }, /"n_head": a number of heads that divides n_embd/],
    ['groups that do not divide', 'llama', (c) => { c['num_key_value_heads'] = 3; }, /"num_key_value_heads"/],
    ['an unknown activation', 'encoderDecoder', (c) => { c['activation'] = 'swish'; }, /"activation"[\s\S]*"swish"/],
    ['another scale of attention', 'gpt2', (c) => { c['scale_attn_by_inverse_layer_idx'] = true; }, /inverse_layer_idx/],
    ['RoPE lengthened otherwise', 'llama', (c) => { c['rope_scaling'] = { type: 'longrope', factor: 2 }; }, /"rope_scaling.rope_type"/],
    ['attention with bias, which the weights lack', 'llama', (c) => { c['attention_bias'] = true; }, /q_proj\.bias/],
    ['heads of another width', 'llama', (c) => { c['head_dim'] = 8; }, /q_proj\.weight" of shape/],
    ['another vocabulary than the weights', 'gpt2', (c) => { c['vocab_size'] = 14; }, /\(14, 8\)[\s\S]*\(13, 8\)/],
  ])('%s', async (_, name, config, message) => {
    const opening = openModelFolder(await changed(name, { config }));
    await expect(opening).rejects.toThrow(ForwardPassError);
    await expect(opening).rejects.toThrow(message);
  }); // prettier-ignore

  it('that are no JSON object', () => {
    for (const text of ['', '[]', 'null', '{"a":', '3']) {
      expect(() => parseConfig(text)).toThrow(/a JSON object/);
    }
  });

  it('warns of a field that it passes over, and of no published one', async () => {
    const folder = await changed('llama', { config: (c) => { c['rms_norm_ep'] = 1; c['bos_token_id'] = 1; } }); // prettier-ignore
    const { warnings } = await openModelFolder(folder);
    expect(warnings).toEqual([
      '"rms_norm_ep" is unknown and passed over; did you mean "rms_norm_eps"?',
    ]);
  });
});

it('fills in what published configurations leave out', () => {
  const base = { vocab_size: 5, hidden_size: 32, num_hidden_layers: 1 };
  const mamba = parseConfig(JSON.stringify({ model_type: 'mamba', ...base })).config;
  expect(mamba).toMatchObject({ intermediate_size: 64, time_step_rank: 2, conv_kernel: 4 });
  const heads = {
    intermediate_size: 8,
    num_attention_heads: 4,
    rope_parameters: { rope_theta: 5e5 },
  };
  const llama = parseConfig(JSON.stringify({ model_type: 'llama', ...base, ...heads })).config;
  expect(llama).toMatchObject({ num_key_value_heads: 4, rope_theta: 5e5, rms_norm_eps: 1e-6 });
});

it('describes a folder without reading its weights', async () => {
  const described = await describeModel(await writeGoldenFolder(place, 'gpt2'));
  const text = descriptionText(described);
  expect(described.parameters).toBe(13 * 8 + 9 * 8 + 2 * (12 * 64 + 13 * 8) + 16);
  expect(text).toMatch(/^gpt2, 1,936 parameters\n/);
  expect(text).toMatch(/h\.\*\.mlp\.c_fc\.weight {2,}F32 {3}8 × 32 {2}2 times/);
});

it('finds the name that was meant', () => {
  expect(nearestName('n_hed', ['n_head', 'n_embd'])).toBe('n_head');
  expect(nearestName('something', ['n_head', 'n_embd'])).toBeUndefined();
});
