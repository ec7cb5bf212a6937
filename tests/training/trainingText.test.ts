import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { tinyShakespeare, trainingText } from '../../src/host/training/trainingText';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'text-'));
  await writeFile(join(folder, tinyShakespeare.file), 'To be, or not to be');
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => void vi.unstubAllEnvs());

it('reads any text from a file or a folder, and tells which it was', async () => {
  const found = await trainingText(join(folder, tinyShakespeare.file));
  expect(found).toMatchObject({ text: 'To be, or not to be', name: 'tinyshakespeare.txt' });
  expect(found.sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(await trainingText(folder)).toEqual(found);
});

it('takes FORWARD_PASS_DATA, and the option before it', async () => {
  vi.stubEnv('FORWARD_PASS_DATA', folder);
  expect((await trainingText()).text).toBe('To be, or not to be');
  const other = join(folder, 'other.txt');
  await writeFile(other, 'Call me Ishmael.');
  expect(await trainingText(other)).toMatchObject({ text: 'Call me Ishmael.', name: 'other.txt' });
});

it('takes what was fetched before, without asking anyone', async () => {
  vi.stubEnv('FORWARD_PASS_DATA', '');
  vi.stubEnv('FORWARD_PASS_CACHE', join(folder, 'cache'));
  vi.stubGlobal('fetch', () => Promise.reject(new Error('offline')));
  await writeCached('fetched before');
  expect((await trainingText()).text).toBe('fetched before');
  vi.unstubAllGlobals();
});

it('explains a file that is not there, and one that is no text', async () => {
  await expect(trainingText(join(folder, 'missing.txt'))).rejects.toThrow(/missing\.txt/);
  const binary = join(folder, 'binary');
  await writeFile(binary, Uint8Array.of(0xff, 0xfe, 0x00));
  await expect(trainingText(binary)).rejects.toThrow(/UTF-8/);
});

async function writeCached(text: string): Promise<void> {
  const { mkdir } = await import('node:fs/promises');
  const data = join(folder, 'cache', 'data');
  await mkdir(data, { recursive: true });
  await writeFile(join(data, tinyShakespeare.file), text);
}
