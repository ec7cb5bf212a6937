/** What each token says by itself. A token that is only a part of a character is shown by its bytes: `<0xE4>`. */
import { ByteTokenizer } from '../../engine/tokenizers/ByteTokenizer';
import type { Tokenizer } from '../../engine/tokenizers/Tokenizer';
import { WordTokenizer } from '../../engine/tokenizers/WordTokenizer';

export function tokenTexts(tokenizer: Tokenizer, ids: readonly number[]): string[] {
  return ids.map((id) => {
    if (tokenizer instanceof WordTokenizer) return tokenizer.token(id);
    const text = tokenizer.decode([id]);
    const isPart = tokenizer instanceof ByteTokenizer && text.includes('\uFFFD');
    return isPart
      ? tokenizer
          .token(id)
          .bytes.map((byte) => `<0x${hex(byte)}>`)
          .join('')
      : text;
  });
}

const hex = (byte: number) => byte.toString(16).toUpperCase().padStart(2, '0');
