/** What is too much is refused, each in its own words, and what is wrong too. */
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { served, type Served } from './served';

let host: Served;
let base = '';
beforeAll(async () => {
  host = await served({
    ...{ text: 300, tokens: 64, width: 64, layers: 4, heads: 8, experts: 4, vocabulary: 50_257 },
    ...{ parameters: 100_000, body: 5_000, id: 900, sessions: 6, streams: 2, connections: 12 },
    ...{ answer: 60_000, values: 200_000 },
  });
  base = await host.server.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => host.server.close());

const tiny = { n_vocab: 300, n_embd: 8, n_layer: 1, n_head: 2 };

interface ProblemAnswer {
  readonly status: number;
  readonly type: string;
  readonly what: string;
  readonly expected: string;
  readonly got: string;
}

async function refusal(
  url: string,
  payload: unknown,
  headers: Record<string, string> = {},
): Promise<ProblemAnswer> {
  const response = await host.server.inject({
    ...{ method: 'POST', url, headers: { 'content-type': 'application/json', ...headers } },
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  });
  expect(response.headers['content-type']).toBe('application/problem+json');
  const answer = response.json<ProblemAnswer>();
  expect(answer.status).toBe(response.statusCode);
  for (const part of [answer.what, answer.expected, answer.got]) expect(part).not.toBe('');
  return answer;
}

const init = (config: object, more: object = {}) => ({
  text: 'hello',
  config: { ...tiny, ...config },
  ...more,
});

describe('a request', () => {
  it.each<[string, object, number, RegExp]>([
    ['a text too long', { text: 'x'.repeat(301) }, 422, /text/],
    ['no text', { text: '' }, 422, /text/],
    ['a text that is none', { text: 7 }, 422, /text/],
    ['too many tokens', init({ max_seq_len: 4 }, { text: 'a b c d e f g' }), 422, /max_seq_len/],
    ['too wide', init({ n_embd: 65, n_head: 5 }), 422, /n_embd/],
    ['too deep', init({ n_layer: 5 }), 422, /n_layer/],
    ['too many heads', init({ n_embd: 9, n_head: 9 }), 422, /n_head/],
    ['heads that do not divide', init({ n_head: 3 }), 422, /divides/],
    ['d_k that is not n_embd / n_head', init({ d_k: 5 }), 422, /n_embd/],
    ['too many experts', init({ moe_config: { enabled: true, n_experts: 5 } }), 422, /n_experts/],
    [
      'more experts asked than there are',
      init({ moe_config: { n_experts: 2, top_k: 3 } }),
      422,
      /n_experts/,
    ],
    ['a vocabulary without all bytes', init({ n_vocab: 255 }), 422, /n_vocab/],
    ['a pattern that is none', init({ sparse_config: { pattern: 'spiral' } }), 422, /pattern/],
    ['a mask without one', init({ sparse_config: { pattern: 'custom' } }), 422, /mask/],
    ['too many parameters', init({ n_embd: 64, n_layer: 4, n_head: 8 }), 422, /parameters/],
    ['a typo', { text: 'x', confg: {} }, 422, /confg/],
    ['a model that is none', { text: 'x', model: 'shakespear' }, 404, /shakespeare-gpt/],
    ['nine decimals', init({ viz_config: { precision: 9 } }), 422, /precision/],
    ['a negative seed', init({}, { seed: -1 }), 422, /seed/],
  ])('with %s', async (_, body, status, words) => {
    const answer = await refusal('/api/init', body);
    expect([answer.status, JSON.stringify(answer)]).toEqual([status, expect.stringMatching(words)]);
  });

  it('whose mask hides everything from a query', async () => {
    const custom_mask = Array.from({ length: 5 }, () => [0, 0, 0, 0, 0]);
    const body = init({
      attention_type: 'sparse',
      sparse_config: { pattern: 'custom', custom_mask },
    });
    expect(await refusal('/api/init', { ...body, text: 'abc' })).toMatchObject({
      status: 422,
      what: expect.stringMatching(/mask/) as string,
    });
  });

  it('that is no JSON, no type, too large, or nowhere', async () => {
    expect((await refusal('/api/init', '{"text":')).type).toMatch(/not-json$/);
    expect((await refusal('/api/init', '')).type).toMatch(/not-json$/);
    expect((await refusal('/api/init', 'text', { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await refusal('/api/init', { text: 'x'.repeat(6_000) })).status).toBe(413);
    expect((await refusal('/api/nowhere', {})).status).toBe(404);
    const put = await host.server.inject({ method: 'PUT', url: '/api/init' });
    expect(put.statusCode).toBe(404);
  });

  it('for more than an answer may hold', async () => {
    const session_id = await host.open(
      init({ n_embd: 32, n_layer: 3 }, { text: 'a b c d e f g h i j k l m n o p' }),
    );
    expect(await refusal('/api/trace', { session_id })).toMatchObject({
      status: 422,
      what: 'the size of this answer',
    });
    await host.post('/api/step', { session_id, step: 1 });
  });

  it('whose session would not fit into an id', async () => {
    const noise = Array.from({ length: 290 }, (_, i) =>
      String.fromCodePoint(0x4e00 + ((i * 7919) % 9000)),
    );
    const body = init({ max_seq_len: 64 }, { text: noise.join('') });
    expect((await refusal('/api/init', body)).status).toBe(422);
    expect(await refusal('/api/step', { session_id: 'x'.repeat(901), step: 0 })).toMatchObject({
      status: 422,
    });
  });

  it('for a step or a chunk that is not there', async () => {
    const session_id = await host.open(init({}));
    expect((await refusal('/api/step', { session_id, step: 14 })).expected).toMatch(/0 to 13/);
    expect((await refusal('/api/step', { session_id, step: 1e300 })).status).toBe(422);
    expect(
      (await refusal('/api/chunk', { session_id, chunk_size: 5, chunk_id: 3 })).expected,
    ).toMatch(/0 to 2/);
    expect((await refusal('/api/gradients', { session_id })).status).toBe(422);
    expect((await refusal('/api/gradients', { session_id, name: 'nothing' })).status).toBe(404);
    expect(
      (await refusal('/api/gradients', { session_id, name: 'block.0.layer_norm_1_mean' })).status,
    ).toBe(422);
  });
});

it('opens no more sessions than it may, and says when to come again', async () => {
  let status = 200;
  for (let i = 0; i < 10 && status === 200; i++) {
    const response = await host.server.inject({
      method: 'POST',
      url: '/api/init',
      payload: init({}),
    });
    status = response.statusCode;
    if (status === 429) expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
  }
  expect(status).toBe(429);
});

const list = () => host.get<{ sessions: { session_id: string }[] }>('/api/sessions');

it('opens no more streams than it may', async () => {
  const id = (await list()).sessions[0]?.session_id ?? '';
  const sockets = [1, 2].map(() => new WebSocket(`${base.replace('http', 'ws')}/ws/${id}`));
  await Promise.all(
    sockets.map((socket) => new Promise((resolve) => socket.once('open', resolve))),
  );
  const refused = await fetch(`${base}/api/stream/${id}`);
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '5']);
  for (const socket of sockets) socket.close();
});

/** Everything that the server says to these bytes. */
function raw(bytes: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(base).port), '127.0.0.1');
    let said = '';
    socket.on('data', (data) => (said += String(data)));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(said));
    socket.write(bytes);
  });
}

