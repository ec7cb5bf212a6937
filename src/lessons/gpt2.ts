/** GPT-2's own tokenizer for lessons. It is built at first use (some 0.4 s) and then kept. */
import ranks from 'js-tiktoken/ranks/gpt2';
import type { ByteTokenizer } from '../engine/tokenizers/ByteTokenizer';
import { gpt2Tokenizer } from '../engine/tokenizers/gpt2Tokenizer';

let built: ByteTokenizer | null = null;

export const gpt2 = (): ByteTokenizer => (built ??= gpt2Tokenizer(ranks));

/** What GPT-2 starts from: every byte. */
export const byteCount = 256;

/** Tokens that were learned by merging. */
export const mergeCount = (tokenizer: ByteTokenizer): number =>
  tokenizer.size - byteCount - Object.keys(tokenizer.specials).length;
