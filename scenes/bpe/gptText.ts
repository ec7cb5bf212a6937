/** A text on its way through GPT-2's tokenizer as plain data: bytes, merges in the order of the list, tokens. */
import type { ByteToken } from '../../src/engine/tokenizers/ByteToken';
import { byteCount, gpt2 } from '../../src/lessons/gpt2';

/** A box of the row: what it shows, its bytes, and the word (with its space) that it belongs to. */
export interface Piece {
  readonly text: string;
  readonly id: number;
  readonly bytes: readonly number[];
  readonly atoms: number;
  readonly group: number;
  /** Begins within a character. */
  readonly glued: boolean;
}

export function gptText(text: string) {
  const words = gpt2().encodeSteps(text);
  const pieces = (of: (word: (typeof words)[number], group: number) => readonly ByteToken[]) =>
    words.flatMap((word, group) => of(word, group).map((token) => piece(token, group)));
  const ranks = new Set(words.flatMap(({ merges }) => merges.map(({ rank }) => rank)));
  const merges = [...ranks]
    .sort((a, b) => a - b)
    .map((rank) => {
      const [first] = words.flatMap((word) => word.merges.filter((m) => m.rank === rank));
      return {
        id: byteCount + rank,
        left: first ? printed(first.left) : '',
        right: first ? printed(first.right) : '',
        text: first ? printed(first.token) : '',
        pieces: pieces(
          (word) => word.merges.findLast((m) => m.rank <= rank)?.symbols ?? word.bytes,
        ),
      };
    });
  return { words, bytes: pieces((w) => w.bytes), merges, tokens: pieces((w) => w.tokens) };
}

/** Entry `id` of GPT-2's list as it can be printed. */
export const entryOf = (id: number) => ({ id, text: printed(gpt2().token(id)) });

const piece = (token: ByteToken, group: number): Piece => {
  const { id, bytes } = token;
  const glued = ((bytes[0] ?? 0) & 0b1100_0000) === 0b1000_0000;
  return { text: printed(token), id, bytes, atoms: bytes.length, group, glued };
};

/** Text where the bundled faces have its letters, else its bytes in hexadecimal. */
function printed({ text, isText, bytes }: ByteToken): string {
  if (!isText) return text.replaceAll(' ', '');
  const seen = text.replaceAll('↵', '¶').replaceAll('⇥', '↦'); // as the stage marks blanks
  const hex = bytes.map((byte) => byte.toString(16).toUpperCase().padStart(2, '0'));
  return drawable.test(seen) ? seen : hex.join('');
}

const scripts = 'Latin Greek Cyrillic Han Hiragana Katakana Common'.split(' ');
const letters = scripts.map((script) => `\\p{Script=${script}}`).join('');
/** Characters of the bundled scripts; pictures have no bundled face. */
const drawable = new RegExp(`^(?:(?!\\p{Extended_Pictographic}|\\p{C})[${letters}])+$`, 'u');
