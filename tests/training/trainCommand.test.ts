import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const script = fileURLToPath(new URL('../../scripts/train.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'train-'));
afterAll(() => rmSync(folder, { recursive: true }));

const train = (...words: string[]) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', script, ...words],
    { encoding: 'utf8' },
  );
  return { status, stdout, stderr };
};

it('explains itself', () => {
  const { status, stdout } = train('--help');
  expect(status).toBe(0);
  for (const word of ['shakespeare-gpt', '--resume', 'training.jsonl', 'Exit codes'])
    expect(stdout).toContain(word);
});

it.each([
  [['shakespear-gpt'], /did you mean shakespeare-gpt/],
  [['number-translator', '--steps', 'many'], /--steps[\s\S]*whole number/],
  [['number-translator', '--precision', 'fp8'], /fp32, bf16, fp16/],
  [['number-translator', '--optimizer', 'adagrad'], /nesterov/],
  [['number-translator', '--learning-rate', '0'], /above 0/],
  [['selective-copy', '--data', 'x.txt'], /makes its data from the seed/],
  [['constructor'], /one of [\s\S]*constructor/],
  [['__proto__'], /one of [\s\S]*__proto__/],
  [[], /missing required argument/],
])('refuses %j with exit code 2', (words, complaint) => {
  const { status, stderr } = train(...words);
  expect(stderr).toMatch(complaint);
  expect(status).toBe(2);
});

it('trains from the command line', () => {
  const out = join(folder, 'translator');
  const { status, stdout } = train('number-translator', '--steps', '2', '--out', out);
  expect(stdout).toMatch(/2,311 parameters, 2 steps[\s\S]*✓ best at step 2/);
  expect(status).toBe(0);
  expect(readdirSync(out)).toContain('model.safetensors');
  const again = train('number-translator', '--resume', '--out', out);
  expect(again.stderr).toMatch(/none there/);
  expect(again.status).toBe(1);
}, 120_000);
