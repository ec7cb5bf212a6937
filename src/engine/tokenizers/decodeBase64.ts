import { ForwardPassError } from '../errors/ForwardPassError';
import type { ByteString } from './ByteString';

// decodeBase64: the bytes that a base64 text stands for; padding may be left out.
//   source: RFC 4648 section 4
//   checked against: Node's Buffer
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const sixBits = new Map(Array.from(alphabet, (character, value) => [character, value]));

export function decodeBase64(text: string): ByteString {
  const digits = text.replace(/={1,2}$/, '');
  let bytes = '';
  let bits = 0; // read but not yet written: the lowest `held` bits
  let held = 0;
  for (const digit of digits) {
    const value = sixBits.get(digit);
    if (value === undefined) throw notBase64(text);
    bits = ((bits << 6) | value) & 0xfff;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes += String.fromCharCode((bits >> held) & 0xff);
    }
  }
  if (held >= 6) throw notBase64(text); // a single digit left over holds no byte
  return bytes;
}

function notBase64(text: string): ForwardPassError {
  return new ForwardPassError({
    what: 'decodeBase64',
    expected: 'base64: letters, digits, + and /, with = only at the end',
    got: JSON.stringify(text.slice(0, 40)),
    hint: 'Is the file cut off, or is it in another format?',
  });
}
