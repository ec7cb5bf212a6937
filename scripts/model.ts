/** npm run model: published models into the cache, and what a model folder holds. */
import { Command } from 'commander';
import { describeModel, descriptionText } from '../src/host/modelFolder/describeModel';
import { fetchModel } from '../src/host/fetch/fetchModel';
import { progressReporter } from '../src/host/fetch/progressReporter';
import { findModel } from '../src/host/modelFolder/modelNames';
import { runCommand } from './runCommand';
import { stopSignal } from './stopSignal';

const command = new Command('model')
  .description('Fetches published models and describes model folders.')
  .addHelpText(
    'after',
    `
Examples:
  npm run model -- fetch gpt2                            548 MB; gpt2-medium, gpt2-large, gpt2-xl
  npm run model -- fetch state-spaces/mamba-130m-hf      any gpt2, llama or mamba of Hugging Face in safetensors
  npm run model -- show gpt2                             configuration, parameters, shapes

Fetched models lie in ~/.cache/forward-pass/models; XDG_CACHE_HOME or FORWARD_PASS_CACHE name another place,
HF_ENDPOINT another server. A fetch that was stopped goes on where it ended. Weights of gpt2 are checked
against a SHA-256 of ours, everything else against the checksum that Hugging Face sends.`,
  );

command
  .command('fetch')
  .description('fetches a model from Hugging Face')
  .argument('<name>', 'gpt2, gpt2-medium, gpt2-large, gpt2-xl, or an id: owner/name')
  .action(async (name: string) => {
    const signal = stopSignal();
    try {
      const settings = { ...progressReporter(process.stderr), signal };
      const folder = await fetchModel(name, settings);
      await describeModel(folder);
      console.log(folder);
    } catch (error) {
      if (!signal.aborted) throw error;
      console.error('stopped; the next fetch goes on from here');
      process.exitCode = 130;
    }
  });

command
  .command('show')
  .description('what a model folder holds')
  .argument('<model>', 'a model folder, or the name of a model')
  .action(async (name: string) => {
    const described = await describeModel(await findModel(name));
    for (const warning of described.warnings) console.error(`config.json: ${warning}`);
    console.log(descriptionText(described));
  });

for (const part of command.commands)
  part.exitOverride().configureOutput({ outputError: () => undefined });
await runCommand(command);
