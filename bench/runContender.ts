/** Runs one contender on one group of rows in a process of its own, so that no one pays for another's memory. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Row } from './Row';
import * as workloads from './workloads';

export interface ContenderProcess {
  readonly name: string;
  readonly file: string;
  /** What must be there; its absence is said in the table. */
  readonly needs?: string;
  /** What its weights are kept in, where it is not float32. */
  readonly weights?: 'bfloat16' | 'float16';
}

export const here = fileURLToPath(new URL('.', import.meta.url));

export const contenders: readonly ContenderProcess[] = [
  { name: 'ours', file: 'ours.ts' },
  { name: 'ours, bf16', file: 'ours.ts', weights: 'bfloat16' },
  { name: 'ours, f16', file: 'ours.ts', weights: 'float16' },
  { name: 'tfjs-wasm', file: 'tfjs.mjs', needs: 'node_modules/@tensorflow/tfjs-backend-wasm' },
  { name: 'jax-js', file: 'jax.mjs', needs: 'node_modules/@jax-js/jax' },
  { name: 'PyTorch', file: 'pytorch.py' },
];

export function isInstalled({ needs }: ContenderProcess): boolean {
  return needs === undefined || existsSync(here + needs);
}

export interface Run {
  readonly group: string;
  readonly threads: number;
  readonly seconds: number;
  /** A Python that has torch. */
  readonly python: string;
}

export async function runContender({ file, weights }: ContenderProcess, run: Run): Promise<Row[]> {
  const path = `${here}contenders/${file}`;
  const inPython = file.endsWith('.py');
  const args = [run.group, String(run.seconds)];
  const child = spawn(
    inPython ? run.python : process.execPath,
    inPython
      ? [path, ...args]
      : ['--expose-gc', '--import', 'tsx', `${here}contend.ts`, path, ...args],
    {
      env: { ...process.env, ...threadVariables(run.threads), FORWARD_PASS_WEIGHTS: weights },
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  const ended = new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code, signal) => resolve(code === 0 ? '' : `ended with ${code ?? signal}`));
  });
  child.stdin.on('error', () => undefined); // a contender that ends early reads nothing
  child.stdin.end(inPython ? JSON.stringify(plan()) : '');

  const rows: Row[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    rows.push(JSON.parse(line) as Row);
  }
  const failure = await ended;
  const silent = failure !== '' && !rows.some(({ error }) => error);
  return silent ? [...rows, { name: run.group, error: failure }] : rows;
}

export function threadVariables(threads: number): Record<string, string> {
  const names = ['FORWARD_PASS_THREADS', 'OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS'];
  return Object.fromEntries(names.map((name) => [name, String(threads)]));
}

function plan() {
  const { products, recipe, gpt2Small, promptTokens, newTokens, parameters } = workloads;
  return {
    ...{ products, recipe, promptTokens, newTokens, gpt2: gpt2Small },
    recipeParameters: parameters(recipe.shape),
    gpt2Parameters: parameters(gpt2Small),
  };
}
