/** Runs a command line: usage errors end with 2, others with 1, Ctrl-C with 130. */
import { CommanderError, type Command } from 'commander';
import { ForwardPassError } from '../src/engine/errors/ForwardPassError';

export async function runCommand(command: Command): Promise<void> {
  command.exitOverride().configureOutput({ outputError: () => undefined });
  try {
    await command.parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      const shown = error.exitCode === 0 || error.code === 'commander.help';
      if (!shown) console.error(usageText(error, command));
      process.exitCode = error.exitCode === 0 ? 0 : 2;
    } else if (error instanceof UsageError) {
      console.error(error.message);
      process.exitCode = 2;
    } else {
      console.error(error instanceof ForwardPassError ? error.message : error);
      process.exitCode = 1;
    }
  }
}

/** Commander's own complaint in the shape of all others. */
function usageText(error: CommanderError, command: Command): string {
  return new ForwardPassError({
    what: error.message.replace(/^error: /, '').split('\n')[0] ?? '',
    expected: `usage of \`npm run ${command.name()}\``,
    got: process.argv.slice(2).join(' ') || 'nothing',
    hint: `npm run ${command.name()} -- --help`,
  }).message;
}

class UsageError extends Error {}

/** Runs what reads the command line; what it refuses is wrong usage. */
export async function usage<T>(read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw error instanceof ForwardPassError ? new UsageError(error.message) : error;
  }
}
