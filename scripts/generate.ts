/** npm run generate: text from a model, as it comes. */
import { Command } from 'commander';
import { createInterface } from 'node:readline/promises';
import { Rng } from '../src/engine/random/Rng';
import { writeText } from '../src/host/generate/writeText';
import { findModel } from '../src/host/modelNames';
import { numberOption } from '../src/host/numberOption';
import { openModelFolder } from '../src/host/openModelFolder';
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
  .option('--interactive', 'ask for one prompt after the other')
  .addHelpText(
    'after',
    `
Examples:
  npm run generate                                                  Shakespeare, as shakespeare-gpt has it
  npm run generate -- --prompt "ROMEO:" --tokens 500 --seed 7
  npm run generate -- --model shakespeare-llama --temperature 0.5 --top-p 0.9
  npm run generate -- --model number-translator --interactive       three hundred forty two → 342
  npm run generate -- --model selective-copy --prompt "··C··A···F·"
  npm run generate -- --model gpt2 --prompt "The cat sat"           after npm run model -- fetch gpt2

Translations and answers take the likeliest token, whatever the temperature.
Exit codes: 0 done, 1 failed, 2 wrong usage.`,
  )
  .action(generate);

async function generate(options: Options) {
  const { prompt, seed } = options;
  const settings = await usage(() => settingsOf(options));
  const folder = await openModelFolder(await findModel(options.model));
  for (const warning of folder.warnings) console.error(`config.json: ${warning}`);
  const tokenizer = await readTokenizer(folder.path, folder.model.config);
  const write = (text: string, rng: Rng) => {
    for (const piece of writeText(folder.model, tokenizer, text, settings, rng)) {
      process.stdout.write(piece);
    }
    process.stdout.write('\n');
  };
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0); // who reads has enough
    throw error;
  });
  if (!options.interactive) return write(prompt, new Rng(seed));

  const lines = createInterface({ input: process.stdin, terminal: process.stdin.isTTY });
  lines.setPrompt('› ');
  if (process.stdin.isTTY) lines.prompt();
  let asked = 0;
  for await (const line of lines) {
    try {
      write(line, new Rng(seed).fork(`${asked++}`));
    } catch (error) {
      console.error(error instanceof Error ? error.message : error); // the next line may be better
    }
    if (process.stdin.isTTY) lines.prompt();
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
