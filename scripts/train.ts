/** npm run train: trains one of the small models. */
import { Command } from 'commander';
import { resolve } from 'node:path';
import { ForwardPassError } from '../src/engine/errors/ForwardPassError';
import { precisions } from '../src/engine/train/Precision';
import { startKernelThreads } from '../src/host/kernels/kernelThreads';
import { nearestName } from '../src/engine/errors/nearestName';
import { optimizerNames } from '../src/host/training/optimizerOption';
import { barReporter, lineReporter } from '../src/host/training/reporters';
import { runTraining } from '../src/host/training/runTraining';
import { trainable, type Trainable } from '../src/host/training/trainable';
import type { GivenSettings } from '../src/host/training/TrainingSettings';
import { trainingText } from '../src/host/training/trainingText';
import { countOption, oneOf } from '../src/render/host/options';
import { runCommand, usage } from './runCommand';
import { stopSignal } from './stopSignal';

interface Options {
  steps?: string;
  seed?: string;
  learningRate?: string;
  precision?: string;
  optimizer?: string;
  data?: string;
  out?: string;
  resume?: boolean;
  force?: boolean;
}

const names = Object.keys(trainable);

const command = new Command('train')
  .description('Trains a model from nothing and writes a model folder.')
  .argument('<model>', names.join(', '))
  .option('--steps <n>', "how many; the recipe's own when absent")
  .option('--seed <seed>', 'the same seed gives the same weights, bit for bit (default: 1)')
  .option('--learning-rate <rate>', 'the highest that the schedule reaches')
  .option('--precision <format>', `${Object.keys(precisions).join(', ')}: 16 bits are emulated`)
  .option('--optimizer <name>', optimizerNames.join(', '))
  .option('--data <file>', 'the text that the Shakespeare models learn; also FORWARD_PASS_DATA')
  .option('--out <folder>', 'where to (default: output/models/<model>)')
  .option('--resume', 'go on where an interrupted training stopped')
  .option('--force', 'begin anew over what lies in the folder')
  .addHelpText(
    'after',
    `
Examples:
  npm run train -- shakespeare-gpt
  npm run train -- shakespeare-llama --steps 500 --precision fp16 --out output/models/half
  npm run train -- shakespeare-gpt --data my-novel.txt --out output/models/novel
  npm run train -- selective-copy --resume

Data:
  Tiny Shakespeare is fetched on first use, checked, and kept outside the repository. --data FILE or FORWARD_PASS_DATA
  (a file, or a folder with tinyshakespeare.txt) gives a local copy, or any other text. Other data is made from the seed.

Files:
  checkpoint.safetensors   while it trains: the whole state, from the first step on and at least every 30 seconds.
                           kill -9 at any moment leaves one; --resume goes on from it to the same bits
  training.jsonl           a line per step: loss, gradientNorm, learningRate, tokens, seconds; evaluation and samples
  config.json, model.safetensors, tokenizer.json, MODEL-CARD.md
                           at the end: the weights of the best evaluation, and what they can do. The card quotes the
                           model to compare with where that lies beside or in assets/models: train
                           selective-copy-invariant before selective-copy, shakespeare-gpt before shakespeare-llama

Another optimizer comes with a learning rate of its own: lion 1/5 of the recipe's, sgd 100 times, momentum and nesterov
30 times as much. Exit codes: 0 trained, 1 failed, 2 wrong usage, 130 interrupted with Ctrl-C (a checkpoint is written).`,
  )
  .action(train);

async function train(name: string, options: Options) {
  const { entry, given } = await usage(() => ({
    entry: trainableOf(name, options.data),
    given: settingsFrom(options),
  }));
  const read = entry.reads === 'text' ? await trainingText(options.data) : undefined;
  const recipe = entry.reads === 'text' ? entry.recipe(read?.text ?? '') : entry.recipe();
  startKernelThreads();
  const ending = await runTraining({
    recipe,
    settings: { ...given, ...(read && { data: read.sha256 }) },
    ...(read && { dataName: read.name }),
    out: resolve(options.out ?? `output/models/${name}`),
    resume: options.resume ?? false,
    force: options.force ?? false,
    report: process.stderr.isTTY
      ? barReporter(process.stderr)
      : lineReporter((line) => void process.stdout.write(`${line}\n`)),
    signal: stopSignal(),
  });
  process.exitCode = ending === 'interrupted' ? 130 : 0;
}

function trainableOf(name: string, data: string | undefined): Trainable {
  const found = Object.hasOwn(trainable, name) ? trainable[name] : undefined;
  if (found?.reads === 'nothing' && data !== undefined) {
    throw new ForwardPassError({
      what: 'option --data',
      expected: `no text: ${name} makes its data from the seed`,
      got: data,
    });
  }
  if (found) return found;
  const meant = nearestName(name, names);
  throw new ForwardPassError({
    what: 'train a model',
    expected: `one of ${names.join(', ')}`,
    got: name,
    ...(meant && { hint: `did you mean ${meant}?` }),
  });
}

function settingsFrom({ steps, seed, learningRate, precision, optimizer }: Options): GivenSettings {
  const formats = Object.keys(precisions) as (keyof typeof precisions)[];
  return {
    ...(steps !== undefined && { steps: countOption('--steps', steps, { min: 1, max: 1e7 }) }),
    ...(seed !== undefined && { seed }),
    ...(learningRate !== undefined && { learningRate: rateOption(learningRate) }),
    ...(precision !== undefined && { precision: oneOf('--precision', formats, precision) }),
    ...(optimizer !== undefined && {
      optimizer: oneOf('--optimizer', optimizerNames, optimizer.toLowerCase()),
    }),
  };
}

function rateOption(value: string): number {
  const rate = Number(value);
  if (rate > 0 && rate < Infinity) return rate;
  throw new ForwardPassError({
    what: 'option --learning-rate',
    expected: 'a number above 0',
    got: value,
    hint: '--learning-rate 1e-3',
  });
}

await runCommand(command);
