/** Streams: gone on with, left in the middle, read too slowly, and many at once. */
import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import WebSocket from 'ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { served, type Served } from './served';

let host: Served;
let base = '';
let port = 0;
beforeAll(async () => {
  host = await served({ unread: 1, streams: 260 });
  base = await host.server.listen({ port: 0, host: '127.0.0.1' });
  port = Number(new URL(base).port);
});
afterAll(() => host.server.close());

const small = { text: 'hello world', config: { n_vocab: 300, n_embd: 16, n_layer: 2, n_head: 2 } };
const large = {
  text: 'a b c d e f g h '.repeat(8),
  config: { n_vocab: 300, n_embd: 128, n_layer: 4, n_head: 4 },
};

const metric = async (name: string) => {
  const text = await (await fetch(`${base}/metrics`)).text();
  return Number(new RegExp(`^forward_pass_${name} (\\S+)`, 'm').exec(text)?.[1]);
};

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (await isSo()) return;
    await setTimeout(50);
  }
  throw new Error('it never came to be');
}

const noStreams = () => until(async () => (await metric('streams')) === 0);

function socketTo(id: string): Promise<WebSocket> {
  const socket = new WebSocket(`${base.replace('http', 'ws')}/ws/${id}`);
  socket.on('error', () => undefined);
  return new Promise((resolve) => socket.once('open', () => resolve(socket)));
}

/** Everything that is said until something of this type. */
function heard(
  socket: WebSocket,
  last: string,
): Promise<{ type: string; data: Record<string, unknown> }[]> {
  const all: { type: string; data: Record<string, unknown> }[] = [];
  return new Promise((resolve) => {
    socket.on('message', (raw) => {
      const message = JSON.parse(String(raw)) as (typeof all)[number];
      all.push(message);
      if (message.type === last) resolve(all);
    });
  });
}

/** A reader that asks and then takes nothing. */
function idle(request: string) {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(request);
  socket.pause();
  return socket;
}

describe('server-sent events', () => {
  it('go on after the last one that was seen, and say when there is nothing more', async () => {
    const id = await host.open(small);
    const read = async (last?: number) => {
      const headers = new Headers(last === undefined ? [] : [['Last-Event-ID', `${last}`]]);
      const response = await fetch(`${base}/api/stream/${id}`, { headers });
      return { status: response.status, text: await response.text() };
    };
    const whole = await read();
    const events = whole.text.split('\n\n').filter((event) => event !== '');
    expect(events).toHaveLength(1 + 28 + 1);
    const resumed = (await read(20)).text.split('\n\n').filter((event) => event !== '');
    expect(resumed.slice(1)).toEqual(events.slice(22));
    expect((await read(28)).status).toBe(204);
    const wrong = await fetch(`${base}/api/stream/${id}`, { headers: { 'Last-Event-ID': 'x' } });
    expect(wrong.status).toBe(422);
  });

  it('end when the reader leaves in the middle', async () => {
    const id = await host.open(large);
    await Promise.all(
      Array.from({ length: 10 }, async () => {
        const abort = new AbortController();
        const response = await fetch(`${base}/api/stream/${id}`, { signal: abort.signal });
        const reader = response.body?.getReader();
        await reader?.read();
        abort.abort();
      }),
    );
    await noStreams();
  });

  it('wait for a slow reader, and are ended when nothing is read at all', async () => {
    const id = await host.open(large);
    const socket = idle(`GET /api/stream/${id} HTTP/1.1\r\nHost: x\r\n\r\n`);
    await until(async () => (await metric('streams')) === 1);
    await noStreams(); // after the second that it may leave things unread
    socket.destroy();
  });

  it('write on with a text, the same for the same seed, and stop when nobody reads', async () => {
    const body = JSON.stringify({ prompt: 'ROMEO:', tokens: 12, seed: 5 });
    const headers = { 'Content-Type': 'application/json' };
    const ask = async () =>
      (await fetch(`${base}/api/generate`, { method: 'POST', headers, body })).text();
    const [one, two] = [await ask(), await ask()];
    expect(one).toBe(two);
    const tokens = one.split('\n\n').filter((event) => event.includes('"token"'));
    expect(tokens).toHaveLength(12);
    for (const token of tokens) {
      const { data } = JSON.parse(token.slice(6)) as {
        data: { probability: number; top: { probability: number }[] };
      };
      expect(data.top).toHaveLength(5);
      expect(data.top.map(({ probability }) => probability)).toEqual(
        data.top.map(({ probability }) => probability).toSorted((a, b) => b - a),
      );
      expect(data.probability).toBeLessThanOrEqual((data.top[0]?.probability ?? 0) + 1e-12);
    }
    const abort = new AbortController();
    const long = JSON.stringify({ tokens: 1000 });
    const response = await fetch(`${base}/api/generate`, {
      method: 'POST',
      headers,
      body: long,
      signal: abort.signal,
    });
    await response.body?.getReader().read();
    abort.abort();
    await noStreams();
  });
});