it('answers bytes that are no HTTP, and headers that are too large', async () => {
  expect(await raw('nonsense\r\n\r\n')).toMatch(
    /^HTTP\/1\.1 400 [\s\S]*problem\+json[\s\S]*"expected":"HTTP\/1\.1"/,
  );
  const large = `GET /health HTTP/1.1\r\nHost: x\r\nX-Large: ${'x'.repeat(70_000)}\r\n\r\n`;
  expect(await raw(large)).toMatch(/^HTTP\/1\.1 431 [\s\S]*headers-too-large/);
});

it('refuses connections over its number', async () => {
  const open = Array.from({ length: 12 }, () => connect(Number(new URL(base).port), '127.0.0.1'));
  await Promise.all(
    open.map((socket) => new Promise((resolve) => socket.once('connect', resolve))),
  );
  expect(await raw('GET /health HTTP/1.1\r\nHost: x\r\n\r\n')).toMatch(
    /^HTTP\/1\.1 503 [\s\S]*Retry-After: 1/,
  );
  for (const socket of open) socket.destroy();
});

it('says that it is busy when too much waits', async () => {
  const busy = await served({ queue: 1 });
  const body = (n: number) => ({
    text: `text ${n}`,
    config: { n_vocab: 300, n_embd: 64, n_layer: 2, n_head: 4 },
  });
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, n) =>
      busy.server.inject({ method: 'POST', url: '/api/init', payload: body(n) }),
    ),
  );
  await busy.server.close();
  const refused = answers.filter(({ statusCode }) => statusCode !== 200);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.length).toBeLessThan(40);
  for (const { statusCode, headers } of refused)
    expect([statusCode, headers['retry-after']]).toEqual([503, '1']);
});

it('counts the requests of an address, if it is told to; lets pages ask, if they are named', async () => {
  const strict = await served({ rate: 3 }, { origins: ['https://notes.example'] });
  const ask = () =>
    strict.server.inject({ url: '/health', headers: { origin: 'https://notes.example' } });
  const answers = [await ask(), await ask(), await ask(), await ask()];
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 429]);
  expect(answers[3]?.json()).toMatchObject({ type: 'urn:forward-pass:problem:too-many-requests' });
  expect(Number(answers[3]?.headers['retry-after'])).toBeGreaterThan(0);
  expect(answers[0]?.headers['access-control-allow-origin']).toBe('https://notes.example');
  await strict.server.close();
  const plain = await host.server.inject({
    url: '/health',
    headers: { origin: 'https://notes.example' },
  });
  expect(plain.headers).not.toHaveProperty('access-control-allow-origin');
});

it('packs an answer when the client and the session like it', async () => {
  const open = (enable_compression: boolean) => {
    return host.open(init({ viz_config: { enable_compression } }));
  };
  const headers = { 'accept-encoding': 'gzip' };
  const ask = (session_id: string) =>
    host.server.inject({ method: 'POST', url: '/api/trace', payload: { session_id }, headers });
  for (const { session_id } of (await list()).sessions) {
    await host.server.inject({ method: 'DELETE', url: `/api/session/${session_id}` });
  }
  const [packed, plain] = [await ask(await open(true)), await ask(await open(false))];
  expect([packed.headers['content-encoding'], plain.headers['content-encoding']]).toEqual([
    'gzip',
    undefined,
  ]);
  expect(packed.rawPayload.length).toBeLessThan(plain.rawPayload.length / 2);
});
