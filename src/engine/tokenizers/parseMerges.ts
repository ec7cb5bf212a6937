import { ForwardPassError } from '../errors/ForwardPassError';
import type { ByteVocabulary } from './ByteVocabulary';
import type { Pair } from './MergeTable';

// parseMerges: a byte-level vocabulary from a model folder's merges.txt, one merge "Ġ t" per line. Each
// character stands for one byte: bytes that Latin-1 prints stand for themselves, the other 68 for the
// characters from U+0100 on (the space is Ġ). Ids 0–255 are in that order, as in GPT-2's vocab.json.
//   source: GPT-2's encoder.py, `bytes_to_unicode`
//   checked against: the ranks of js-tiktoken, which give the same vocabulary
export function parseMerges(text: string): ByteVocabulary {
  const bytes = [...printable, ...rest];
  const characters = [
    ...printable.map((byte) => String.fromCharCode(byte)),
    ...rest.map((_, i) => String.fromCharCode(256 + i)),
  ];
  const ids = new Map(characters.map((character, id) => [character, id]));
  const merges: Pair[] = [];
  text.split('\n').forEach((line, i) => {
    if (line.trim() === '' || (i === 0 && line.startsWith('#version'))) return;
    const [left = '', right = '', ...more] = line.replace(/\r$/, '').split(' ');
    const leftId = ids.get(left);
    const rightId = ids.get(right);
    if (leftId === undefined || rightId === undefined || more.length > 0 || ids.has(left + right)) {
      throw badMerge(line, i + 1);
    }
    ids.set(left + right, 256 + merges.length);
    merges.push([leftId, rightId]);
  });
  return { bytes, merges };
}

const printable = [...range(0x21, 0x7e), ...range(0xa1, 0xac), ...range(0xae, 0xff)];
const rest = range(0, 0xff).filter((byte) => !printable.includes(byte));

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

function badMerge(line: string, number: number): ForwardPassError {
  return new ForwardPassError({
    what: 'parseMerges',
    expected: 'two tokens known from the lines before, making a new one, with one space between',
    got: `line ${number}: ${JSON.stringify(line.slice(0, 60))}`,
    hint: 'Pass the text of a GPT-2 style merges.txt, whole and in its own order.',
  });
}
