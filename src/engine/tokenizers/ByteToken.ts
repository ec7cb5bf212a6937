import { toBytes, type ByteString } from './ByteString';
import { decodeUtf8 } from './decodeUtf8';
import { encodeUtf8 } from './encodeUtf8';

// ByteToken: a byte-level token as plain data, with a form that can be printed.
//   ' believ' → ␣believ    e6 88 91 → 我    e6 88 → E6 88 (part of a character)    1b → 1B
export interface ByteToken {
  readonly id: number;
  readonly bytes: readonly number[];
  readonly text: string; // printable; bytes in hexadecimal where they are no visible text
  readonly isText: boolean; // false: `text` is hexadecimal
}

export function byteToken(id: number, string: ByteString): ByteToken {
  const bytes = toBytes(string);
  const decoded = decodeUtf8(bytes);
  const whole = hex(encodeUtf8(decoded)) === hex(bytes);
  const isText = whole && visible.test(decoded);
  const text = isText ? decoded.replace(/[ \n\t]/g, (space) => marks[space] ?? space) : hex(bytes);
  return { id, bytes, text, isText };
}

const visible = /^[\p{L}\p{M}\p{N}\p{P}\p{S} \n\t]+$/u;
const marks: Readonly<Record<string, string>> = { ' ': '␣', '\n': '↵', '\t': '⇥' };

function hex(bytes: Iterable<number>): string {
  return Array.from(bytes, (byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ');
}
