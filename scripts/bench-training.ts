/** npm run bench:training: a training step of each model beside PyTorch on the same recipe. */
import { Command } from 'commander';
import { availableParallelism } from 'node:os';
import { busy } from '../bench/busy';
import { pythonWithTorch } from '../bench/pythonWithTorch';
import type { MeasuredModel } from '../bench/training/MeasuredModel';
import { measureModel, type MeasureSettings } from '../bench/training/measureModel';
import { trainingTable } from '../bench/training/trainingTable';
import { machine } from '../src/host/training/machine';
import { trainingText } from '../src/host/training/trainingText';
import { countOption, oneOf } from '../src/render/host/options';
import { runCommand, usage } from './runCommand';

interface Options {
  only: string;
  seconds: string;
  data?: string;
}

const models = [
  'number-translator',
  'shakespeare-gpt',
  'shakespeare-llama',
  'selective-copy',
] as const;
const choices = [...models, 'all'] as const;

const command = new Command('bench:training')
  .description(
    'Measures a training step of each model beside PyTorch on the same recipe; prints Markdown.',
  )
  .option('--only <model>', choices.join(', '), 'all')
  .option('--seconds <count>', 'to measure each of the four runs of a model', '10')
  .option('--data <file>', 'the text that the Shakespeare models learn; also FORWARD_PASS_DATA')
  .addHelpText(
    'after',
    `
Medians after a warm-up; every run in a process of its own. The engine trains as \`npm run train\` does, evaluation left out.
PyTorch trains the same architecture from the same parameters on the same batches with the same AdamW, learning rates and
clipping; its losses over the first steps must be the engine's, or the command fails.

Without a text the Shakespeare models learn drawn characters, 65 different ones as in tiny Shakespeare: a step takes as long.
PyTorch is used where $FORWARD_PASS_PYTHON, python3 or /usr/bin/python3 has it (Debian: python3-torch libopenblas0-pthread).

Examples:
  npm run bench:training                                       all four, about five minutes
  npm run bench:training -- --only selective-copy --seconds 3  a quick look at one`,
  )
  .action(bench);

async function bench(options: Options): Promise<void> {
  const only = await usage(() => oneOf('--only', choices, options.only));
  const seconds = await usage(() =>
    countOption('--seconds', options.seconds, { min: 1, max: 600 }),
  );
  const data = options.data ?? process.env['FORWARD_PASS_DATA'];
  if (data) await trainingText(data); // refused here, not by a process of each model
  const python = pythonWithTorch();
  const every = availableParallelism();
  const threads: MeasureSettings['threads'] = every > 1 ? [1, every] : [1];
  const notes = [...busy(), ...(python ? [] : [noPyTorch]), ...(data ? [] : [noText])];
  for (const note of notes) console.error(note);

  const measured: MeasuredModel[] = [];
  for (const name of only === 'all' ? models : [only]) {
    console.error(`${name} …`);
    measured.push(await measureModel(name, { seconds, data, python, threads }));
  }

  const compared = measured.flatMap(({ name, runs }) =>
    runs.flatMap(({ pytorch }) => (pytorch ? [{ name, ...pytorch }] : [])),
  );
  const version = compared.find((run) => run.version)?.version;
  const head = version ? `${machine()}; PyTorch ${version}` : machine();
  const remarks = new Set(compared.map(({ name, remark }) => `${name}: ${remark}.`));
  console.log(`${head}\n\n${trainingTable(measured)}\n\n${explanation}`);
  for (const note of [...notes, ...remarks]) console.log(`- ${note}`);
  process.exitCode = compared.every(({ same }) => same) ? 0 : 1;
}

const explanation = `×n: ours is n times as fast. Tokens are those that a step learns from.
- The engine shares large products among threads, and nothing else.
- Ours draws its batches in the step; PyTorch has them ready.
- Mamba's published kernel needs CUDA: on a CPU its scan is a loop over time in PyTorch's own operations.`;

const noPyTorch = 'PyTorch is left out: no python3 has it. FORWARD_PASS_PYTHON can name another.';

const noText =
  'The Shakespeare models had drawn characters for a text: 65 kinds, as many as tiny Shakespeare has.';

await runCommand(command);
