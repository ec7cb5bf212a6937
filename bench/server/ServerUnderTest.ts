/** A server in a process of its own, to be measured and then ended. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export interface ServerUnderTest {
  readonly name: string;
  readonly base: string;
  /** Resident memory in MiB, now. */
  memory(): number;
  stop(): Promise<void>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));

export async function startOurs(): Promise<ServerUnderTest> {
  const port = await freePort();
  const args = ['--import', 'tsx', 'scripts/serve.ts', '--port', `${port}`, '--log', 'error'];
  const limits = ['--limit', 'sessions=100000'];
  return started('ours', port, spawn(process.execPath, [...args, ...limits], quiet));
}

export async function startPeer(python: string): Promise<ServerUnderTest> {
  const port = await freePort();
  const peer = `${root}bench/server/peer.py`;
  return started('FastAPI + NumPy', port, spawn(python, [peer, `${port}`], quiet));
}

/** A Python that has FastAPI and NumPy: what $FORWARD_PASS_PYTHON names, or python3, or /usr/bin/python3. */
export function pythonWithFastApi(): string | undefined {
  const named = process.env['FORWARD_PASS_PYTHON'];
  const candidates = named === undefined ? ['python3', '/usr/bin/python3'] : [named];
  const imports = ['-c', 'import fastapi, numpy, uvicorn'];
  return candidates.find((python) => spawnSync(python, imports).status === 0);
}

const quiet = { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] } satisfies Parameters<
  typeof spawn
>[2];

async function started(name: string, port: number, child: ChildProcess): Promise<ServerUnderTest> {
  const base = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 600; tries++) {
    const there = await fetch(`${base}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (there) break;
    if (child.exitCode !== null) throw new Error(`${name} ended with ${child.exitCode}`);
    await setTimeout(100);
  }
  return {
    ...{ name, base },
    memory: () => Number(spawnSync('ps', ['-o', 'rss=', '-p', `${child.pid}`]).stdout) / 1024,
    stop: async () => {
      const closed = once(child, 'close');
      child.kill('SIGTERM');
      await closed;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}
