/** Runs the commands of `scripts/` as a user would, on the films of tests/fixtures/scenes. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
export const fixtures = join(root, 'tests', 'fixtures', 'scenes');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export const outputFolder = () => mkdtemp(join(tmpdir(), 'forward-pass-test-'));

export function start(script: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const path = join(root, 'scripts', `${script}.ts`);
  const child = spawn(process.execPath, ['--import', 'tsx', path, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { child, ended: endOf(child) };
}

export const run = (script: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  start(script, args, env).ended;

/** Renders fixture films as quick drafts. */
export const render = (out: string, ...args: readonly string[]) =>
  run('render', ['--scenes', fixtures, '--out', out, '--quality', 'draft', ...args]);

export const jsonLines = (text: string): Record<string, unknown>[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

/** Every file below a folder, sorted. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

function endOf(child: ChildProcess): Promise<Ended> {
  let [stdout, stderr] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}
