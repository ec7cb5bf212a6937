/** npm run generate: text from a model, as it comes. */
import { Command } from 'commander';
import { createInterface } from 'node:readline/promises';
import { ForwardPassError } from '../src/engine/errors/ForwardPassError';
import { Rng } from '../src/engine/random/Rng';
import { readTextEnds } from '../src/host/generate/textEnds';
import { writeText } from '../src/host/generate/writeText';
import { startKernelThreads } from '../src/host/kernels/kernelThreads';
import { findModel } from '../src/host/modelFolder/modelNames';
import { numberOption } from '../src/host/options/numberOption';
import { openModelFolder } from '../src/host/modelFolder/openModelFolder';
import { pipedLines } from '../src/host/generate/pipedLines';
import { readTokenizer } from '../src/host/tokenizers/readTokenizer';
import { runCommand, usage } from './runCommand';

interface Options {
  model: string;
  prompt: string;
  temperature: string;
  topK?: string;
  topP?: string;
  tokens: string;
  seed: string;
  interactive?: boolean;
  specials?: boolean;
}

const command = new Command('generate')
  .description(
    'Lets a model go on with a text, translate it (number-translator) or answer it (selective-copy).',
  )
  .option('--model <folder>', 'a model folder, or the name of a model', 'shakespeare-gpt')
  .option('--prompt <text>', 'how the text begins', '')
  .option('--temperature <t>', '0 always takes the likeliest token, above 1 surprises', '0.8')
  .option('--top-k <k>', 'draw from the k likeliest tokens only')
  .option('--top-p <p>', 'draw from the likeliest tokens that together have this share')
  .option('--tokens <n>', 'at most so many', '300')
  .option('--seed <seed>', 'the same seed draws the same text', '1')
  .option('--specials', 'shows special tokens, such as the one that ends a text, by name')
  .option('--interactive', 'a prompt per line, typed or piped in, until Ctrl-D or the end')
  .addHelpText(
    'after',
    `
Examples:
  npm run generate                                                  Shakespeare, as shakespeare-gpt has it
  npm run generate -- --prompt "ROMEO:" --tokens 500 --seed 7
  npm run generate -- --model shakespeare-llama --temperature 0.5 --top-p 0.9
  npm run generate -- --model number-translator --prompt "three hundred forty two"
  npm run generate -- --model number-translator --interactive
  npm run generate -- --model selective-copy --prompt "AB..C.DE..F..G...H.."
  npm run generate -- --model output/models/novel                   what npm run train has written
  npm run generate -- --model gpt2 --prompt "The cat sat"           after npm run model -- fetch gpt2

Without a prompt, Shakespeare begins a line, and number-translator and selective-copy draw an example from the seed;
published models begin after their bos_token_id. A text ends at the eos_token_id that generation_config.json or
config.json names, or at the token that the tokenizer has for it. Names of special tokens in a prompt (<|endoftext|>) are
read as these tokens.
Translations and answers take the likeliest token, whatever the temperature. What is said goes to stdout as it comes,
anything else to stderr.
Exit codes: 0 done, 1 failed (piped in: at least one line), 2 wrong usage, 130 stopped with Ctrl-C.`,
  )
  .action(generate);

async function generate(options: Options) {
  const settings = await usage(() => settingsOf(options));
  startKernelThreads();
  const folder = await openModelFolder(await findModel(options.model));
  for (const warning of folder.warnings) console.error(`config.json: ${warning}`);
  const tokenizer = await readTokenizer(folder.path, folder.model.config);
  const ends = await readTextEnds(folder, tokenizer);
  const writing = { ...settings, ...ends, specials: options.specials };
  const write = async (prompt: string, rng: Rng) => {
    for (const piece of writeText(folder.model, tokenizer, prompt, writing, rng)) {
      process.stdout.write(piece);
      await new Promise((resolve) => setImmediate(resolve)); // Ctrl-C and a reader who leaves are heard here
    }
    process.stdout.write('\n');
  };
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0); // who reads has enough
    throw error;
  });
  const rng = new Rng(options.seed);
  await (options.interactive
    ? converse(options.model, (line, n) => write(line, rng.fork(`${n}`)))
    : write(options.prompt, rng));
}

/** Answers line by line; what a line gets wrong is told, and the next may be better. */
async function converse(name: string, answer: (line: string, n: number) => Promise<void>) {
  const { isTTY } = process.stdin;
  console.error(`${name}: one prompt a line${isTTY ? ', Ctrl-D ends' : ', from standard input'}`);
  let asked = 0;
  for await (const line of isTTY ? typedLines() : pipedLines(process.stdin)) {
    try {
      await answer(line, asked++);
    } catch (error) {
      console.error(error instanceof ForwardPassError ? error.message : error);
      if (!isTTY) process.exitCode = 1;
    }
  }
}

async function* typedLines(): AsyncGenerator<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  lines.once('SIGINT', () => process.exit(130));
  lines.setPrompt('› ');
  lines.prompt();
  for await (const line of lines) {
    yield line;
    lines.prompt();
  }
}

function settingsOf({ temperature, topK, topP, tokens }: Options) {
  const share = { min: Number.MIN_VALUE, max: 1 };
  return {
    temperature: numberOption('--temperature', temperature, { min: 0, max: 100 }),
    topK:
      topK === undefined
        ? undefined
        : numberOption('--top-k', topK, { min: 1, max: 1e9, whole: true }),
    topP: topP === undefined ? undefined : numberOption('--top-p', topP, share),
    tokens: numberOption('--tokens', tokens, { min: 0, max: 1e9, whole: true }),
  };
}

await runCommand(command);
