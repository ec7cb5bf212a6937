/**
 * The text that a character model learns: the file given, that of FORWARD_PASS_DATA (a file, or a folder that holds
 * tinyshakespeare.txt), or tiny Shakespeare, fetched once and kept in the cache. Any text will do; the card tells which it was.
 */
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ForwardPassError } from '../../engine/errors/ForwardPassError';
import { cacheFolder } from '../fetch/cacheFolder';
import { download, type Download } from '../fetch/download';
import { inFile } from '../files/inFile';

export const tinyShakespeare = {
  url: 'https://raw.githubusercontent.com/karpathy/char-rnn/master/data/tinyshakespeare/input.txt',
  name: 'tiny Shakespeare',
  sha256: '86c4e6aa9db7c042ec79f339dcb96d42b0075e16b8fc2e86bf0ca57e2dc565ed',
  file: 'tinyshakespeare.txt',
};

/** Where it lies once it was fetched. */
export const cachedText = () => join(cacheFolder(), 'data', tinyShakespeare.file);

export interface TrainingText {
  readonly text: string;
  /** For the card. */
  readonly name: string;
  readonly sha256: string;
}

export async function trainingText(
  given: string | undefined = process.env['FORWARD_PASS_DATA'],
  onProgress?: Download['onProgress'],
): Promise<TrainingText> {
  const path = given ? await inFolder(given) : await fetched(onProgress);
  const bytes = await inFile(path, () => readFile(path));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const name = sha256 === tinyShakespeare.sha256 ? tinyShakespeare.name : basename(path);
  return { text: decoded(path, bytes), name, sha256 };
}

async function inFolder(path: string): Promise<string> {
  const found = await inFile(path, () => stat(path));
  return found.isDirectory() ? join(path, tinyShakespeare.file) : path;
}

async function fetched(onProgress: Download['onProgress']): Promise<string> {
  const to = cachedText();
  const { url, sha256 } = tinyShakespeare;
  try {
    await download({ url, to, sha256, ...(onProgress && { onProgress }) });
  } catch (error) {
    if (!(error instanceof ForwardPassError)) throw error;
    const { hint, ...facts } = error.toJSON();
    const local = 'a copy can be given with --data FILE or FORWARD_PASS_DATA';
    throw new ForwardPassError({ ...facts, hint: hint ? `${hint}; ${local}` : local });
  }
  return to;
}

function decoded(path: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ForwardPassError({
      what: `${path}: read a text to train on`,
      expected: 'text in UTF-8',
      got: 'bytes that are not',
    });
  }
}
