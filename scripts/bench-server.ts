/** npm run bench:server: the trace server beside the same interface in FastAPI and NumPy. */
import { Command } from 'commander';
import { availableParallelism, cpus } from 'node:os';
import { busy } from '../bench/busy';
import { digits, markdown } from '../bench/resultTable';
import { exercisesOf, measure, shapes, traceShape, type Measured } from '../bench/server/exercises';
import {
  pythonWithFastApi,
  startOurs,
  startPeer,
  type ServerUnderTest,
} from '../bench/server/ServerUnderTest';
import { numberOption } from '../src/host/options/numberOption';
import { runCommand, usage } from './runCommand';

const command = new Command('bench:server')
  .description('Measures the trace server beside FastAPI and NumPy; prints Markdown.')
  .option('--seconds <n>', 'for each row and server', '4')
  .option('--connections <n>', 'that ask at once; a quarter of them of GPT-2 small', '8')
  .addHelpText(
    'after',
    `
Both servers in processes of their own, one after the other in each row, the same requests. The peer is
bench/server/peer.py, if $FORWARD_PASS_PYTHON, python3 or /usr/bin/python3 has fastapi, uvicorn and numpy
(Debian: python3-fastapi python3-uvicorn python3-numpy).`,
  )
  .action(bench);

interface Options {
  readonly seconds: string;
  readonly connections: string;
}

async function bench(options: Options): Promise<void> {
  const whole = { max: 600, whole: true };
  const seconds = await usage(() =>
    numberOption('--seconds', options.seconds, { min: 1, ...whole }),
  );
  const connections = await usage(() =>
    numberOption('--connections', options.connections, { min: 1, ...whole }),
  );
  const notes = busy();
  const python = pythonWithFastApi();
  if (python === undefined) notes.push('The peer is left out: no python3 has FastAPI and NumPy.');
  const servers = [await startOurs(), ...(python === undefined ? [] : [await startPeer(python)])];
  const rest = servers.map((server) => server.memory());
  const rows: string[][] = [];
  try {
    for (const [shape, config] of Object.entries(shapes)) {
      const isSmall = config.n_embd < 100;
      const [few, sessions] = isSmall ? [connections, 200] : [Math.ceil(connections / 4), 4];
      await compareShapes(servers, config);
      for (const exercise of exercisesOf(config, few, sessions)) {
        const found: Measured[] = [];
        for (const server of servers) {
          console.error(`${shape}: ${exercise.name}, ${server.name} …`);
          found.push(await measure(exercise, server, seconds));
        }
        rows.push(row(`${shape}: ${exercise.name}`, found));
        notes.push(...failures(exercise.name, servers, found));
      }
    }
    const load = servers.map((server) => server.memory());
    print(servers, rows, rest, load, notes);
  } finally {
    for (const server of servers) await server.stop();
  }
}

async function compareShapes(servers: readonly ServerUnderTest[], config: object): Promise<void> {
  const given = await Promise.all(servers.map((server) => traceShape(server, config)));
  if (new Set(given).size === 1) return;
  throw new Error(`the servers do not compute the same steps:\n${given.join('\n')}`);
}

function row(name: string, [ours, peer]: readonly Measured[]): string[] {
  const cells = (one: Measured | undefined) =>
    one ? [digits(one.perSecond), digits(one.p50), digits(one.p99)] : ['–', '–', '–'];
  const factor = ours && peer ? `×${digits(ours.perSecond / peer.perSecond)}` : '–';
  const tail = ours && peer ? digits(ours.p99 / peer.p99) : '–';
  return [name, ...cells(ours), ...cells(peer), factor, tail];
}

function failures(
  name: string,
  servers: readonly ServerUnderTest[],
  found: readonly Measured[],
): string[] {
  return found.flatMap(({ failed }, i) =>
    failed > 0 ? [`${servers[i]?.name}: ${failed} requests of "${name}" failed`] : [],
  );
}

function print(
  servers: readonly ServerUnderTest[],
  rows: readonly (readonly string[])[],
  rest: readonly number[],
  load: readonly number[],
  notes: readonly string[],
): void {
  const [processor] = cpus();
  console.log(
    `${processor?.model.trim()}, ${availableParallelism()} cores, Node ${process.version}\n`,
  );
  const columns = ['requests/s', 'p50 ms', 'p99 ms'];
  const head = ['', ...columns.map((c) => `ours ${c}`), ...columns.map((c) => `peer ${c}`)];
  console.log(markdown([...head, 'throughput', 'p99 ours/peer'], rows));
  servers.forEach(({ name }, i) =>
    console.log(
      `- ${name}: ${digits(rest[i] ?? NaN)} MiB at rest, ${digits(load[i] ?? NaN)} MiB after the load`,
    ),
  );
  for (const note of notes) console.log(`- ${note}`);
}

await runCommand(command);
