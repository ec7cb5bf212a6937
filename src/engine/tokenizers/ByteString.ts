// ByteString: bytes as a string with one character (U+0000 to U+00FF) per byte, so that bytes can be
// keys of a Map and can be joined with +.
export type ByteString = string;

export function toByteString(bytes: Iterable<number>): ByteString {
  let string = '';
  for (const byte of bytes) string += String.fromCharCode(byte);
  return string;
}

export function toBytes(string: ByteString): number[] {
  return Array.from(string, (character) => character.charCodeAt(0));
}
