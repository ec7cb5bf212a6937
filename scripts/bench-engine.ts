/** npm run bench:engine: the engine beside TensorFlow.js, jax-js and PyTorch, in one run on one machine. */
import { Command } from 'commander';
import { writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { busy } from '../bench/busy';
import { middleRows } from '../bench/middleRows';
import { pythonWithTorch } from '../bench/pythonWithTorch';
import { contenders, isInstalled, runContender } from '../bench/runContender';
import type { Row } from '../bench/Row';
import { remarks, resultTable, type Result } from '../bench/resultTable';
import { countOption, oneOf } from '../src/render/host/options';
import { runCommand, usage } from './runCommand';

interface Options {
  only: string;
  threads: string;
  seconds: string;
  json?: string;
}

const command = new Command('bench:engine')
  .description('Measures the engine beside TensorFlow.js, jax-js and PyTorch; prints Markdown.')
  .option('--only <group>', 'matmul, train, gpt2, memory or all', 'all')
  .option('--threads <1|all>', 'one thread, all cores, or both', 'both')
  .option('--seconds <count>', 'to measure a product; a model gets four times as long', '2')
  .option('--json <file>', 'also write every number, with the fastest run and the number of runs')
  .addHelpText(
    'after',
    `
Medians of many runs after a warm-up; every contender in a process of its own, on the same weights and ids. Contenders
take turns in three rounds, and each row is the middle one: what disturbs the machine for a while spoils no row.
memory is the engine alone: what 1,000 training steps leave behind.

TensorFlow.js and jax-js are installed by:  npm ci --prefix bench
PyTorch is used where $FORWARD_PASS_PYTHON, python3 or /usr/bin/python3 has it (Debian: python3-torch libopenblas0-pthread).

Examples:
  npm run bench:engine                                  everything, about forty minutes
  npm run bench:engine -- --only matmul --threads 1     products on one core
  npm run bench:engine -- --only gpt2 --json gpt2.json`,
  )
  .action(bench);

const groups = ['matmul', 'train', 'gpt2', 'memory', 'all'] as const;

async function bench(options: Options): Promise<void> {
  const chosen = await usage(() => oneOf('--only', groups, options.only));
  const width = await usage(() =>
    oneOf('--threads', ['1', 'all', 'both'] as const, options.threads),
  );
  const seconds = await usage(() =>
    countOption('--seconds', options.seconds, { min: 1, max: 600 }),
  );
  const every = availableParallelism();
  const threads = { 1: [1], all: [every], both: [...new Set([1, every])] }[width];
  const python = pythonWithTorch();
  const ready = contenders.filter((c) => (c.file.endsWith('.py') ? python : isInstalled(c)));

  const results: Result[] = [];
  const notes = [...busy(), ...absent(ready.map(({ name }) => name))];
  for (const note of notes) console.error(note);
  for (const group of groups.filter((g) => g !== 'all' && [g, 'all'].includes(chosen))) {
    for (const count of group === 'memory' ? threads.slice(-1) : threads) {
      const here = ready.filter(({ name, weights }) =>
        group === 'memory' ? name === 'ours' : group !== 'train' || !weights,
      );
      const [rounds, time] = group === 'memory' ? [1, seconds] : [3, seconds / 3];
      const found = new Map(here.map(({ name }): [string, Row[][]] => [name, []]));
      for (let round = 1; round <= rounds; round++) {
        for (const contender of here) {
          const part = `round ${round} of ${rounds}, ${contender.name}`;
          console.error(`${group}, ${count} of ${every} cores: ${part} …`);
          const run = { group, threads: count, seconds: time, python: python ?? '' };
          found.get(contender.name)?.push(await runContender(contender, run));
        }
      }
      for (const [contender, rows] of found) {
        results.push({ contender, group, threads: count, rows: middleRows(rows) });
      }
    }
  }

  const names = ready.map(({ name }) => name);
  const wrong = remarks(results, names);
  const head = `${machine()}\n${versions(results)}`;
  console.log(`${head}\n\n${resultTable(results, names)}\n\n${explanation}`);
  for (const note of [...notes, ...wrong]) console.log(`- ${note}`);
  if (options.json !== undefined) {
    await writeFile(options.json, `${JSON.stringify({ machine: machine(), results }, null, 1)}\n`);
  }
  process.exitCode = wrong.length === 0 ? 0 : 1;
}

const explanation = `×n: ours is n times as good (as fast, or as small); "behind" names who is better than\n  the best of ours by more than 2 %. The weights of GPT-2, and of a product w, are in float32 but in the columns of ours that\n  say bf16 and f16; all are numbers that these have, so that everyone computes the same.
- In Node TensorFlow.js has one thread, so its rows for all cores are one thread too.`;

function absent(names: readonly string[]): string[] {
  const missing = contenders.map(({ name }) => name).filter((name) => !names.includes(name));
  return missing.map((name) =>
    name === 'PyTorch'
      ? 'PyTorch is left out: no python3 has it. FORWARD_PASS_PYTHON can name another.'
      : `${name} is left out: it is not installed. First run:  npm ci --prefix bench`,
  );
}

function machine(): string {
  const [first] = cpus();
  return [
    `${first?.model.trim() ?? 'processor'}, ${availableParallelism()} cores`,
    `${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
    `${process.platform} ${process.arch}`,
    `Node ${process.version}`,
  ].join(' · ');
}

function versions(results: readonly Result[]): string {
  const texts = new Map(
    results.map(({ contender, rows }) => [
      contender,
      rows.find(({ name }) => name === 'version')?.text ?? 'version unknown',
    ]),
  );
  return Array.from(texts, ([name, text]) => `${name} ${text}`).join(' · ');
}

await runCommand(command);
