/** npm run serve: every step of a forward pass over HTTP, SSE and WebSocket. */
import { Command } from 'commander';
import { availableParallelism } from 'node:os';
import { ForwardPassError } from '../src/engine/errors/ForwardPassError';
import { numberOption } from '../src/host/options/numberOption';
import { buildServer } from '../src/server/buildServer';
import { limitsOption } from '../src/server/limitsOption';
import type { ServerSettings } from '../src/server/Server';
import { servedModels } from '../src/server/servedModels';
import { runCommand, usage } from './runCommand';
import { stopSignal } from './stopSignal';

interface Options {
  port: string;
  host: string;
  allowHost?: boolean;
  model: string[];
  secret?: string;
  origin: string[];
  threads: string;
  limit: string[];
  grace: string;
  log: string;
}

const command = new Command('serve')
  .description('Serves every step of a forward pass over HTTP, SSE and WebSocket.')
  .option('--port <port>', 'where to listen; 0 takes a free one', '8000')
  .option(
    '--host <host>',
    'another address than this machine’s own needs --allow-host',
    '127.0.0.1',
  )
  .option('--allow-host', 'let other machines in')
  .option('--model <model>', 'also serve this one: a folder or a name; again for more', again, [])
  .option('--secret <key>', 'seals session ids; the same on all replicas (or $FORWARD_PASS_SECRET)')
  .option('--origin <origin>', 'let pages of this origin ask (CORS); again for more', again, [])
  .option('--threads <n>', 'threads that compute', `${Math.max(1, availableParallelism() - 1)}`)
  .option('--limit <name=n>', 'another limit than src/server/limits.ts; again for more', again, [])
  .option('--grace <seconds>', 'that streams may go on after SIGTERM', '20')
  .option('--log <level>', 'trace, debug, info, warn, error or silent', 'info')
  .addHelpText(
    'after',
    `
Examples:
  npm run serve                                             http://127.0.0.1:8000, /docs to try, /redoc to read
  npm run serve -- --port 9000 --model gpt2                 after npm run model -- fetch gpt2
  npm run serve -- --host 0.0.0.0 --allow-host --secret KEY --limit rate=600
  npm run serve -- --limit parameters=1000000000 --limit idle=600

A session id carries its inputs, sealed: replicas with one --secret serve each other's sessions. SIGTERM and Ctrl-C let
what has begun end, then leave. Exit codes: 0 ended, 1 failed, 2 wrong usage.`,
  )
  .action(serve);

function again(value: string, before: string[]): string[] {
  return [...before, value];
}

async function serve(options: Options): Promise<void> {
  const port = await usage(() =>
    numberOption('--port', options.port, { min: 0, max: 65_535, whole: true }),
  );
  await usage(() => checkHost(options));
  const settings = await usage(() => settingsOf(options));
  const server = await buildServer({ ...settings, models: await servedModels(options.model) });
  await server.listen({ port, host: options.host });
  stopSignal().addEventListener('abort', () => {
    server.log.info('stopped: finishing what has begun');
    void server.close().then(() => process.exit(0)); // kernel threads would keep the process
  });
}

function settingsOf(options: Options): Omit<ServerSettings, 'models'> {
  return {
    limits: limitsOption(options.limit),
    grace: numberOption('--grace', options.grace, { min: 0, max: 3600 }),
    secret: options.secret ?? process.env['FORWARD_PASS_SECRET'],
    threads: numberOption('--threads', options.threads, { min: 1, max: 64, whole: true }),
    modelBytes: 2 ** 31,
    origins: options.origin,
    log: options.log,
  };
}

function checkHost({ host, allowHost }: Options): void {
  if (allowHost || ['127.0.0.1', '::1', 'localhost'].includes(host)) return;
  throw new ForwardPassError({
    what: 'option --host',
    expected: 'this machine’s own address, 127.0.0.1, or --allow-host too',
    got: host,
    hint: 'whoever reaches the server may use it: put it behind something that asks who they are',
  });
}

await runCommand(command);
