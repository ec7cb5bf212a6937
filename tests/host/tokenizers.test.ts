/** Tokenizers of model folders: ours written and read again, GPT-2's in both of its published forms. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import gpt2Ranks from 'js-tiktoken/ranks/gpt2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gpt2Small, type Gpt2Config } from '../../src/engine/models/gpt2/Gpt2Config';
import { vocabularyFromRanks } from '../../src/engine/tokenizers/ByteVocabulary';
import { CharacterTokenizer } from '../../src/engine/tokenizers/CharacterTokenizer';
import { gpt2Tokenizer } from '../../src/engine/tokenizers/gpt2Tokenizer';
import { numberTokenizer } from '../../src/engine/tokenizers/numberTokenizer';
import { parseRanks } from '../../src/engine/tokenizers/parseRanks';
import { shakespeareCharacters } from '../../src/engine/tokenizers/shakespeareCharacters';
import { WordTokenizer } from '../../src/engine/tokenizers/WordTokenizer';
import { readTokenizer } from '../../src/host/tokenizers/readTokenizer';
import { writeTokenizer } from '../../src/host/tokenizers/writeTokenizer';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'forward-pass-tokenizers-'))));
afterAll(() => rm(folder, { recursive: true }));

let folders = 0;
async function folderWith(files: Readonly<Record<string, string | object>>): Promise<string> {
  const made = join(folder, `${folders++}`);
  await mkdir(made);
  for (const [name, content] of Object.entries(files)) {
    await writeFile(
      join(made, name),
      typeof content === 'string' ? content : JSON.stringify(content),
    );
  }
  return made;
}

const small: Gpt2Config = { ...gpt2Small, vocab_size: 100 };

describe('our own', () => {
  it('characters', async () => {
    const path = await folderWith({});
    await writeTokenizer(path, new CharacterTokenizer(shakespeareCharacters));
    const read = await readTokenizer(path, small);
    expect(read).toEqual(new CharacterTokenizer(shakespeareCharacters));
  });

  it('words, with their special tokens', async () => {
    const path = await folderWith({});
    const numbers = numberTokenizer();
    await writeTokenizer(path, numbers);
    const read = await readTokenizer(path, small);
    expect(read).toBeInstanceOf(WordTokenizer);
    expect(read).toEqual(numbers);
    expect(read.encode('Forty-two 三百四十二 342')).toEqual(
      numbers.encode('Forty-two 三百四十二 342'),
    );
  });
});

describe("GPT-2's", () => {
  const known = gpt2Tokenizer(gpt2Ranks);
  const { bytes, merges } = vocabularyFromRanks(parseRanks(gpt2Ranks.bpe_ranks));
  const letters = bytes.map((byte, id) => String.fromCharCode(id < 188 ? byte : 256 + id - 188));
  const tokens = [...letters];
  const lines = merges.map(([left, right]) => {
    tokens.push(`${tokens[left]}${tokens[right]}`);
    return `${tokens[left]} ${tokens[right]}`;
  });
  const vocab = Object.fromEntries(tokens.map((token, id) => [token, id]));
  const text = 'Hello  world, 我们 don’t 🙂\r\n\t<|endoftext|> naïve';
  const rules = { pre_tokenizer: { type: 'ByteLevel', add_prefix_space: false }, normalizer: null };

  it('as vocab.json and merges.txt', async () => {
    const path = await folderWith({
      'vocab.json': { ...vocab, '<|endoftext|>': 50256 },
      'merges.txt': ['#version: 0.2', ...lines, ''].join('\r\n'),
    });
    const read = await readTokenizer(path, gpt2Small);
    expect(read.encode(text)).toEqual(known.encode(text));
    expect(read.size).toBe(50257);
    expect(read.decode([50256])).toBe('<|endoftext|>');
  });

  it('as tokenizer.json, and as a GPT-2 that has no file', async () => {
    const added_tokens = [{ id: 50256, content: '<|endoftext|>', special: true }];
    const model = { type: 'BPE', vocab: { ...vocab, '<|endoftext|>': 50256 }, merges: lines };
    const path = await folderWith({ 'tokenizer.json': { added_tokens, ...rules, model } });
    expect((await readTokenizer(path, gpt2Small)).encode(text)).toEqual(known.encode(text));
    expect((await readTokenizer(await folderWith({}), gpt2Small)).encode(text)).toEqual(
      known.encode(text),
    );
  });

  it("numbered as GPT-NeoX's, with spaces as tokens of their own", async () => {
    const shifted = Object.fromEntries(tokens.map((token, id) => [token, id + 2]));
    const added_tokens = [
      { id: 0, content: '<|endoftext|>', special: true },
      { id: 1, content: '<|padding|>', special: true },
      { id: 50300, content: '  ', special: false },
      { id: 50301, content: '   ', special: false },
    ];
    const model = { type: 'BPE', vocab: shifted, merges: lines.map((line) => line.split(' ')) };
    const normalizer = { type: 'NFC' };
    const path = await folderWith({
      'tokenizer.json': { added_tokens, ...rules, normalizer, model },
    });
    const read = await readTokenizer(path, { ...gpt2Small, vocab_size: 50304 });
    const ids = read.encode('a   b  na\u0308h');
    const id = (piece: string) => known.encode(piece).map((known) => known + 2);
    expect(ids).toEqual([...id('a'), 50301, ...id('b'), 50300, ...id('näh')]);
    expect(read.decode([...ids, 0])).toBe('a   b  näh<|endoftext|>');
    expect(() => read.decode([50302])).toThrow(/below 50302/);
  });
});

describe('explains', () => {
  it.each<[string, Record<string, string | object>, RegExp]>([
    ['no tokenizer', {}, /--ids/],
    ['no JSON', { 'tokenizer.json': '{' }, /tokenizer\.json[\s\S]*JSON/],
    [
      'another kind',
      { 'tokenizer.json': { model: { type: 'Unigram', vocab: [] } } },
      /"model\.type"/,
    ],
    [
      'another way to cut text',
      {
        'tokenizer.json': {
          pre_tokenizer: { type: 'Mystery' },
          model: { type: 'BPE', vocab: {}, merges: [] },
        },
      },
      /published BPE[\s\S]*Mystery/,
    ],
    [
      'ids with a gap',
      { 'tokenizer.json': { model: { type: 'WordLevel', vocab: { a: 0, b: 2 } } } },
      /2 in place of 1/,
    ],
    ['a merge without an id', { 'vocab.json': {}, 'merges.txt': 'a b' }, /none for "!"/],
  ])('%s', async (_, files, message) => {
    await expect(readTokenizer(await folderWith(files), small)).rejects.toThrow(message);
  });

  it('more tokens than the model has', async () => {
    const path = await folderWith({});
    await writeTokenizer(path, new CharacterTokenizer(shakespeareCharacters));
    await expect(readTokenizer(path, { ...small, vocab_size: 64 })).rejects.toThrow(
      /at most 64[\s\S]*65/,
    );
  });
});
