/** Checksums of files: SHA-256, and the id that git gives a file, which is SHA-1 over "blob <length>\0" and the content. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';

export interface Checksum {
  readonly kind: 'SHA-256' | 'git id';
  /** Hexadecimal, in small letters. */
  readonly value: string;
}

export async function checksumOf(path: string, kind: Checksum['kind']): Promise<string> {
  const hash = createHash(kind === 'SHA-256' ? 'sha256' : 'sha1');
  if (kind === 'git id') hash.update(`blob ${(await stat(path)).size}\0`);
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
}
