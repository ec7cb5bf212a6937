/** Files that are something else than their names say: the hint names what they are. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ForwardPassError } from '../../src/engine/errors/ForwardPassError';
import { readSafetensors } from '../../src/engine/formats/readSafetensors';
import { parseConfig } from '../../src/host/config/readConfig';
import { openModelFolder } from '../../src/host/modelFolder/openModelFolder';
import { readTokenizer } from '../../src/host/tokenizers/readTokenizer';
import { goldenModels, writeGoldenFolder } from './goldenFolders';

let place: string;
beforeAll(async () => (place = await mkdtemp(join(tmpdir(), 'forward-pass-foreign-'))));
afterAll(() => rm(place, { recursive: true }));

const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'4d'.repeat(32)}\nsize 548105171\n`;
const bom = Buffer.from([0xef, 0xbb, 0xbf]);

async function hintOf(opening: Promise<unknown>): Promise<string> {
  const error: unknown = await opening.then(
    () => 'no error',
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(ForwardPassError);
  const { what, expected, got, hint = '' } = error as ForwardPassError;
  for (const said of [what, expected, got, hint]) expect(said).toMatch(/\S/);
  expect(what).toContain(place);
  return hint;
}

/** A folder in which one file is changed. */
async function folderWith(file: string, change: (bytes: Buffer) => Buffer | string) {
  const folder = await writeGoldenFolder(await mkdtemp(join(place, 'folder-')), 'llama');
  const path = join(folder, file);
  await writeFile(path, change(await readFile(path).catch(() => Buffer.from('{}'))));
  return folder;
}

const asUtf16 = (bytes: Buffer) => Buffer.from(`\uFEFF${bytes.toString()}`, 'utf16le');

describe.each<[string, RegExp, (bytes: Buffer) => Buffer | string]>([
  ['a Git LFS pointer', /Git LFS pointer[\s\S]*git lfs pull/, () => pointer],
  ['text with a byte order mark', /byte order mark/, (bytes) => Buffer.concat([bom, bytes])],
  ['text in UTF-16', /UTF-16/, asUtf16],
  ['a web page', /web page/, () => '<!doctype html><title>Sign in</title>'],
])('%s', (_, words, change) => {
  it.each(['config.json', 'model.safetensors.index.json', 'tokenizer.json'])(
    'is named as such in place of %s',
    async (file) => {
      const folder = await folderWith(file, change);
      if (file.startsWith('model')) await rm(join(folder, 'model.safetensors'));
      const opening =
        file === 'tokenizer.json'
          ? openModelFolder(folder).then(({ model }) => readTokenizer(folder, model.config))
          : openModelFolder(folder);
      expect(await hintOf(opening)).toMatch(words);
    },
  );
});

describe('weights', () => {
  const before = (bytes: Buffer) => Buffer.concat([bom, bytes]);
  /** The mark inside, where the header's JSON begins. */
  const inside = (bytes: Buffer) => {
    const length = Buffer.from(bytes.subarray(0, 8));
    length.writeUInt32LE(bytes.readUInt32LE(0) + 3, 0);
    return Buffer.concat([length, bom, bytes.subarray(8)]);
  };

  it.each<[string, RegExp, (bytes: Buffer) => Buffer | string]>([
    ['a Git LFS pointer', /Git LFS pointer[\s\S]*git lfs pull/, () => pointer],
    ['saved by an editor, with a byte order mark', /begins with a byte order mark/, before],
    ['with a byte order mark in the header', /header begins with a byte order mark/, inside],
    ['damaged otherwise', /damaged, incomplete/, (bytes) => bytes.subarray(0, -1)],
  ])('that are %s are named as such', async (_, words, change) => {
    expect(await hintOf(openModelFolder(await folderWith('model.safetensors', change)))).toMatch(words); // prettier-ignore
  });

  it('in memory too', () => {
    expect(() => readSafetensors(Buffer.from(pointer))).toThrow(/Git LFS pointer/);
  });
});

describe('a configuration without model_type', () => {
  const classes = { gpt2: 'GPT2LMHeadModel', llama: 'LlamaForCausalLM', mamba: 'MambaModel' };
  const published = goldenModels.filter((name) => name !== 'encoderDecoder');

  it.each(published)('is of the kind that its architectures name: %s', async (name) => {
    const folder = await writeGoldenFolder(await mkdtemp(join(place, 'class-')), name);
    const known = await openModelFolder(folder);
    const file = join(folder, 'config.json');
    const { model_type: _, ...fields } = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>; // prettier-ignore
    await writeFile(file, JSON.stringify({ ...fields, architectures: [classes[name]] }));
    expect(await openModelFolder(folder)).toEqual(known);
  });

  it('is refused where they name another, and where they say nothing', () => {
    expect(() => parseConfig('{"architectures": ["BertModel"]}')).toThrow(
      /"model_type" to be one of [\s\S]*architectures \["BertModel"\]\n {2}hint/,
    );
    for (const classes of ['"GPT2LMHeadModel"', '[]', '[3]', 'null', '{"a": 1}']) {
      expect(() => parseConfig(`{"architectures": ${classes}}`)).toThrow(ForwardPassError);
    }
  });
});
