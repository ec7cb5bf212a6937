/** npm run trace: every intermediate of one forward pass, as a safetensors file. */
import { Command } from 'commander';
import { resolve } from 'node:path';
import { idsOption } from '../src/host/options/idsOption';
import { startKernelThreads } from '../src/host/kernels/kernelThreads';
import { findModel } from '../src/host/modelFolder/modelNames';
import { openModelFolder, type ModelFolder } from '../src/host/modelFolder/openModelFolder';
import { promptIds } from '../src/engine/tokenizers/Tokenizer';
import { readTokenizer } from '../src/host/tokenizers/readTokenizer';
import { traceModel, type TraceInput } from '../src/host/trace/traceModel';
import { ForwardPassError } from '../src/engine/errors/ForwardPassError';
import { runCommand, usage } from './runCommand';

interface Options {
  model: string;
  text?: string;
  ids?: string;
  srcIds?: string;
  tgtIds?: string;
  out: string;
  grad?: boolean;
}

const command = new Command('trace')
  .description('Runs a model once and writes every named intermediate, logits and loss.')
  .requiredOption('--model <folder>', 'a model folder, or the name of a model')
  .option('--text <text>', 'what it reads')
  .option('--ids <ids>', 'the same as token ids: 1,2,3')
  .option('--src-ids <ids>', 'encoder–decoder: the source')
  .option('--tgt-ids <ids>', 'encoder–decoder: the target, its start token included')
  .requiredOption('--out <file>', 'the safetensors file to write')
  .option('--grad', 'also the gradient of the loss for every parameter')
  .addHelpText(
    'after',
    `
Examples:
  npm run trace -- --model gpt2 --text "The cat sat" --out cat.safetensors
  npm run trace -- --model path/to/llama --ids 1,15043,3186 --out llama.safetensors --grad
  npm run trace -- --model path/to/translator --src-ids 5,6,7 --tgt-ids 1,9,10 --out it.safetensors

Written:
  block.0.attention_weights, …   every intermediate by name (src/engine/GLOSSARY.md), in the order of computation;
                                 encoder.… and decoder.… of the encoder–decoder
  logits (1, T, V)               position t tells what follows id t
  loss                           mean cross-entropy of positions 0 … T−2 against the next id, target ids for the
                                 encoder–decoder; a single id has none
  grad.<name>                    --grad: of the loss, by the name in model.safetensors

The model folder is Hugging Face's layout: config.json of gpt2, llama, mamba or encoder-decoder, and
model.safetensors. Exit codes: 0 written, 1 failed (no file is left), 2 wrong usage.`,
  )
  .action(trace);

async function trace(options: Options) {
  const given = await usage(() => inputOf(options));
  startKernelThreads();
  const folder = await openModelFolder(await findModel(options.model));
  for (const warning of folder.warnings) console.error(`config.json: ${warning}`);
  const input = 'text' in given ? await readText(folder, given.text) : given;
  const out = resolve(options.out);
  const stage = stageReporter();
  const traced = await traceModel(folder, input, out, {
    grad: options.grad ?? false,
    report: stage,
  });
  const loss =
    traced.loss === undefined ? 'a single id has no loss' : `loss ${traced.loss.toPrecision(7)}`;
  console.error(`${traced.tensors} tensors, ${loss} → ${options.out}`);
}

function inputOf({ text, ids, srcIds, tgtIds }: Options): TraceInput | { text: string } {
  const ways = [text, ids, srcIds ?? tgtIds].filter((way) => way !== undefined).length;
  if (ways === 1 && text !== undefined) return { text };
  if (ways === 1 && ids !== undefined) return { ids: idsOption('--ids', ids) };
  if (ways === 1 && srcIds !== undefined && tgtIds !== undefined) {
    return { source: idsOption('--src-ids', srcIds), target: idsOption('--tgt-ids', tgtIds) };
  }
  throw new ForwardPassError({
    what: 'what the model reads',
    expected: 'one of --text, --ids, or --src-ids with --tgt-ids',
    got: ways === 0 ? 'none' : ways === 1 ? 'half of a pair' : 'several',
    hint: 'npm run trace -- --help',
  });
}

async function readText(folder: ModelFolder, text: string): Promise<TraceInput> {
  const { config } = folder.model;
  const tokenizer = await readTokenizer(folder.path, config);
  const ids = promptIds(tokenizer, text);
  if (ids.length > 0) return { ids: [...(tokenizer.prefix ?? []), ...ids] };
  throw new ForwardPassError({
    what: 'option --text',
    expected: 'a text of at least one token',
    got: text === '' ? 'an empty text' : JSON.stringify(text),
    hint: 'give the model something to read: --text "The cat sat"',
  });
}

/** Says when a new block or the gradients begin. */
function stageReporter() {
  let stage = '';
  return (name: string) => {
    const now = /^((encoder|decoder)\.)?block\.\d+|^grad/.exec(name)?.[0] ?? stage;
    if (now !== stage) console.error(now === 'grad' ? 'gradients' : now);
    stage = now;
  };
}

await runCommand(command);
