/**
 * Tokenizers as SmolLM2, Llama 2 and 3, TinyLlama, Qwen 2 and GPT-NeoX publish them, small (tests/golden/tokenizers/published.py),
 * against the ids and texts of Hugging Face's own library: piece by piece, and on a megabyte of mixed text.
 */
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gpt2Small } from '../../src/engine/models/gpt2/Gpt2Config';
import { generate } from '../../src/engine/generation/generate';
import { initialGpt2 } from '../../src/engine/models/gpt2/initialGpt2';
import { inputOfText } from '../../src/engine/questions/inputOfText';
import { Rng } from '../../src/engine/random/Rng';
import { promptIds, type Tokenizer } from '../../src/engine/tokenizers/Tokenizer';
import { writeText } from '../../src/host/generate/writeText';
import { readTokenizer } from '../../src/host/tokenizers/readTokenizer';
import { favouring, spokenModel } from './spokenModel';
import golden from '../golden/tokenizers/published.json';

let place: string;
beforeAll(async () => (place = await mkdtemp(join(tmpdir(), 'forward-pass-published-'))));
afterAll(() => rm(place, { recursive: true }));

const { pieces, bytes: size } = golden;
const config = { ...gpt2Small, vocab_size: 1000 };

async function read(file: object): Promise<Tokenizer> {
  const folder = await mkdtemp(join(place, 'folder-'));
  await writeFile(join(folder, 'tokenizer.json'), JSON.stringify(file));
  return readTokenizer(folder, config);
}

it('goes on with a prompt behind the mark of Llama, and keeps the space between both', async () => {
  const tokenizer = await read(golden.tokenizers.llama2.file);
  const [said = NaN] = tokenizer.encode('on');
  const model = spokenModel(favouring(tokenizer.size, { [said]: 1 }));
  const settings = { tokens: 2, temperature: 0 };
  const text = (prompt: string) => [...writeText(model, tokenizer, prompt, settings, new Rng(1))].join(''); // prettier-ignore
  expect(text('the cat')).toBe('the cat on on');
  expect(text('')).toBe('on on');
  const input = inputOfText(model, tokenizer, 'the cat');
  expect(input).toEqual([[1, ...tokenizer.encode('the cat')]]);
});

it('reads behind that mark: another first token, another text', async () => {
  const tokenizer = await read(golden.tokenizers.llama2.file);
  const model = initialGpt2({ ...config, ...{ n_embd: 16, n_layer: 1, n_head: 2, n_positions: 64 } }, new Rng(3)); // prettier-ignore
  const greedy = { tokens: 8, temperature: 0, stop: [] };
  const ids = [1, ...tokenizer.encode('the cat')];
  const never = (id: number) => id >= tokenizer.size;
  const drawn = [...generate(model, ids, { ...greedy, never }, new Rng(1))].map(({ id }) => id);
  const whole = tokenizer.decode([...ids.slice(1), ...drawn.filter((id) => id > 2)]);
  expect([...writeText(model, tokenizer, 'the cat', greedy, new Rng(1))].join('')).toBe(whole);
});

/** The same as in published.py. */
function mixedText(): string {
  const parts: string[] = [];
  for (let state = 1, length = 0; length < size;) {
    state = (state * 48271) % 2147483647;
    const part = pieces[state % pieces.length] ?? '';
    parts.push(part);
    length += Buffer.byteLength(part);
  }
  return parts.join('');
}

const megabyte = mixedText();
const sha = (text: string) => createHash('sha256').update(text).digest('hex');

describe.each(Object.entries(golden.tokenizers))('%s', (_, expected) => {
  let tokenizer: Tokenizer;
  beforeAll(async () => (tokenizer = await read(expected.file)));
  const special = expected.special as [number[], string];

  it('has the ids and the text of every piece', () => {
    const found = pieces.map((piece) => {
      const ids = tokenizer.encode(piece);
      return { piece, ids, text: tokenizer.decode(ids) };
    });
    const wanted = pieces.map((piece, i) => {
      const [ids, text] = expected.cases[i] as [number[], string];
      return { piece, ids, text };
    });
    expect(found).toEqual(wanted);
  });

  it('has the ids and the text of a megabyte', () => {
    const ids = tokenizer.encode(megabyte);
    expect([ids.length, sha(ids.join(','))]).toEqual([expected.count, expected.ids]);
    expect(sha(tokenizer.decode(ids))).toBe(expected.text);
  }, 240_000);

  it('knows its special tokens by name, and shows them between others', () => {
    const specials = expected.file.added_tokens.filter((token) => token.special);
    expect(Object.entries(tokenizer.specials ?? {})).toEqual(specials.map(({ content, id }) => [content, id])); // prettier-ignore
    const [ids, text] = special;
    expect(tokenizer.decode(ids)).toBe(text);
    for (const { content, id } of specials) expect(tokenizer.encode(content)).not.toContain(id);
  }); // prettier-ignore

  it('reads the names of special tokens in a prompt as these', () => {
    const [text, ids] = expected.marked as [string, number[]];
    expect(promptIds(tokenizer, text)).toEqual(ids);
    expect(tokenizer.encode(text)).not.toEqual(ids);
    for (const piece of pieces)
      expect(promptIds(tokenizer, piece)).toEqual(tokenizer.encode(piece));
  });

  it('knows what stands before every text, and which ids are none', () => {
    expect(tokenizer.prefix ?? []).toEqual(expected.prefix);
    const ids = [...Object.values(expected.file.model.vocab), ...expected.file.added_tokens.map(({ id }) => id)]; // prettier-ignore
    expect(tokenizer.size).toBe(Math.max(...ids) + 1);
    expect(ids.every((id) => tokenizer.has?.(id) ?? id < tokenizer.size)).toBe(true);
    expect(() => tokenizer.decode([tokenizer.size])).toThrow(/expected[\s\S]*got[\s\S]*hint/);
  }); // prettier-ignore

  it('shows bytes that are no character as Rust does', () => {
    const [ids, text] = expected.broken as [number[], string];
    expect(tokenizer.decode(ids)).toBe(text);
  });

  it('reads an empty text as no token', () => {
    expect([tokenizer.encode(''), tokenizer.decode([])]).toEqual([[], '']);
  });
});
