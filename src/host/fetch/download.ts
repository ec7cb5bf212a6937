/**
 * The one downloader. A file is fetched beside its place as `<name>.part`, checked, and only then gets its name; a broken
 * connection or a second run goes on where the first ended. What is there under its name has been checked, and is left alone.
 *   checked: the SHA-256 given; without one, the checksum that Hugging Face sends (x-linked-etag: SHA-256 of large files,
 *   or the git id of small ones); without either, the length alone
 */
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { ForwardPassError } from '../../engine/errors/ForwardPassError';
import { checksumOf, type Checksum } from '../files/Checksum';
import { exists } from '../files/exists';
import { describeSource, refusal, type Source } from './describeSource';
import { inFile } from '../files/inFile';

export interface Download {
  readonly url: string;
  readonly to: string;
  readonly sha256?: string;
  readonly onProgress?: (done: number, total: number | undefined) => void;
  readonly signal?: AbortSignal;
  /** Milliseconds before it connects again after a broken connection. */
  readonly pause?: number;
}

export type CheckedBy = 'already there' | Checksum['kind'] | 'length';

const attempts = 5;

export async function download(wanted: Download): Promise<CheckedBy> {
  const { url, to, sha256, pause = 1000, signal } = wanted;
  if (await exists(to)) return 'already there';
  await inFile(to, () => mkdir(dirname(to), { recursive: true }));
  const part = `${to}.part`;
  for (let attempt = 1; ; attempt++) {
    try {
      const source = await describeSource(url, signal);
      await fetchRest(source, part, wanted);
      return await accept(part, to, source, sha256);
    } catch (error) {
      if (error instanceof ForwardPassError || signal?.aborted) throw error;
      if (attempt === attempts) throw offline(url, error);
      await new Promise((resolve) => setTimeout(resolve, pause * attempt));
    }
  }
}

/** Appends to the part what is still missing of it. */
async function fetchRest(source: Source, part: string, { onProgress, signal }: Download) {
  const done = await usableLength(part, source);
  if (done === source.length) return onProgress?.(done, source.length);
  const headers = done > 0 ? { range: `bytes=${done}-`, 'accept-encoding': 'identity' } : identity;
  const response = await fetch(source.url, { headers, ...(signal && { signal }) });
  if (response.status === 416) {
    await discard(part); // it is longer than the file is now: begin again
    throw new Error('416');
  }
  if (!response.ok || !response.body) throw refusal(source.url, response);
  const begin = response.status === 206 ? done : 0; // a server without ranges sends everything again
  await writeFile(`${part}.source`, source.version);
  let length = begin;
  const counted = new Transform({
    transform(chunk: Uint8Array, _, pass) {
      length += chunk.length;
      onProgress?.(length, source.length);
      pass(null, chunk);
    },
  });
  const body = Readable.fromWeb(response.body as ReadableStream<Uint8Array>);
  const file = createWriteStream(part, { flags: begin > 0 ? 'a' : 'w' });
  await inFile(part, () => pipeline(body, counted, file));
  if (source.length !== undefined && length < source.length) throw new Error('connection closed');
}

const identity = { 'accept-encoding': 'identity' };

/** How much of the part belongs to what the server has now. */
async function usableLength(part: string, { version, length = Infinity }: Source): Promise<number> {
  const before = await readFile(`${part}.source`, 'utf8').catch(() => undefined);
  const size = await stat(part).then(
    (found) => found.size,
    () => 0,
  );
  return version !== '' && before === version && size <= length ? size : 0;
}

async function accept(
  part: string,
  to: string,
  { checksum, length, url }: Source,
  sha256: string | undefined,
): Promise<CheckedBy> {
  const expected = sha256 === undefined ? checksum : { kind: 'SHA-256' as const, value: sha256 };
  const got = expected ? await checksumOf(part, expected.kind) : `${(await stat(part)).size} bytes`;
  const wanted = expected ? expected.value : `${length ?? 'any number of'} bytes`;
  if (got !== wanted && !(length === undefined && !expected)) {
    await discard(part);
    throw new ForwardPassError({
      what: `download ${url}`,
      expected: expected ? `${expected.kind} ${wanted}` : wanted,
      got,
      hint: 'what came was thrown away; try again, and if it stays so, the file was changed at its source',
    });
  }
  await rename(part, to);
  await discard(part);
  return expected?.kind ?? 'length';
}

async function discard(part: string): Promise<void> {
  await rm(part, { force: true });
  await rm(`${part}.source`, { force: true });
}

function offline(url: string, error: unknown): ForwardPassError {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return new ForwardPassError({
    what: `download ${url}`,
    expected: 'an answer',
    got: cause instanceof Error ? cause.message || cause.name : String(cause),
    hint: 'this needs a connection to the internet; what has been fetched is kept, the next try goes on from there',
  });
}
