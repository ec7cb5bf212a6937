/** The downloader against a server of our own: whole, interrupted, resumed, wrong, gone. */
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { cacheFolder } from '../../src/host/fetch/cacheFolder';
import { download } from '../../src/host/fetch/download';

const content = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * i) % 251));
const sha256 = createHash('sha256').update(content).digest('hex');
const gitId = createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex');

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
let server: Server;
let url: string;
let to: string;
let answer: Answer;
let requests: string[];

beforeEach(async () => {
  requests = [];
  server = createServer((request, response) => {
    requests.push([request.method, request.url, request.headers.range].filter(Boolean).join(' '));
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/model.safetensors`;
  to = join(await mkdtemp(join(tmpdir(), 'forward-pass-download-')), 'cache', 'model.safetensors');
});

afterEach(async () => {
  await new Promise((resolve) => server.close(resolve).closeAllConnections());
  await rm(dirname(dirname(to)), { recursive: true });
});

interface Behaviour {
  readonly headers?: Record<string, string>;
  readonly ranges?: boolean;
  /** Breaks the connection after so many bytes of each answer. */
  readonly breaksAfter?: number;
  readonly body?: Buffer;
}

const serve =
  ({ headers = {}, ranges = true, breaksAfter, body = content }: Behaviour = {}): Answer =>
  (request, response) => {
    const from = ranges ? Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0) : 0;
    const rest = body.subarray(from);
    response.writeHead(from > 0 ? 206 : 200, {
      etag: '"v1"',
      'content-length': rest.length,
      ...headers,
    });
    if (request.method === 'HEAD') return response.end();
    if (breaksAfter === undefined || rest.length <= breaksAfter) return response.end(rest);
    response.write(rest.subarray(0, breaksAfter), () => setTimeout(() => response.destroy(), 200));
  };

const run = (more: { sha256?: string; onProgress?: (done: number) => void } = {}) =>
  download({ url, to, pause: 1, ...more });
const files = () => readdir(dirname(to));

it('fetches, checks and names a file, and leaves it alone afterwards', async () => {
  answer = serve();
  const progress: number[] = [];
  expect(await run({ sha256, onProgress: (done) => progress.push(done) })).toBe('SHA-256');
  expect((await readFile(to)).equals(content)).toBe(true);
  expect(await files()).toEqual(['model.safetensors']);
  expect(progress.at(-1)).toBe(content.length);
  expect(await run({ sha256 })).toBe('already there');
  expect(requests).toHaveLength(2);
});

it('goes on where the connection broke', async () => {
  answer = serve({ breaksAfter: 100_000 });
  expect(await run({ sha256 })).toBe('SHA-256');
  const ranges = requests.filter((request) => request.includes('bytes='));
  expect(ranges.length).toBeGreaterThanOrEqual(2);
  expect((await readFile(to)).equals(content)).toBe(true);
});

it('goes on where an earlier run ended, but not with another version', async () => {
  answer = serve({ breaksAfter: 10_000 });
  await expect(run({ sha256 })).rejects.toThrow(/what has been fetched is kept/);
  expect(await files()).toEqual(['model.safetensors.part', 'model.safetensors.part.source']);
  requests = [];
  answer = serve({ headers: { etag: '"v2"' } });
  await run({ sha256 });
  expect(requests.join()).not.toContain('bytes=');
});

it('begins again where the server knows no ranges', async () => {
  let broken = false;
  answer = (request, response) => {
    const breaks = request.method === 'GET' && !broken;
    broken ||= breaks;
    serve({ ranges: false, ...(breaks && { breaksAfter: 50_000 }) })(request, response);
  };
  await run({ sha256 });
  expect((await readFile(to)).equals(content)).toBe(true);
});

it('throws away what has another checksum', async () => {
  answer = serve({ body: Buffer.from('an error page') });
  await expect(run({ sha256 })).rejects.toThrow(/expected {2}SHA-256 [0-9a-f]{64}\n {2}got/);
  expect(await files()).toEqual([]);
});

it.each([
  ['SHA-256', { 'x-linked-etag': `"${sha256}"`, 'x-linked-size': `${content.length}` }],
  ['git id', { etag: `"${gitId}"`, 'x-repo-commit': 'abc' }],
])("checks Hugging Face's own checksum: %s", async (kind, headers) => {
  answer = (request, response) => {
    if (request.url === '/store' || kind === 'git id') return serve({ headers })(request, response);
    response.writeHead(302, { location: '/store', ...headers }).end();
  };
  expect(await run()).toBe(kind);
  answer = (request, response) =>
    serve({ headers, body: Buffer.alloc(content.length) })(request, response);
  to = `${to}2`;
  await expect(run()).rejects.toThrow(kind);
});

it('explains what cannot be fetched', async () => {
  answer = (_, response) => response.writeHead(404).end();
  await expect(run()).rejects.toThrow(/got {7}404 Not Found/);
  expect(requests).toHaveLength(1);
  answer = (_, response) => response.writeHead(503).end();
  await expect(run()).rejects.toThrow(/503 Service Unavailable/);
  await new Promise((resolve) => server.close(resolve).closeAllConnections());
  await expect(run()).rejects.toThrow(/ECONNREFUSED[\s\S]*connection to the internet/);
  await new Promise<void>((resolve) => server.listen(0, resolve));
});

it('explains a place that cannot be written', async () => {
  answer = serve();
  await writeFile(dirname(to), 'a file');
  await expect(run()).rejects.toThrow(/model\.safetensors/);
  await rm(dirname(to));
});

it('keeps downloads outside the repository', () => {
  expect(cacheFolder({ FORWARD_PASS_CACHE: '/a' })).toBe('/a');
  expect(cacheFolder({ XDG_CACHE_HOME: '/b' })).toBe(join('/b', 'forward-pass'));
  expect(cacheFolder({})).toMatch(/\.cache.forward-pass$/);
});
