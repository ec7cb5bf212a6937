// encodeUtf8: the bytes of a text. A lone surrogate is no character, so it becomes U+FFFD (EF BF BD).
//   source: RFC 3629 section 3; replacement as in the WHATWG Encoding Standard, section 8.2
//   checked against: the host's TextEncoder
export function encodeUtf8(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3); // a UTF-16 unit never needs more than 3 bytes
  let length = 0;
  for (const character of text) {
    const scalar = scalarValue(character);
    if (scalar < 0x80) {
      bytes[length++] = scalar;
    } else if (scalar < 0x800) {
      bytes[length++] = 0xc0 | (scalar >> 6);
      bytes[length++] = continuation(scalar);
    } else if (scalar < 0x10000) {
      bytes[length++] = 0xe0 | (scalar >> 12);
      bytes[length++] = continuation(scalar >> 6);
      bytes[length++] = continuation(scalar);
    } else {
      bytes[length++] = 0xf0 | (scalar >> 18);
      bytes[length++] = continuation(scalar >> 12);
      bytes[length++] = continuation(scalar >> 6);
      bytes[length++] = continuation(scalar);
    }
  }
  return bytes.slice(0, length);
}

function scalarValue(character: string): number {
  const point = character.codePointAt(0) ?? 0;
  return point >= 0xd800 && point <= 0xdfff ? 0xfffd : point;
}

function continuation(bits: number): number {
  return 0x80 | (bits & 0x3f);
}
