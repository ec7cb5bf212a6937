/**
 * A text on its way through GPT-2's tokenizer, as plain data: bytes, merges in the order learned, ids.
 * Pre-tokens do not touch each other, so their merges can be told as one sweep over the ranks.
 */
import type { EncodedPreToken } from '../../src/engine/tokenizers/ByteTokenizer';
import type { ByteToken } from '../../src/engine/tokenizers/ByteToken';
import { encodeUtf8 } from '../../src/engine/tokenizers/encodeUtf8';
import { table } from '../../src/lessons/facts';
import { byteCount, gpt2 } from '../../src/lessons/gpt2';

/** A box of the row: what it shows, how many bytes it covers, and its pre-token. */
export interface ByteSymbol {
  readonly text: string;
  readonly id: number;
  readonly bytes: readonly number[];
  readonly atoms: number;
  readonly group: number;
  /** Begins within a character. */
  readonly glued: boolean;
}

export interface ByteMergeRow {
  /** Which of the learned merges, from 1. */
  readonly number: number;
  readonly left: string;
  readonly right: string;
  readonly token: string;
  readonly id: number;
  /** Where the new token stands in `symbols`. */
  readonly at: readonly number[];
  readonly symbols: readonly ByteSymbol[];
}

/** A character and the bytes [from, to) that encode it. */
export interface CharacterRow {
  readonly text: string;
  readonly character: string;
  readonly from: number;
  readonly to: number;
}

export function byteFacts(of: string, text: string) {
  const sign = spaceSignFor(text);
  const symbol = (token: ByteToken, group: number) => symbolOf(token, group, sign);
  const pieces = gpt2().encodeSteps(text);
  const bytes = pieces.flatMap((piece, group) => piece.bytes.map((token) => symbol(token, group)));
  const tokens = pieces.flatMap((piece, group) =>
    piece.tokens.map((token) => symbol(token, group)),
  );
  return {
    pieces: table(
      `${of}.pieces`,
      pieces.map(({ text: piece, bytes }, group) => ({
        text: Array.from(piece, (character) => label(character, sign)).join(''),
        atoms: bytes.length,
        group,
      })),
    ),
    bytes: table(`${of}.bytes`, bytes),
    characters: table(`${of}.characters`, charactersOf(text, sign)),
    merges: table(`${of}.merges`, sweep(pieces, sign)),
    tokens: table(`${of}.tokens`, tokens),
  };
}

function sweep(pieces: readonly EncodedPreToken[], sign: string): ByteMergeRow[] {
  const now = pieces.map(({ bytes }) => bytes);
  const moves = pieces.flatMap(({ merges }, group) => merges.map((merge) => ({ group, merge })));
  const ranks = [...new Set(moves.map(({ merge }) => merge.rank))].sort((a, b) => a - b);
  return ranks.flatMap((rank) => {
    const same = moves.filter(({ merge }) => merge.rank === rank);
    const [first] = same;
    if (!first) return [];
    for (const { group, merge } of same) now[group] = merge.symbols;
    return {
      number: rank + 1,
      left: printed(first.merge.left, sign),
      right: printed(first.merge.right, sign),
      token: printed(first.merge.token, sign),
      id: byteCount + rank,
      at: same.flatMap(({ group, merge }) => {
        const before = now.slice(0, group).reduce((sum, symbols) => sum + symbols.length, 0);
        return merge.at.map((i) => before + i);
      }),
      symbols: now.flatMap((symbols, group) =>
        symbols.map((token) => symbolOf(token, group, sign)),
      ),
    };
  });
}

function symbolOf(token: ByteToken, group: number, sign: string): ByteSymbol {
  const { id, bytes } = token;
  const glued = isContinuation(bytes[0] ?? 0);
  return { text: printed(token, sign), id, bytes, atoms: bytes.length, group, glued };
}

function charactersOf(text: string, sign: string): CharacterRow[] {
  let at = 0;
  return Array.from(text, (character) => {
    const from = at;
    at += encodeUtf8(character).length;
    return { text: label(character, sign), character, from, to: at };
  });
}

/** The second and later bytes of a character are 10xxxxxx. */
const isContinuation = (byte: number) => (byte & 0b1100_0000) === 0b1000_0000;

/** What stands for a space; the bundled faces have no open box. A text's own letter is no sign. */
export const spaceSignFor = (text: string) =>
  ['_', '·', '¬'].find((sign) => !text.includes(sign)) ?? '_';

/** Text where the bundled faces have its letters, else its bytes. */
function printed({ text, isText, bytes }: ByteToken, sign: string): string {
  if (!isText) return text;
  if (drawable.test(text)) return text.replaceAll('␣', sign);
  return bytes.map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ');
}

function label(character: string, sign: string): string {
  if (character === ' ') return sign;
  if (drawable.test(character)) return character;
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `U+${code}`;
}

const scripts = 'Latin Greek Cyrillic Han Hiragana Katakana Common'.split(' ');
const letters = scripts.map((script) => `\\p{Script=${script}}`).join('');
/** Characters of the bundled scripts; pictures have no bundled face. */
const drawable = new RegExp(`^(?:(?!\\p{Extended_Pictographic}|\\p{C})[${letters}])+$`, 'u');
