import { ForwardPassError } from '../errors/ForwardPassError';
import { ByteTokenizer } from './ByteTokenizer';
import { vocabularyFromRanks } from './ByteVocabulary';
import { parseRanks } from './parseRanks';

// gpt2Tokenizer: GPT-2's own tokenizer from its published ranks; 256 bytes, 50,000 merges, <|endoftext|>.
// The caller brings the data:  import gpt2 from 'js-tiktoken/ranks/gpt2'
//   checked against: gpt-tokenizer's r50k_base
export interface RanksFile {
  readonly pat_str: string;
  readonly special_tokens: Readonly<Record<string, number>>;
  readonly bpe_ranks: string;
}

export function gpt2Tokenizer(file: RanksFile): ByteTokenizer {
  if (file.pat_str !== gpt2Pattern) {
    throw new ForwardPassError({
      what: 'gpt2Tokenizer',
      expected: `ranks with GPT-2's pre-tokenisation ${gpt2Pattern}`,
      got: file.pat_str.slice(0, 100),
      hint: 'Later OpenAI vocabularies cut text differently; use js-tiktoken/ranks/gpt2 or r50k_base.',
    });
  }
  return new ByteTokenizer(vocabularyFromRanks(parseRanks(file.bpe_ranks)), file.special_tokens);
}

const gpt2Pattern = String.raw`'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`;
