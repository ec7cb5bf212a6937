import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { unpackChromium } from './unpackChromium';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forward-pass-unpack-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.runIf(process.platform === 'linux')(
  'starts at once end with one whole copy, and what a killed start left is removed',
  async () => {
    const dead = join(folder, 'chromium-147.0.0.partial-999999999-abc');
    await mkdir(dead);
    await writeFile(join(dead, 'chromium'), 'half a browser');

    const all = await Promise.all([unpackChromium([folder]), unpackChromium([folder])]);

    expect(new Set(all.map((one) => one.executable)).size).toBe(1);
    expect(await readdir(folder)).toEqual(['chromium-147.0.0']);
    const [one] = all;
    const env = { ...process.env, LD_LIBRARY_PATH: one?.libraries };
    const version = await promisify(execFile)(one?.executable ?? '', ['--version'], { env });
    expect(version.stdout).toMatch(/^Chromium 147\./);
  },
);
