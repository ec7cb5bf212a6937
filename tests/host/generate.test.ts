/** Text from models: streamed whole, the same for the same seed; translated; answered. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import gpt2Ranks from 'js-tiktoken/ranks/gpt2';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generate } from '../../src/engine/generation/generate';
import { initialEncoderDecoder } from '../../src/engine/models/encoderDecoder/initialEncoderDecoder';
import { numberTranslator } from '../../src/engine/models/encoderDecoder/EncoderDecoderConfig';
import { gpt2Small, type Gpt2Config } from '../../src/engine/models/gpt2/Gpt2Config';
import { initialGpt2 } from '../../src/engine/models/gpt2/initialGpt2';
import { initialMamba } from '../../src/engine/models/mamba/initialMamba';
import type { MambaConfig } from '../../src/engine/models/mamba/MambaConfig';
import { Rng } from '../../src/engine/random/Rng';
import { copyingTokenizer } from '../../src/engine/tasks/selectiveCopying';
import { CharacterTokenizer } from '../../src/engine/tokenizers/CharacterTokenizer';
import { gpt2Tokenizer } from '../../src/engine/tokenizers/gpt2Tokenizer';
import { numberTokenizer } from '../../src/engine/tokenizers/numberTokenizer';
import { TextStream } from '../../src/host/generate/TextStream';
import { writeText } from '../../src/host/generate/writeText';
import { writeTokenizer } from '../../src/host/tokenizers/writeTokenizer';
import { trainable } from '../../src/host/training/trainable';
import { writeModelFolder } from '../../src/host/modelFolder/writeModelFolder';
import { run } from '../render/renderCommand';

const config: Gpt2Config = { ...gpt2Small, vocab_size: 8, n_positions: 16, n_embd: 8, n_layer: 1, n_head: 2 }; // prettier-ignore
const model = initialGpt2(config, new Rng('a text'));
const letters = new CharacterTokenizer([...'\nabcdefg']);

const said = (...given: Parameters<typeof writeText>) => [...writeText(...given)];

describe('TextStream', () => {
  const tokenizer = gpt2Tokenizer(gpt2Ranks);

  it('never breaks a character, and loses none', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const stream = new TextStream(tokenizer);
        const pieces = tokenizer.encode(text).map((id) => stream.push(id));
        if (!text.includes('\uFFFD')) expect(pieces.join('')).not.toContain('\uFFFD');
        expect(pieces.join('') + stream.end()).toBe(tokenizer.decode(tokenizer.encode(text)));
      }),
      { numRuns: 200 },
    );
  });

  it.each(['🙂', '𓀀', '語'])('holds the first tokens of %s back', (character) => {
    const stream = new TextStream(tokenizer);
    const ids = tokenizer.encode(character);
    expect(ids.length).toBeGreaterThan(1);
    const pieces = ids.map((id) => stream.push(id));
    expect(pieces).toEqual([...ids.slice(1).map(() => ''), character]);
  });

  it('hands out at the end what stayed broken', () => {
    const stream = new TextStream(tokenizer);
    const [first = 0] = tokenizer.encode('🙂');
    expect([stream.push(first), stream.end()]).toEqual(['', '\uFFFD']);
  });

  it('keeps the spaces between words', () => {
    const numbers = numberTokenizer();
    const stream = new TextStream(numbers);
    expect(numbers.encode('forty two 42').map((id) => stream.push(id))).toEqual([
      'forty',
      ' two',
      ' 4',
      '2',
    ]);
  });
});

describe('writeText', () => {
  const settings = { tokens: 30, temperature: 1 };

  it('goes on with a text, token by token, beyond the context', () => {
    const pieces = said(model, letters, 'abc', settings, new Rng(7));
    const ids = [...generate(model, [1, 2, 3], settings, new Rng(7))].map(({ id }) => id);
    expect(pieces.join('')).toBe(`abc${letters.decode(ids)}`);
    expect(pieces.length).toBeGreaterThan(30);
    expect(said(model, letters, 'abc', settings, new Rng(8)).join('')).not.toBe(pieces.join(''));
  });

  it('begins a line of its own without a prompt', () => {
    const pieces = said(model, letters, '', settings, new Rng(7)).join('');
    const ids = [...generate(model, [0], settings, new Rng(7))].map(({ id }) => id);
    expect(pieces).toBe(letters.decode(ids));
  });

  it('translates with an encoder–decoder', () => {
    const tokenizer = numberTokenizer();
    const sizes = { source_vocab_size: tokenizer.size, target_vocab_size: tokenizer.size };
    const translator = initialEncoderDecoder({ ...numberTranslator, ...sizes }, new Rng(1));
    const [digits = ''] = said(translator, tokenizer, 'forty two', settings, new Rng(1));
    expect(digits.length).toBeGreaterThan(0);
    expect(() => said(translator, tokenizer, ' ', settings, new Rng(1))).toThrow(
      /at least one word/,
    );
    const drawn = (seed: number) =>
      said(translator, tokenizer, '', settings, new Rng(seed)).join('');
    expect(drawn(1)).toMatch(/^([a-z ]+|[零一二两三四五六七八九十百千]+) → \S+/);
    expect(drawn(2)).not.toBe(drawn(1));
    expect(() => said(translator, letters, 'a', settings, new Rng(1))).toThrow(/‹start› and ‹end›/);
  });

  it('answers selective copying at every ?', () => {
    const mamba: MambaConfig = {
      ...{ model_type: 'mamba', vocab_size: copyingTokenizer.size, hidden_size: 4, state_size: 2 },
      ...{ intermediate_size: 8, conv_kernel: 4, num_hidden_layers: 1, time_step_rank: 1 },
      ...{ layer_norm_epsilon: 1e-5, use_bias: false, use_conv_bias: true },
    };
    const copier = initialMamba(mamba, new Rng(1));
    const answer = (prompt: string) =>
      said(copier, copyingTokenizer, prompt, settings, new Rng(1)).join('');
    expect(answer('AB.c·D·EFG··h')).toMatch(/^·{27}AB·C·D·EFG··H\?{8} → .{8}$/);
    expect(answer('··C··A·')).toMatch(/^·{35}C··A·\?\? → .{2} {3}\(.* 8 symbols, not of 2\)$/);
    expect(answer('··C?')).toMatch(/^··C\? → . {3}/);
    expect(answer('')).toMatch(/^[·A-H]{40}\?{8} → .{8}$/);
  });

  it('explains what a tokenizer does not know', () => {
    expect(() => said(model, letters, 'xyz', settings, new Rng(1))).toThrow(/"x"/);
    const pieces: string[] = [];
    const spoken = () => {
      for (const piece of writeText(model, letters, 'abx', settings, new Rng(1))) pieces.push(piece); // prettier-ignore
    };
    expect(spoken).toThrow(/"x"/);
    expect(pieces).toEqual([]);
  });
});

const commandLine = (words: readonly string[]): [string, string[]] => [
  process.execPath,
  [
    '--import',
    'tsx',
    fileURLToPath(new URL('../../scripts/generate.ts', import.meta.url)),
    ...words,
  ],
];
const piped = (words: readonly string[], input: string) =>
  spawnSync(...commandLine(words), { input, encoding: 'utf8' });

describe('the command', () => {
  let place: string;
  beforeAll(async () => {
    place = await mkdtemp(join(tmpdir(), 'forward-pass-generate-'));
    await writeModelFolder(place, model);
    await writeTokenizer(place, letters);
  });
  afterAll(() => rm(place, { recursive: true }));

  it('writes the same text for the same seed', async () => {
    const args = [
      '--model',
      place,
      '--prompt',
      'abc',
      '--tokens',
      '20',
      '--seed',
      '7',
      '--top-k',
      '5',
    ];
    const { code, stdout, stderr } = await run('generate', args);
    const settings = { tokens: 20, temperature: 0.8, topK: 5 };
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toBe(`${said(model, letters, 'abc', settings, new Rng('7')).join('')}\n`);
  });

  it('answers line by line what is piped in, and goes on after a line that it cannot read', () => {
    const words = ['--model', place, '--tokens', '5', '--interactive'];
    const { status, stdout, stderr } = piped(words, 'abc\nxyz\n\nfed');
    const settings = { tokens: 5, temperature: 0.8 };
    const line = (prompt: string, n: number) =>
      `${said(model, letters, prompt, settings, new Rng('1').fork(`${n}`)).join('')}\n`;
    expect(stdout).toBe(line('abc', 0) + line('', 2) + line('fed', 3));
    expect(stderr).toMatch(/one prompt a line, from standard input\n[\s\S]*"x"/);
    expect(status).toBe(1);
    expect(piped(words, 'abc\n')).toMatchObject({ status: 0, stdout: line('abc', 0) });
  });

  it('writes as it goes, and ends when no one reads', async () => {
    const child = spawn(...commandLine(['--model', place, '--tokens', '100000000']));
    const [first] = (await once(child.stdout, 'data')) as [Buffer];
    expect(first.length).toBeGreaterThan(0);
    child.stdout.destroy();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('stops at once with Ctrl-C', async () => {
    const child = spawn(...commandLine(['--model', place, '--tokens', '100000000']));
    await once(child.stdout, 'data');
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([null, 'SIGINT']); // a shell says 130
  });

  it('shows examples, all of which it can read', async () => {
    const { code, stdout } = await run('generate', ['--help']);
    expect(code).toBe(0);
    const examples = stdout.match(/npm run generate.*/g) ?? [];
    expect(examples.length).toBeGreaterThan(5);
    const models = examples.map((line) => /--model (\S+)/.exec(line)?.[1] ?? 'shakespeare-gpt');
    const ours = models.filter((name) => name !== 'gpt2' && !name.startsWith('output/'));
    for (const name of ours) expect(Object.keys(trainable)).toContain(name);
    const [copying = ''] = /[A-H.]{9,}/.exec(stdout) ?? [];
    expect(copying.replaceAll('.', '')).toBe('ABCDEFGH');
  });

  it('names the models that there are when it finds none', async () => {
    const ended = await run('generate', ['--model', 'gtp2']);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(/one of [\s\S]*did you mean gpt2/);
  });

  it('tells wrong usage', async () => {
    const ended = await run('generate', ['--model', place, '--top-p', '1.5']);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(/option --top-p[\s\S]*to 1\n[\s\S]*1\.5/);
  });
});
