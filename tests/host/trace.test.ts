/** `npm run trace` against PyTorch: every architecture, intermediates, logits, loss, and the gradient of every parameter. */
import { readdirSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FloatFormat } from '../../src/engine/formats/writeSafetensors';
import { openModelFolder } from '../../src/host/modelFolder/openModelFolder';
import { writeModelFolder } from '../../src/host/modelFolder/writeModelFolder';
import { traceModel } from '../../src/host/trace/traceModel';
import { writeTokenizer } from '../../src/host/tokenizers/writeTokenizer';
import { CharacterTokenizer } from '../../src/engine/tokenizers/CharacterTokenizer';
import { firstDivergence } from '../golden/engine/firstDivergence';
import { run } from '../render/renderCommand';
import {
  expectedOf,
  goldenModels,
  inputOf,
  readTrace,
  writeGoldenFolder,
  type GoldenModel,
} from './goldenFolders';

let place: string;
beforeAll(async () => (place = await mkdtemp(join(tmpdir(), 'forward-pass-trace-'))));
afterAll(() => rm(place, { recursive: true }));

async function traced(name: GoldenModel, grad = true) {
  const folder = await openModelFolder(await writeGoldenFolder(place, name));
  const out = join(place, `${name}.safetensors`);
  const result = await traceModel(folder, inputOf(name), out, { grad });
  return { folder, result, tensors: await readTrace(out) };
}

describe.each(goldenModels)('%s', (name) => {
  it('computes what PyTorch computes, every gradient included', async () => {
    const { result, tensors } = await traced(name);
    expect(firstDivergence(expectedOf(name), tensors)).toBeNull();
    expect(tensors['logits']?.shape[0]).toBe(1);
    expect(result.loss).toBe(tensors['loss']?.item());
  });

  it('has the same numbers without gradients', async () => {
    const { tensors } = await traced(name, false);
    const forward = Object.entries(expectedOf(name)).filter(([step]) => !step.startsWith('grad.'));
    expect(firstDivergence(Object.fromEntries(forward), tensors)).toBeNull();
    expect(Object.keys(tensors).some((step) => step.startsWith('grad.'))).toBe(false);
  });
});

describe.each<FloatFormat>(['BF16', 'F16'])('weights kept in %s', (float) => {
  it.each(goldenModels)(
    '%s: every number, gradients included, as if they had been widened before',
    async (name) => {
      const { model } = await openModelFolder(await writeGoldenFolder(place, name));
      const [kept, wide] = [join(place, `${name}-${float}`), join(place, `${name}-${float}-wide`)];
      await writeModelFolder(kept, model, { float });
      const half = await openModelFolder(kept);
      await writeModelFolder(wide, half.model);
      const matrices = Object.values(half.model.params).filter(({ rank }) => rank === 2);
      expect(matrices.every(({ halves }) => halves)).toBe(true);

      const traces = await Promise.all(
        [half, await openModelFolder(wide)].map(async (folder, i) => {
          const out = join(place, `${name}-${float}-${i}.safetensors`);
          await traceModel(folder, inputOf(name), out, { grad: true });
          return readTrace(out);
        }),
      );
      const [found = {}, expected = {}] = traces.map((tensors) =>
        Object.entries(tensors).map(([step, { shape, data }]) => ({
          step,
          shape,
          data: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64'),
        })),
      );
      expect(found).toEqual(expected);
    },
  );
});