describe('WebSockets', () => {
  it('answer in order, tell what is wrong, and go on', async () => {
    const id = await host.open(small);
    const socket = await socketTo(id);
    const all = heard(socket, 'trace');
    for (const message of [
      'no JSON',
      '{"type":"dance"}',
      '{"type":"step"}',
      '{"type":"step","data":{"step":1000}}',
      '{"type":"step","session_id":"forged","data":{"step":0}}',
      '{"type":"step","data":{"step":5}}',
      '{"type":"ping"}',
      '{"type":"trace"}',
    ]) {
      socket.send(message);
    }
    const said = await all;
    const count = (type: string) => said.filter((message) => message.type === type).length;
    expect([count('error'), count('step'), count('pong'), count('trace')]).toEqual([5, 1, 1, 1]);
    for (const { type, data } of said) {
      if (type === 'error')
        expect(data).toMatchObject({
          message: expect.any(String) as string,
          what: expect.any(String) as string,
        });
    }
    socket.send('x'.repeat(70_000));
    const code = await new Promise((resolve) => socket.once('close', resolve));
    expect(code).toBe(1009);
  });

  it('refuse a session that is none, in words', async () => {
    const socket = new WebSocket(`${base.replace('http', 'ws')}/ws/none`);
    const said = await heard(socket, 'error');
    expect(said[0]?.data['message']).toMatch(/seal/);
    const code = await new Promise((resolve) => socket.once('close', resolve));
    expect(code).toBe(1008);
  });

  it('are forgotten when the client vanishes, and left when it reads nothing', async () => {
    const id = await host.open(large);
    const vanishing = await Promise.all(Array.from({ length: 10 }, () => socketTo(id)));
    for (const socket of vanishing) socket.send('{"type":"subscribe"}');
    await setTimeout(30);
    for (const socket of vanishing) socket.terminate();
    await noStreams();

    const deaf = await socketTo(id);
    deaf.pause();
    for (let i = 0; i < 8; i++) deaf.send('{"type":"trace"}');
    await until(async () => (await metric('streams')) === 1);
    await noStreams();
    deaf.terminate();
  });
});

it('serves 200 clients at once, each its own numbers', async () => {
  const clients = Array.from({ length: 200 }, async (_, n) => {
    const id = await host.open({ ...small, text: `client ${n % 20}` });
    if (n % 2 === 0) {
      const text = await (await fetch(`${base}/api/stream/${id}`)).text();
      return [n % 20, text.split('\n\n').length, /"step":3,.*/.exec(text)?.[0]] as const;
    }
    const socket = await socketTo(id);
    const all = heard(socket, 'complete');
    socket.send('{"type":"subscribe"}');
    const said = await all;
    socket.close();
    const step = said.find(({ data }) => data['step'] === 3);
    return [n % 20, said.length + 1, `"step":3,${JSON.stringify(step?.data).slice(10)}}`] as const;
  });
  const seen = new Map<number, string | undefined>();
  for (const [text, count, step] of await Promise.all(clients)) {
    expect(count).toBe(31);
    expect(step).toBe(seen.get(text) ?? step);
    seen.set(text, step);
  }
  expect(new Set(seen.values()).size).toBe(20);
  await noStreams();
});
