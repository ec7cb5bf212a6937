/** Where texts end and begin, and what is never drawn: small folders, as they are published and fine-tuned. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generate } from '../../src/engine/generation/generate';
import type { Gpt2Config } from '../../src/engine/models/gpt2/Gpt2Config';
import { initialGpt2 } from '../../src/engine/models/gpt2/initialGpt2';
import type { Model } from '../../src/engine/models/Model';
import { Rng } from '../../src/engine/random/Rng';
import { readTextEnds } from '../../src/host/generate/textEnds';
import { writeText } from '../../src/host/generate/writeText';
import { openModelFolder } from '../../src/host/modelFolder/openModelFolder';
import { writeModelFolder } from '../../src/host/modelFolder/writeModelFolder';
import { readTokenizer } from '../../src/host/tokenizers/readTokenizer';
import { run } from '../render/renderCommand';
import { byteLevelFile } from './byteLevelFile';
import { favouring, spokenModel } from './spokenModel';

let place: string;
beforeAll(async () => (place = await mkdtemp(join(tmpdir(), 'forward-pass-ends-'))));
afterAll(() => rm(place, { recursive: true }));

/** Specials first, as GPT-NeoX, Pythia and Mamba have them. */
const neox = byteLevelFile({ first: ['<|endoftext|>', '<|padding|>'] });
const V = 258;
const idOf = (letter: string) => neox.model.vocab[letter] ?? NaN;
const [a, b, c] = ['a', 'b', 'c'].map(idOf) as [number, number, number];

type Files = Readonly<Record<string, object>>;

async function folderOf(model: Model<Gpt2Config>, files: Files = {}): Promise<string> {
  const folder = await mkdtemp(join(place, 'folder-'));
  await writeModelFolder(folder, model);
  const config = { ...model.config, ...files['config.json'] };
  const written = { 'tokenizer.json': neox, ...files, 'config.json': config };
  for (const [name, content] of Object.entries(written)) {
    await writeFile(join(folder, name), JSON.stringify(content));
  }
  return folder;
}

async function opened(path: string) {
  const folder = await openModelFolder(path);
  const tokenizer = await readTokenizer(path, folder.model.config);
  return { model: folder.model, tokenizer, ends: await readTextEnds(folder, tokenizer) };
}

async function said(path: string, settings: { tokens: number; specials?: boolean }, prompt = 'c') {
  const { model, tokenizer, ends } = await opened(path);
  return [...writeText(model, tokenizer, prompt, { ...settings, ...ends }, new Rng(1))].join('');
}

const often = spokenModel(favouring(V, { 0: 0, [a]: 1, [b]: 0 }));

describe('a text ends', () => {
  it('at the special token of its tokenizer, wherever that stands, and does not show it', async () => {
    const folder = await folderOf(often);
    expect((await opened(folder)).ends).toEqual({ begin: 0, stop: [0] });
    const text = await said(folder, { tokens: 1000 });
    expect(text).toMatch(/^c[ab]*$/);
    expect(text.length).toBeLessThan(100);
    expect(await said(folder, { tokens: 1000, specials: true })).toBe(`${text}<|endoftext|>`);
  });

  it.each<[string, Files, number[]]>([
    ['config.json', { 'config.json': { eos_token_id: b } }, [b]],
    ['config.json, in a list', { 'config.json': { eos_token_id: [b, a] } }, [b, a]],
    ['generation_config.json before it', { 'config.json': { eos_token_id: b }, 'generation_config.json': { eos_token_id: a } }, [a]],
    ['config.json, where the other says nothing', { 'config.json': { eos_token_id: b }, 'generation_config.json': { eos_token_id: null } }, [b]],
    ['the tokenizer, where the id has no row', { 'config.json': { eos_token_id: 50256 } }, [0]],
  ])('at the id of %s', async (_, files, stop) => {
    const folder = await folderOf(often, files);
    expect((await opened(folder)).ends.stop).toEqual(stop);
    const letters = stop.map((id) => ({ [a]: 'a', [b]: 'b' })[id] ?? '');
    const text = await said(folder, { tokens: 1000 }, '');
    const before = letters.includes('a') ? /^b*$/ : letters.includes('b') ? /^a*$/ : /^[ab]*$/;
    expect(text.replaceAll(new RegExp(`[${letters.join('')}]$`, 'g'), '')).toMatch(before);
    expect(text.length).toBeLessThan(100);
  }); // prettier-ignore

  it('only there: another special token is drawn, and shown when asked for', async () => {
    const model = spokenModel(favouring(V, { 0: -3, 1: 1, [a]: 1 }));
    const folder = await folderOf(model);
    const shown = await said(folder, { tokens: 200, specials: true });
    expect(shown).toMatch(/^c(a|<\|padding\|>)*<\|endoftext\|>$/);
    expect(shown).toContain('<|padding|>a');
    expect(await said(folder, { tokens: 200 })).toBe(shown.replaceAll(/<\|\w+\|>/g, ''));
  });

  it('explains an id that is none', async () => {
    const folder = await folderOf(often, { 'generation_config.json': { eos_token_id: '</s>' } });
    await expect(opened(folder)).rejects.toThrow(
      /generation_config\.json: [\s\S]*"eos_token_id": an id, or a list of ids\n[\s\S]*"<\/s>"\n {2}hint/,
    );
  });
});

