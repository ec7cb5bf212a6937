import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Manifest, type ManifestEntry } from './Manifest';

let out: string;
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'forward-pass-manifest-'));
});
afterAll(() => rm(out, { recursive: true, force: true }));

const entry = (name: string, hash = 'h') =>
  ({
    hash,
    bytes: 4,
    files: {
      movie: `${name}.mp4`,
      poster: `${name}.png`,
      captions: `${name}.vtt`,
      facts: 'f.json',
    },
  }) as unknown as ManifestEntry;

test('many writers at once lose nothing, and a dead lock holds nobody', async () => {
  await writeFile(join(out, 'manifest.json.lock'), `${hostname()} 999999999`);
  const writers = Array.from({ length: 12 }, (_, i) =>
    new Manifest(out).add(`${i}.mp4`, entry(`${i}`)),
  );
  await Promise.all(writers);
  expect(Object.keys(await new Manifest(out).read())).toHaveLength(12);
});

test('current means: same inputs, and every file is there', async () => {
  const manifest = new Manifest(out);
  await manifest.add('a.mp4', entry('a'));
  expect(await manifest.isCurrent('a.mp4', 'h')).toBe(false);
  for (const name of ['a.mp4', 'a.png', 'a.vtt', 'f.json'])
    await writeFile(join(out, name), '1234');
  expect(await manifest.isCurrent('a.mp4', 'h')).toBe(true);
  expect(await manifest.isCurrent('a.mp4', 'other')).toBe(false);
  await writeFile(join(out, 'a.mp4'), '12345');
  expect(await manifest.isCurrent('a.mp4', 'h')).toBe(false);
});

test('a manifest that cannot be read makes every film out of date', async () => {
  const broken = await mkdtemp(join(out, 'broken-'));
  await writeFile(join(broken, 'manifest.json'), '{"films":');
  expect(await new Manifest(broken).isCurrent('a.mp4', 'h')).toBe(false);
});
