/**
 * Bad input, by table: each fault in each architecture, through what the command lines run. One error type that names what was
 * being done, what was expected, what came instead, and what to try; no number is written, and the process lives on.
 */
import { execFileSync } from 'node:child_process';
import {
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ForwardPassError } from '../../src/engine/errors/ForwardPassError';
import { readSafetensors } from '../../src/engine/formats/readSafetensors';
import { writeSafetensors } from '../../src/engine/formats/writeSafetensors';
import { translate } from '../../src/engine/models/encoderDecoder/translate';
import type { EncoderDecoderConfig } from '../../src/engine/models/encoderDecoder/EncoderDecoderConfig';
import type { CausalModel } from '../../src/engine/models/causalModel';
import type { Model } from '../../src/engine/models/Model';
import { inputOfText } from '../../src/engine/questions/inputOfText';
import { runModel, type AnyModel, type ModelInput } from '../../src/engine/questions/runModel';
import { Rng } from '../../src/engine/random/Rng';
import { flat } from '../../src/engine/tensor/flat';
import { Tensor } from '../../src/engine/tensor/Tensor';
import { filled } from '../../src/engine/tensor/tensorFrom';
import { CharacterTokenizer } from '../../src/engine/tokenizers/CharacterTokenizer';
import { numberTokenizer } from '../../src/engine/tokenizers/numberTokenizer';
import { describeModel } from '../../src/host/modelFolder/describeModel';
import { answerCopying } from '../../src/host/generate/answerCopying';
import { writeText } from '../../src/host/generate/writeText';
import { openModelFolder, type ModelFolder } from '../../src/host/modelFolder/openModelFolder';
import { writeTokenizer } from '../../src/host/tokenizers/writeTokenizer';
import { traceModel, type TraceInput } from '../../src/host/trace/traceModel';
import { weightLayout } from '../../src/host/weights/weightLayout';
import { run } from '../render/renderCommand';
import { goldenModels, writeGoldenFolder, type GoldenModel } from './goldenFolders';

let place: string;
beforeAll(async () => (place = await mkdtemp(join(tmpdir(), 'forward-pass-bad-'))));
afterAll(() => rm(place, { recursive: true }));

/** Says all four things, and these words among them. */
async function refused(work: () => unknown, words: RegExp): Promise<void> {
  const caught: unknown = await Promise.resolve()
    .then(work)
    .then(
      (result) => `no error, but ${JSON.stringify(result)?.slice(0, 80)}`,
      (error: unknown) => error,
    );
  expect(caught).toBeInstanceOf(ForwardPassError);
  const { what, expected, got, hint, message } = caught as ForwardPassError;
  for (const said of [what, expected, got, hint]) expect(said, message).toMatch(/\S/);
  expect(message).toMatch(words);
}

type Tensors = Record<string, Tensor>;

async function folderWith(name: GoldenModel, change: (tensors: Tensors, chosen: string) => void) {
  const folder = await writeGoldenFolder(await mkdtemp(join(place, 'folder-')), name);
  const file = join(folder, 'model.safetensors');
  const tensors = { ...readSafetensors(await readFile(file)).tensors };
  const chosen = Object.keys(tensors).find((key) =>
    /\.0\..*(out|c|down|o)_proj\.weight$/.test(key),
  );
  change(tensors, chosen ?? '');
  await writeFile(file, writeSafetensors(tensors));
  return folder;
}

/** The last value of a tensor replaced. */
function spoilt(tensor: Tensor | undefined, value: number): Tensor {
  const values = flat(tensor ?? filled([1], 0)).slice();
  values[values.length - 1] = value;
  return new Tensor(values, tensor?.shape ?? [1]);
}

const shapeOf = (tensor: Tensor | undefined) => tensor?.shape ?? [];

