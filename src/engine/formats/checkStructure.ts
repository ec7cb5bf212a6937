// checkStructure: looks through the bytes of a safetensors header before any of it is decoded or built. One that is made to take
// long (a hundred megabytes of keys, of brackets, of numbers) is refused after one pass over its bytes.
//   three levels: the header, a tensor, its shape;  at most 10 commas and colons for each of 200,000 tensors
import { safetensorsError } from './safetensorsError';

const mostLevels = 3;
const mostTensors = 200_000; // the largest published models have fewer than 100,000, in many files
const mostSeparators = 10 * mostTensors;

const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a];
const [brace, bracket, endBrace, endBracket] = [0x7b, 0x5b, 0x7d, 0x5d];

export function checkStructure(json: Uint8Array): void {
  if (json[0] !== brace) {
    const marked = json[0] === 0xef && json[1] === 0xbb && json[2] === 0xbf;
    const hint = 'the header begins with a byte order mark: write the file again without it';
    const got = 'not UTF-8 that begins with {';
    throw safetensorsError('its header', 'JSON in UTF-8', got, marked ? hint : undefined);
  }
  let [levels, separators] = [0, 0];
  for (let at = 0; at < json.length; at++) {
    const byte = json[at];
    if (byte === quote) at = endOfString(json, at);
    else if (byte === brace || byte === bracket) levels++;
    else if (byte === endBrace || byte === endBracket) levels--;
    else if (byte === comma || byte === colon) separators++;
    if (levels > mostLevels) throw safetensorsError('its header', `at most ${mostLevels} levels`, 'more'); // prettier-ignore
    if (separators > mostSeparators) throw tooMuch();
  }
}

/** Where the quote stands that ends it; the end of the bytes where none does. */
function endOfString(json: Uint8Array, start: number): number {
  for (let at = start; ;) {
    at = json.indexOf(quote, at + 1);
    if (at < 0) return json.length;
    let before = at;
    while (json[before - 1] === backslash) before--;
    if ((at - before) % 2 === 0) return at;
  }
}

function tooMuch() {
  return safetensorsError(
    'its header',
    `at most ${mostTensors} tensors with what is said of them`,
    `more than ${mostSeparators} commas and colons`,
    'no model has so many parts: the file is no set of weights, or was made to take long',
  );
}
