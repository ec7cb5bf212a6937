// decodeUtf8: the text of bytes. Each maximal part of a broken character becomes one U+FFFD;
// a byte order mark is kept, because the text had it.
//   source: WHATWG Encoding Standard, section 8.1.1 (UTF-8 decoder)
//   checked against: the host's TextDecoder on random bytes
const replacement = 0xfffd;

export function decodeUtf8(bytes: ArrayLike<number>): string {
  const points: number[] = [];
  const chunks: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const { point, length } = readCharacter(bytes, at);
    points.push(point);
    at += length;
    if (points.length === 4096) chunks.push(String.fromCodePoint(...points.splice(0)));
  }
  return chunks.join('') + String.fromCodePoint(...points);
}

function readCharacter(bytes: ArrayLike<number>, at: number): { point: number; length: number } {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return { point: lead, length: 1 };
  const needed = continuationsAfter(lead);
  if (needed === 0) return { point: replacement, length: 1 };

  let point = lead & (0x3f >> needed);
  for (let i = 1; i <= needed; i++) {
    const byte = bytes[at + i] ?? 0;
    const [low, high] = i === 1 ? secondByteRange(lead) : [0x80, 0xbf];
    if (byte < low || byte > high) return { point: replacement, length: i };
    point = (point << 6) | (byte & 0x3f);
  }
  return { point, length: needed + 1 };
}

function continuationsAfter(lead: number): number {
  if (lead >= 0xc2 && lead <= 0xdf) return 1;
  if (lead >= 0xe0 && lead <= 0xef) return 2;
  if (lead >= 0xf0 && lead <= 0xf4) return 3;
  return 0; // a continuation without a lead, or a lead that no character has
}

/** Rules out overlong forms, surrogates and values beyond U+10FFFF. */
function secondByteRange(lead: number): [number, number] {
  if (lead === 0xe0) return [0xa0, 0xbf];
  if (lead === 0xed) return [0x80, 0x9f];
  if (lead === 0xf0) return [0x90, 0xbf];
  if (lead === 0xf4) return [0x80, 0x8f];
  return [0x80, 0xbf];
}