describe.each(goldenModels)('a folder of %s', (name) => {
  it.each<[string, (tensors: Tensors, chosen: string) => void, RegExp]>([
    ['a missing tensor', (t, chosen) => delete t[chosen], /_proj\.weight"[\s\S]*got +none/],
    ['no tensor', (t) => Object.keys(t).forEach((key) => delete t[key]), /and \d+ other missing tensors/],
    ['a tensor too many', (t) => (t['stranger.weight'] = filled([2], 0)), /stranger\.weight/],
    ['a longer row', (t, c) => (t[c] = filled(shapeOf(t[c]).with(-1, 99), 0)), /_proj\.weight" of shape[\s\S]*99\)/],
    ['another axis', (t, c) => (t[c] = filled([1, ...shapeOf(t[c])], 0)), /_proj\.weight" of shape[\s\S]*\(1, /],
    ['no values', (t, c) => (t[c] = filled([0], 0)), /_proj\.weight" of shape[\s\S]*\(0\)/],
  ])('with %s is not opened, and not described', async (_, change, words) => {
    const folder = await folderWith(name, change);
    await refused(() => openModelFolder(folder), words);
    await refused(() => describeModel(folder), words);
  }); // prettier-ignore

  it.each([NaN, Infinity, -Infinity])('with %d among its weights is not opened', async (value) => {
    const folder = await folderWith(name, (t, chosen) => (t[chosen] = spoilt(t[chosen], value)));
    await refused(() => openModelFolder(folder), new RegExp(`_proj\\.weight"[\\s\\S]*finite[\\s\\S]*${value} at place`)); // prettier-ignore
  });

  it.each(['config.json', 'model.safetensors'])('of which %s is no file, is not opened', async (part) => {
    const folder = await writeGoldenFolder(await mkdtemp(join(place, 'folder-')), name);
    const file = join(folder, part);
    const opening = (words: RegExp) => refused(() => openModelFolder(folder), words);
    await rm(file);
    await opening(part === 'config.json' ? /config\.json[\s\S]*nothing there/ : /neither/);
    await mkdir(file);
    await opening(new RegExp(`${part}\n[\\s\\S]*a folder`));
    await rm(file, { recursive: true });
    execFileSync('mkfifo', [file]);
    await opening(/a pipe or a device/);
    await rm(file);
    await symlink(part, file);
    await opening(part === 'config.json' ? /a link that leads to itself/ : /neither/);
  }); // prettier-ignore

  it('of which the weights are half a file, is not opened', async () => {
    const whole = await writeGoldenFolder(await mkdtemp(join(place, 'folder-')), name);
    const file = join(whole, 'model.safetensors');
    const bytes = await readFile(file);
    for (const length of [0, 7, 8, 100, bytes.length - 1]) {
      await writeFile(file, bytes.subarray(0, length));
      await expect(openModelFolder(whole)).rejects.toThrow(ForwardPassError);
    }
  });

  it.each<[string, string, RegExp]>([
    ['no text', '', /config\.json: [\s\S]*a JSON object/],
    ['half a text', '{"model_type":', /a JSON object/],
    ['a list', '[1, 2]', /a JSON object\n +got +\[1, 2\]/],
    [
      'a text that nests',
      `{"model_type":${'['.repeat(1e5)}${']'.repeat(1e5)}}`,
      /more than 100 levels/,
    ],
  ])('of which the configuration is %s, is not opened', async (_, text, words) => {
    const folder = await writeGoldenFolder(await mkdtemp(join(place, 'folder-')), name);
    await writeFile(join(folder, 'config.json'), text);
    await refused(() => openModelFolder(folder), words);
  });

  it.each<[string, string, RegExp]>([
    ['no JSON', '{', /the list of its parts/],
    ['without a map', '{}', /"weight_map"/],
    ['of another folder', '{"weight_map": {"a": "../a.safetensors"}}', /of this folder[\s\S]*\.\.\//],
    ['of a part that is not there', '{"weight_map": {"a": "a.safetensors"}}', /nothing there/],
    ['of parts that overlap', '{"weight_map": {"a": "1.safetensors", "b": "2.safetensors"}}', /every tensor in one part/],
  ])('whose index is %s, is not opened', async (_, index, words) => {
    const folder = await writeGoldenFolder(await mkdtemp(join(place, 'folder-')), name);
    const file = join(folder, 'model.safetensors');
    for (const part of ['1', '2']) await copyFile(file, join(folder, `${part}.safetensors`));
    await rm(file);
    await writeFile(`${file}.index.json`, index);
    await refused(() => openModelFolder(folder), words);
  }); // prettier-ignore
});

describe('a trace', () => {
  it('is written to a file, and to nothing else', async () => {
    const folder = await openModelFolder(await writeGoldenFolder(place, 'gpt2'));
    const inside = await mkdtemp(join(place, 'out-'));
    const pipe = join(inside, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const to = (out: string) => () => traceModel(folder, { ids: [1] }, out, { grad: false });
    await refused(to(inside), /a folder/);
    await refused(to(pipe), /a pipe or a device/);
    await refused(to(join(inside, 'none', 'x')), /nothing there/);
    await refused(to(join(inside, 'x'.repeat(300))), /a name too long/);
    expect(await readdir(inside)).toEqual(['pipe']);
    expect((await stat(pipe)).isFIFO()).toBe(true);
  });

  it('ends at the first number that is beyond float32', async () => {
    const folder = await openModelFolder(
      await folderWith('gpt2', (t) => (t['h.0.ln_1.weight'] = filled([8], 3e38))),
    );
    const out = join(await mkdtemp(join(place, 'out-')), 'x');
    const traced = () => traceModel(folder, { ids: [1] }, out, { grad: false });
    await refused(traced, /trace "block\.0\.(layer_norm_1|q_projection)"[\s\S]*Infinity at place/);
  });
});

describe('a Llama whose config.json lengthens its context', () => {
  const llama3 = { rope_type: 'llama3', factor: 8, low_freq_factor: 1, high_freq_factor: 4, original_max_position_embeddings: 64 }; // prettier-ignore
  const { factor: _, ...factorless } = llama3;

  it.each<[string, unknown, RegExp]>([
    ['in an unknown way', { rope_type: 'longrope', factor: 2 }, /rope_type": default, linear, dynamic, yarn or llama3\n[\s\S]*longrope/],
    ['in an unknown way, by the old name', { type: 'su', factor: 2 }, /rope_type": default, linear, dynamic, yarn or llama3/],
    ['in a way that is not said', { factor: 2 }, /rope_type": default, linear, dynamic, yarn or llama3/],
    ['in no words', 'llama3', /expected object\n/],
    ['in a list', [llama3], /expected object\n/],
    ['without a factor', factorless, /\.factor": expected number\n/],
    ['linearly, without a factor', { type: 'linear' }, /\.factor": expected number\n/],
    ['by 0', { type: 'linear', factor: 0 }, /\.factor": [^\n]*>0\n/],
    ['by less than 0', { ...llama3, factor: -8 }, /\.factor": [^\n]*>0\n/],
    ['by a text', { type: 'linear', factor: '2' }, /\.factor": expected number\n/],
    ['with no lower bound', { ...llama3, low_freq_factor: undefined }, /\.low_freq_factor": expected number\n/],
    ['with bounds exchanged', { ...llama3, low_freq_factor: 4, high_freq_factor: 1 }, /\.high_freq_factor": more than low/],
    ['with bounds that are one', { ...llama3, low_freq_factor: 4 }, /\.high_freq_factor": more than low_freq_factor/],
    ['from half a position', { ...llama3, original_max_position_embeddings: 0.5 }, /original_max_position_embeddings": /],
    ['in part of each head', { ...llama3, partial_rotary_factor: 0.5 }, /partial_rotary_factor": expected 1\n/],
  ])('%s is not opened', async (_, scaling, words) => {
    for (const field of ['rope_scaling', 'rope_parameters']) {
      await refused(async () => openModelFolder(await folderSaying({ [field]: scaling })), words);
    }
  }); // prettier-ignore

  it('in two ways at once is not opened', async () => {
    const twice = { rope_scaling: llama3, rope_parameters: { ...llama3, factor: 4 } };
    await refused(async () => openModelFolder(await folderSaying(twice)), /"rope_parameters": the same scaling/); // prettier-ignore
    const bases = { rope_parameters: { rope_theta: 500000 } };
    await refused(async () => openModelFolder(await folderSaying(bases)), /"rope_theta": one value[\s\S]*10000/); // prettier-ignore
  });

  async function folderSaying(fields: object): Promise<string> {
    const folder = await writeGoldenFolder(await mkdtemp(join(place, 'rope-')), 'llama');
    const file = join(folder, 'config.json');
    const config = JSON.parse(await readFile(file, 'utf8')) as object;
    await writeFile(file, JSON.stringify({ ...config, ...fields }));
    return folder;
  }
});

describe.each(goldenModels)('what %s reads', (name) => {
  let folder: ModelFolder;
  let model: AnyModel;
  beforeAll(async () => {
    folder = await openModelFolder(await writeGoldenFolder(place, name));
    model = folder.model;
  });
  const isTranslator = name === 'encoderDecoder';
  const batch = (...rows: number[][]): ModelInput =>
    isTranslator ? { source: rows, target: rows.map(() => [1, 2]) } : rows;
  const alone = (ids: number[]): TraceInput =>
    isTranslator ? { source: ids, target: [1, 2] } : { ids };

  it.each<[string, number[], RegExp]>([
    ['an id beyond its vocabulary', [1, 13], /from 0 to (12|10|6)\n[\s\S]*13/],
    ['a negative id', [-1], /got +-1/],
    ['half an id', [1.5], /got +1\.5/],
    ['NaN', [NaN], /got +NaN/],
    ['an id beyond 32 bits', [2 ** 40], /got +1099511627776/],
    ['nothing', [], /an empty row/],
  ])('is not %s', async (_, ids, words) => {
    await refused(() => runModel(model, batch(ids)), words);
    const out = join(await mkdtemp(join(place, 'out-')), 'it.safetensors');
    await refused(() => traceModel(folder, alone(ids), out, { grad: false }), words);
    expect(await readdir(join(out, '..'))).toEqual([]);
    if (!isTranslator) return;
    await refused(
      () => runModel(model, { source: [[1, 2]], target: [ids] }),
      /from 0 to 8[\s\S]*got/,
    );
    const translator = model as Model<EncoderDecoderConfig>;
    await refused(() => translate(translator, [ids], { start: 1, end: 2, maxLength: 3 }), words);
  });

  it('is rows of one length, at least one', async () => {
    await refused(() => runModel(model, batch([1, 2], [1])), /pad shorter rows/);
    await refused(() => runModel(model, batch()), /at least one row/);
  });

  it('is not what another architecture reads', async () => {
    const wrong = isTranslator ? [[1]] : { source: [[1]], target: [[1]] };
    const given = isTranslator ? { ids: [1] } : { source: [1], target: [1] };
    await refused(() => runModel(model, wrong), /run a model of type/);
    await refused(() => traceModel(folder, given, join(place, 'none'), { grad: false }), /reads/);
  });

  it('is at most its context, where it has one', async () => {
    const ids = Array.from({ length: 33 }, () => 1);
    if (name === 'gpt2') await refused(() => runModel(model, batch(ids)), /at most 9 tokens[\s\S]*33/);
    else if (name === 'llama') await refused(() => runModel(model, batch(ids)), /at most 32 tokens[\s\S]*33/);
    else expect(runModel(model, batch(ids)).length(1)).toBe(isTranslator ? 2 : 33);
  }); // prettier-ignore
});

describe.each(goldenModels)('%s in memory', (name) => {
  const tokenizer = name === 'encoderDecoder' ? numberTokenizer() : new CharacterTokenizer([...'\nabcdef']); // prettier-ignore
  async function opened() {
    const { model } = await openModelFolder(await writeGoldenFolder(place, name));
    const { config } = model;
    const grown = config.model_type === 'encoder-decoder' ? { ...config, source_vocab_size: tokenizer.size } : config; // prettier-ignore
    const shapes = Object.entries(weightLayout(grown).shapes);
    const params = Object.fromEntries(shapes.map(([key, shape]) => [key, model.params[key]?.shape.join() === shape.join() ? model.params[key] : filled(shape, 0.1)])); // prettier-ignore
    return { config: grown, params: params as Record<string, Tensor>, shapes };
  }
  const read = (model: AnyModel) =>
    runModel(model, name === 'encoderDecoder' ? { source: [[1]], target: [[1]] } : [[1]]);

  it('needs every parameter, in its own shape', async () => {
    const { config, params, shapes } = await opened();
    expect(read({ config, params }).size).toBeGreaterThan(0);
    for (const [key, shape] of shapes) {
      const { [key]: _, ...rest } = params;
      const words = new RegExp(`"${key.replaceAll('.', '\\.')}"`);
      await refused(() => read({ config, params: rest }), words);
      const others = [shape.with(-1, (shape.at(-1) ?? 0) + 1), shape.with(0, (shape[0] ?? 0) + 1), [...shape, 1]]; // prettier-ignore
      for (const other of others) {
        await refused(() => read({ config, params: { ...params, [key]: filled(other, 0.1) } }), words); // prettier-ignore
      }
    }
  });

  it('writes nothing where a weight is NaN, or so large that numbers end', async () => {
    const { config, params } = await opened();
    const say = (model: AnyModel) => [...writeText(model, tokenizer, name === 'encoderDecoder' ? 'two' : 'ab', { tokens: 3, temperature: 0 }, new Rng(1))]; // prettier-ignore
    for (const [key, { shape }] of Object.entries(params)) {
      const broken = { ...params, [key]: filled(shape, NaN) };
      await refused(() => say({ config, params: broken }), /finite[\s\S]*NaN/);
    }
    const huge = Object.entries(params).map(([key, { shape }]) => [key, filled(shape, 3e38)]);
    await refused(() => say({ config, params: Object.fromEntries(huge) as Tensors }), /finite/);
  });

  it('reads no empty text', async () => {
    const model = await opened();
    await refused(() => inputOfText(model, tokenizer, ''), /at least one token/);
  });
});

it('selective copying answers nothing where a weight is NaN', async () => {
  const { model } = await openModelFolder(await writeGoldenFolder(place, 'mamba'));
  const config = { ...model.config, vocab_size: 10 };
  const table = { 'backbone.embeddings.weight': filled([10, 4], NaN) };
  const copier = { config, params: { ...model.params, ...table } } as CausalModel;
  await refused(() => answerCopying(copier, '·A·', new Rng(1)), /finite[\s\S]*NaN/);
});

describe('the command lines', () => {
  let good: string;
  let incomplete: string;
  let nan: string;
  beforeAll(async () => {
    good = await folderWith('gpt2', () => undefined);
    incomplete = await folderWith('llama', (t) => delete t['model.norm.weight']);
    nan = await folderWith('mamba', (t, chosen) => (t[chosen] = spoilt(t[chosen], NaN)));
    const letters = new CharacterTokenizer([...'\nabcdefghijkl']);
    for (const folder of [good, incomplete, nan]) await writeTokenizer(folder, letters);
    await writeFile(join(place, 'short.txt'), 'too short');
    await writeFile(join(place, 'empty.txt'), '');
  });

  it.each<[string, string, () => string[], RegExp]>([
    ['trace', 'a weight that is NaN', () => ['--model', nan, '--ids', '1', '--out', join(place, 'no')], /finite numbers[\s\S]*NaN at place/],
    ['trace', 'an empty text', () => ['--model', good, '--text', '', '--out', join(place, 'no')], /at least one token[\s\S]*an empty text/],
    ['trace', 'an id beyond the vocabulary', () => ['--model', good, '--ids', '1,13', '--out', join(place, 'no')], /from 0 to 12[\s\S]*got +13/],
    ['trace', 'a text beyond the context', () => ['--model', good, '--ids', '1,2,3,4,5,6,7,8,9,10', '--out', join(place, 'no')], /at most 9 tokens[\s\S]*10/],
    ['generate', 'a missing tensor', () => ['--model', incomplete, '--prompt', 'ab'], /"model\.norm\.weight"[\s\S]*none/],
    ['generate', 'a weight that is NaN', () => ['--model', nan, '--prompt', 'ab'], /finite numbers[\s\S]*NaN at place/],
    ['generate', 'an unknown letter', () => ['--model', good, '--prompt', 'xyz'], /known characters[\s\S]*"x"/],
    ['model', 'a missing tensor', () => ['show', incomplete], /"model\.norm\.weight"[\s\S]*none/],
    ['model', 'a folder that is not there', () => ['show', join(place, 'nowhere')], /no such folder/],
    ['train', 'a text too short to learn', () => ['shakespeare-gpt', '--data', join(place, 'short.txt'), '--out', join(place, 'no')], /more than 650 characters[\s\S]*9/],
    ['train', 'an empty text', () => ['shakespeare-llama', '--data', join(place, 'empty.txt'), '--out', join(place, 'no')], /more than 650 characters[\s\S]*0/],
  ])('%s explains %s in four lines, and ends with 1', async (script, _, args, words) => {
    const { code, stdout, stderr } = await run(script, args());
    expect(stderr).toMatch(words);
    expect(stderr).toMatch(/\n {2}expected {2}[^\n]+\n {2}got {7}[^\n]+\n {2}hint {6}[^\n]+\n$/);
    expect(stderr).not.toMatch(/\n {4}at /);
    expect([code, stdout]).toEqual([1, '']);
    expect(await readdir(place)).not.toContain('no');
  }); // prettier-ignore
});