it('a text without a prompt begins after the id that the folder names', async () => {
  const model = initialGpt2({ ...often.config, n_embd: 16, n_head: 2 }, new Rng('begins'));
  const folder = await folderOf(model, { 'generation_config.json': { bos_token_id: c } });
  const { tokenizer, ends } = await opened(folder);
  expect(ends).toEqual({ begin: c, stop: [0] });
  const sampling = { tokens: 12, temperature: 0 };
  const ids = [...generate(model, [c], sampling, new Rng(1))].map(({ id }) => id);
  const text = [...writeText(model, tokenizer, '', { ...sampling, ...ends }, new Rng(1))].join('');
  expect(text).toBe(tokenizer.decode(ids));
});

describe('never drawn is', () => {
  it('a row without a token, as where a vocabulary is padded', async () => {
    const padded = spokenModel(favouring(300, { 299: 9, 270: 9, [a]: 2, [b]: 1, 0: -2 }));
    const folder = await folderOf(padded);
    expect(await said(folder, { tokens: 1000 })).toMatch(/^c[ab]{3,}$/);
    const { tokenizer, model } = await opened(folder);
    const greedy = { tokens: 3, temperature: 0 };
    expect([...writeText(model, tokenizer, 'c', greedy, new Rng(1))].join('')).toBe('caaa');
  });

  it('an id that the tokenizer leaves out between two others', async () => {
    const added = [{ id: 299, content: '<|last|>', special: true }];
    const gap = spokenModel(favouring(300, { 270: 9, [a]: 2, 299: 0 }));
    const folder = await folderOf(gap, { 'tokenizer.json': { ...neox, added_tokens: added } });
    expect(await said(folder, { tokens: 30, specials: true })).toMatch(/^c(a|<\|last\|>){30}$/);
  });

  it('anything, where a model and its tokenizer have nothing in common: that is said', async () => {
    const { tokenizer, model } = await opened(await folderOf(often));
    const stranger = {
      ...tokenizer,
      size: 0,
      encode: () => [1],
      decode: () => '',
      has: () => false,
    };
    const settings = { tokens: 3, stop: [] };
    expect(() => [...writeText(model, stranger, 'c', settings, new Rng(1))]).toThrow(
      /at least one id that may be drawn\n[\s\S]*258 ids[\s\S]*hint/,
    );
  });
});

describe('a token beyond the rows of the model', () => {
  const withPad = (special: boolean) => ({
    'tokenizer.json': { ...neox, added_tokens: [...neox.added_tokens, { id: V, content: '[PAD]', special }] },
  }); // prettier-ignore

  it('that was added does not keep the folder from being used', async () => {
    const { tokenizer } = await opened(await folderOf(often, withPad(true)));
    expect(tokenizer.size).toBe(V);
    expect(tokenizer.specials).toEqual({ '<|endoftext|>': 0, '<|padding|>': 1 });
    expect(tokenizer.encode('[PAD]')).toEqual([...'[PAD]'].map(idOf));
    const folder = await folderOf(often, withPad(false));
    expect(await said(folder, { tokens: 1000 })).toMatch(/^c[ab]*$/);
  });

  it('is refused in a text, by name', async () => {
    const { tokenizer } = await opened(await folderOf(often, withPad(false)));
    expect(tokenizer.encode('abc')).toEqual([a, b, c]);
    expect(() => tokenizer.encode('ab[PAD]')).toThrow(
      /tokens below 258[\s\S]*"\[PAD\]", which is token 258\n {2}hint/,
    );
  });

  it('that was learned means that folder and tokenizer do not belong together', async () => {
    const small = spokenModel(favouring(200, { [a]: 1 }));
    await expect(opened(await folderOf(small))).rejects.toThrow(/at most 200 tokens[\s\S]*258/);
  });
});

it('the command ends where the text does', async () => {
  const folder = await folderOf(often);
  const words = ['--model', folder, '--prompt', 'c', '--tokens', '1000'];
  const plain = await run('generate', words);
  expect(plain).toMatchObject({ code: 0, stderr: '' });
  expect(plain.stdout).toMatch(/^c[ab]*\n$/);
  const shown = await run('generate', [...words, '--specials']);
  expect(shown.stdout).toMatch(/^c[ab]*<\|endoftext\|>\n$/);
});