describe('what is written', () => {
  it('names the steps in the order of computation', async () => {
    const { tensors } = await traced('gpt2', false);
    const steps = Object.keys(tensors);
    const order = ['layer_norm_1', 'q_projection', 'attention_scores', 'attention_weights'];
    order.push('attention_output', 'attention_projection', 'residual_1', 'layer_norm_2');
    order.push('ffn_hidden', 'ffn_activation', 'ffn_output', 'residual_2');
    const places = order.map((step) => steps.indexOf(`block.0.${step}`));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(steps.slice(-2)).toEqual(['logits', 'loss']);
  });

  it('gives a matrix that the folder keeps twice its gradient under both names', async () => {
    const { tensors } = await traced('gpt2');
    expect(tensors['grad.lm_head.weight']).toEqual(tensors['grad.wte.weight']);
    expect(tensors['grad.h.0.attn.bias']).toBeUndefined();
  });

  it('has no loss of a single id, and no gradient', async () => {
    const folder = await openModelFolder(await writeGoldenFolder(place, 'gpt2'));
    const out = join(place, 'one.safetensors');
    expect((await traceModel(folder, { ids: [3] }, out, { grad: false })).loss).toBeUndefined();
    expect(Object.keys(await readTrace(out))).not.toContain('loss');
    const grad = traceModel(folder, { ids: [3] }, join(place, 'none'), { grad: true });
    await expect(grad).rejects.toThrow(/at least 2 ids/);
  });

  it('never replaces the weights', async () => {
    const folder = await openModelFolder(await writeGoldenFolder(place, 'gpt2'));
    const weights = join(folder.path, 'model.safetensors');
    const before = await readFile(weights);
    const replaced = traceModel(folder, { ids: [1, 2] }, weights, { grad: false });
    await expect(replaced).rejects.toThrow(/a file of its own[\s\S]*weights of the model/);
    expect((await readFile(weights)).equals(before)).toBe(true);
  });

  it('is whole or not there', async () => {
    const folder = await openModelFolder(await writeGoldenFolder(place, 'gpt2'));
    const inside = await mkdtemp(join(place, 'broken-'));
    const out = join(inside, 'it.safetensors');
    await expect(traceModel(folder, { ids: [1, 99] }, out, { grad: false })).rejects.toThrow(
      /0 to 12/,
    );
    expect(await readdir(inside)).toEqual([]);
    const report = () => {
      expect(readdirSync(inside)).toEqual([]); // nor would a killed process leave one behind
      throw new Error('stopped half way');
    };
    const stopped = traceModel(folder, { ids: [1, 2] }, out, { grad: false, report });
    await expect(stopped).rejects.toThrow('stopped half way');
    expect(await readdir(inside)).toEqual([]);
    await expect(traceModel(folder, { ids: [1] }, inside, { grad: false })).rejects.toThrow(
      /a folder/,
    );
    const nowhere = join(inside, 'no', 'it.safetensors');
    await expect(traceModel(folder, { ids: [1] }, nowhere, { grad: false })).rejects.toThrow(
      /nothing there/,
    );
  });
});

describe('the command', () => {
  it('runs an encoder–decoder with gradients', async () => {
    const folder = await writeGoldenFolder(place, 'encoderDecoder');
    const out = join(place, 'command.safetensors');
    const ids = ['--src-ids', '3,7,3,1,9,2', '--tgt-ids', '1,5,8,0,2'];
    const ended = await run('trace', ['--model', folder, ...ids, '--out', out, '--grad']);
    expect(ended).toMatchObject({ code: 0, stdout: '' });
    expect(ended.stderr).toMatch(/decoder\.block\.0\ngradients\n\d+ tensors, loss \d\.\d+ →/);
    expect(firstDivergence(expectedOf('encoderDecoder'), await readTrace(out))).toBeNull();
  });

  it('reads a text with the tokenizer of the folder', async () => {
    const folder = await writeGoldenFolder(place, 'gpt2');
    await writeTokenizer(folder, new CharacterTokenizer([...'abcdefghijklm']));
    const out = join(place, 'text.safetensors');
    const ended = await run('trace', ['--model', folder, '--text', 'dbebfjc', '--out', out]);
    expect(ended.code).toBe(0);
    const { logits, loss } = expectedOf('gpt2');
    const forward = Object.entries({ logits, loss }).flatMap(([k, v]) => (v ? [[k, v]] : []));
    expect(firstDivergence(Object.fromEntries(forward) as never, await readTrace(out))).toBeNull();
  });

  it('explains a broken folder in four lines, and leaves no file', async () => {
    const folder = await writeGoldenFolder(place, 'mamba');
    await writeFile(join(folder, 'config.json'), '{"model_type": "momba"}');
    const inside = await mkdtemp(join(place, 'none-'));
    const out = join(inside, 'it.safetensors');
    const ended = await run('trace', ['--model', folder, '--ids', '1,2', '--out', out]);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(/config\.json[\s\S]*expected[\s\S]*got {7}"momba"[\s\S]*"mamba"/);
    expect(ended.stderr).not.toMatch(/\n {4}at /);
    expect(await readdir(inside)).toEqual([]);
  });

  it('tells wrong usage from failure', async () => {
    const ended = await run('trace', ['--model', place, '--ids', '1,x', '--out', 'x']);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(/option --ids/);
  });
});
