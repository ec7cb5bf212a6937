/** The training command, stopped: once, twice at once, and with kill -9 as soon as it says anything. */
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkpointName, readCheckpoint } from '../../src/host/training/checkpoint';

let place: string;
beforeAll(async () => (place = await mkdtemp(join(tmpdir(), 'stopped-'))));
afterAll(() => rm(place, { recursive: true }));

const script = fileURLToPath(new URL('../../scripts/train.ts', import.meta.url));

interface Ended {
  readonly code: number | null;
  readonly killedBy: NodeJS.Signals | null;
  readonly said: string;
}

/** Trains until the words are said, then sends these signals, so many milliseconds after each other. */
function trained(
  out: string,
  words: RegExp,
  signals: readonly { readonly name: NodeJS.Signals; readonly after: number }[],
  more: readonly string[] = [],
): Promise<Ended> {
  const args = [
    '--import',
    'tsx',
    script,
    'number-translator',
    '--steps',
    '400',
    '--out',
    out,
    ...more,
  ];
  const child = spawn(process.execPath, args);
  let said = '';
  let aimed = false;
  const listen = (text: Buffer) => {
    said += text.toString();
    if (aimed || !words.test(said)) return;
    aimed = true;
    void (async () => {
      for (const { name, after } of signals) {
        await new Promise((resolve) => setTimeout(resolve, after));
        child.kill(name);
      }
    })();
  };
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, killedBy) => resolve({ code, killedBy, said }));
  });
}

it.each<[string, { name: NodeJS.Signals; after: number }[]]>([
  ['one Ctrl-C', [{ name: 'SIGINT', after: 0 }]],
  ['the same Ctrl-C twice', [{ name: 'SIGINT', after: 0 }, { name: 'SIGINT', after: 1 }]],
  ['a second one 20 ms later, and more', [0, 20, 5, 5, 5].map((after) => ({ name: 'SIGINT' as const, after }))],
  ['SIGTERM, passed on by npm as well', [{ name: 'SIGTERM', after: 0 }, { name: 'SIGTERM', after: 2 }]],
  ['a terminal that is closed', [{ name: 'SIGINT', after: 0 }, { name: 'SIGHUP', after: 3 }]],
])('%s: writes the checkpoint and ends with 130', async (name, signals) => {
  const out = join(place, name.replaceAll(/\W+/g, '-'));
  const { code, killedBy, said } = await trained(out, /step \d+\/\d+/, signals);
  expect(code ?? killedBy, said).toBe(code === null ? signals.at(-1)?.name : 130); // or hit while ending: a shell says 130
  const [, step] = /interrupted after step (\d+)/.exec(said) ?? [];
  const { saved } = await readCheckpoint(out);
  expect(saved.progress.step).toBe(Number(step));
  expect(saved.progress.step).toBeGreaterThan(0);
}, 60_000); // prettier-ignore

it('kill -9 at its first word leaves a checkpoint that goes on', async () => {
  const out = join(place, 'killed');
  const { killedBy } = await trained(out, /parameters/, [{ name: 'SIGKILL', after: 0 }]);
  expect(killedBy).toBe('SIGKILL');
  expect(await readdir(out)).toContain(checkpointName);
  const resumed = await trained(out, /step \d+\/\d+/, [{ name: 'SIGINT', after: 0 }], ['--resume']);
  expect(resumed.code, resumed.said).toBe(130);
}, 60_000);
