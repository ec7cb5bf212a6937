/**
 * A session id that carries its session: the inputs, deflated when they are long, and sealed with AES-256-GCM. Whoever has
 * the key can serve it; whoever has not can neither read nor forge one.
 *   base64url( 12 bytes nonce · 16 bytes tag · sealed( 0 JSON  or  1 deflate( JSON ) ) )
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { problem } from '../problems/Problem';
import type { SessionContent } from './SessionContent';

export interface Opened {
  readonly content: SessionContent;
  /** When it was sealed, in milliseconds since 1970. */
  readonly issued: number;
}

const [nonceBytes, tagBytes] = [12, 16];
const algorithm = 'aes-256-gcm';
/** Deflating less than this takes longer than it saves. */
const plainBytes = 1_000;
/** A sealed session inflates to this much at most: a text and a mask. */
const mostBytes = 16 * 2 ** 20;

export class Seal {
  private readonly key: Buffer;

  /** The same secret on every replica; without one, ids are good for this server alone. */
  constructor(
    secret: string | undefined,
    private readonly longest: number,
  ) {
    this.key =
      secret === undefined ? randomBytes(32) : createHash('sha256').update(secret).digest();
  }

  close(content: SessionContent, issued: number): string {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv(algorithm, this.key, nonce);
    const json = Buffer.from(JSON.stringify({ issued, content }));
    const isLong = json.length > plainBytes;
    const plain = Buffer.concat([Buffer.of(isLong ? 1 : 0), isLong ? deflateRawSync(json) : json]);
    const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
    const id = Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
    if (id.length <= this.longest) return id;
    throw problem('too-long-to-seal', {
      what: 'a session id, which carries the text and the mask',
      expected: `at most ${this.longest} characters once sealed`,
      got: `${id.length}`,
      hint: 'shorten the text, or describe the mask by one of the patterns',
    });
  }

  open(id: string): Opened {
    try {
      const bytes = Buffer.from(id, 'base64url');
      const nonce = bytes.subarray(0, nonceBytes);
      const opened = createDecipheriv(algorithm, this.key, nonce, { authTagLength: tagBytes });
      opened.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      const sealed = bytes.subarray(nonceBytes + tagBytes);
      const plain = Buffer.concat([opened.update(sealed), opened.final()]);
      const inside = plain.subarray(1);
      const isLong = plain[0] === 1;
      const json = isLong ? inflateRawSync(inside, { maxOutputLength: mostBytes }) : inside;
      return JSON.parse(json.toString()) as Opened; // ours: the tag says so
    } catch {
      throw problem('unknown-session', {
        what: `session ${JSON.stringify(id.length > 40 ? `${id.slice(0, 40)}…` : id)}`,
        expected:
          'an id that POST /api/init of this server, or of one with the same --secret, has given',
        got: 'one that its seal does not fit',
        hint: 'begin again with POST /api/init; after a restart without --secret ids are void',
      });
    }
  }
}
