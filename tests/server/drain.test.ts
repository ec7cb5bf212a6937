/** The command itself: told to end, it finishes what it has begun and lets nobody new in. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

function serve(...args: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/serve.ts', ...args], {
    ...{ cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
  });
  let errors = '';
  child.stderr.on('data', (data) => (errors += String(data)));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, errors }));
  return { child, ended };
}

async function addressOf({ child }: ReturnType<typeof serve>): Promise<string> {
  for await (const line of createInterface({ input: child.stdout })) {
    const found = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    if (found !== undefined) return found;
  }
  throw new Error('it never listened');
}

describe('npm run serve', () => {
  it('finishes its streams after a Ctrl-C that arrives twice, as under npm, and ends with 0', async () => {
    const server = serve('--port', '0');
    const base = await addressOf(server);
    server.child.stdout.resume();
    const headers = { 'Content-Type': 'application/json' };
    const body = JSON.stringify({ prompt: 'ROMEO:', tokens: 150 });
    const response = await fetch(`${base}/api/generate`, { method: 'POST', headers, body });
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    const decoder = new TextDecoder();
    let text = decoder.decode((await reader.read()).value, { stream: true });
    server.child.kill('SIGINT');
    setTimeout(() => server.child.kill('SIGINT'), 20);
    let turnedAway = 0;
    for (let tries = 0; tries < 100 && turnedAway === 0; tries++) {
      turnedAway = await fetch(`${base}/health`).then(
        ({ status }) => (status === 503 ? status : 0),
        () => -1,
      );
    }
    expect([503, -1]).toContain(turnedAway);
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      text += decoder.decode(part.value, { stream: true });
    }
    expect(text.split('"type":"token"')).toHaveLength(151);
    expect(text).toContain('"complete"');
    expect((await server.ended).code).toBe(0);
  });

  it('lets other machines in only when it is told to', async () => {
    const { code, errors } = await serve('--host', '0.0.0.0').ended;
    expect([code, errors]).toEqual([2, expect.stringMatching(/--allow-host/)]);
  });
});
