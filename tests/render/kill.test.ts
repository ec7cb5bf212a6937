/** Stopped at any moment: no partial file under a final name, nothing lost that was finished. */
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readMovie } from '../../src/render/host/checkMovie';
import { filesBelow, fixtures, jsonLines, outputFolder, render, start } from './renderCommand';

let out: string;
beforeAll(async () => {
  out = await outputFolder();
});
afterAll(() => rm(out, { recursive: true, force: true }));

const args = (...more: string[]) => [
  '--scenes',
  fixtures,
  '--out',
  out,
  '--quality',
  'draft',
  '--json',
  ...more,
];

/** Stops a render of both languages when it tells the `nth` event of this type; a signal comes twice, as under npm. */
async function stopAt(type: string, nth: number, signal: NodeJS.Signals, ...more: string[]) {
  const { child, ended } = start('render', args('tiny', '--lang', 'all', '--jobs', '1', ...more));
  let told = '';
  child.stdout?.on('data', (chunk: string) => {
    told += chunk;
    if (told.split(`"type":"${type}"`).length <= nth || child.killed) return;
    child.kill(signal);
    setTimeout(() => child.kill(signal), 20);
  });
  return ended;
}

const finals = async () => (await filesBelow(out)).filter((file) => !file.startsWith('.work-'));
const workFolders = async () => (await readdir(out)).filter((name) => name.startsWith('.work-'));

describe.skipIf(process.platform === 'win32')('a render that is stopped', () => {
  test('kill -9 while the first film is drawn: no file at all', async () => {
    await stopAt('progress', 30, 'SIGKILL');
    expect(await finals()).toEqual([]);
    expect(await workFolders()).toHaveLength(1);
  });

  test('kill -9 while the second is drawn: the first is whole, and kept by the next run', async () => {
    await stopAt('progress', 130, 'SIGKILL');
    const movies = (await finals()).filter((file) => file.endsWith('.mp4'));
    expect(movies).toEqual(['tiny/tiny.en.draft.mp4']);
    expect((await readMovie(join(out, 'tiny/tiny.en.draft.mp4'))).frames).toBeGreaterThan(100);

    const { stdout, code } = await render(out, 'tiny', '--lang', 'all', '--json');
    expect(jsonLines(stdout).at(-1)).toMatchObject({ rendered: 1, skipped: 1 });
    expect(code).toBe(0);
    expect(await workFolders()).toEqual([]); // what the dead left is gone
  });

  test('kill -9 while a film is made again: the old one stays', async () => {
    const before = await readFile(join(out, 'tiny/tiny.en.draft.mp4'));
    await stopAt('progress', 60, 'SIGKILL', '--force');
    expect((await readFile(join(out, 'tiny/tiny.en.draft.mp4'))).equals(before)).toBe(true);
  });

  test('Ctrl-C ends at once, with nothing left behind', async () => {
    const before = await finals();
    const { code } = await stopAt('progress', 10, 'SIGINT', '--force');
    expect(code).toBe(130);
    expect(await finals()).toEqual(before);
    expect(await workFolders()).toEqual([]);
  });
});
