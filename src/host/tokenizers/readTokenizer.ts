/**
 * The tokenizer of a model folder: tokenizer.json, or GPT-2's vocab.json and merges.txt. A GPT-2 of 50,257 tokens without
 * either has GPT-2's own, which every published one has.
 */
import { join } from 'node:path';
import { ForwardPassError } from '../../engine/errors/ForwardPassError';
import { gpt2Tokenizer } from '../../engine/tokenizers/gpt2Tokenizer';
import type { Tokenizer } from '../../engine/tokenizers/Tokenizer';
import { exists } from '../files/exists';
import { inFile } from '../files/inFile';
import { readText } from '../files/readText';
import { vocabularySize, type ModelConfig } from '../weights/weightLayout';
import { byteLevelTokenizer } from './byteLevelTokenizer';
import { parseVocabulary, parseTokenizer } from './parseTokenizer';
import { withinRows } from './withinRows';

export async function readTokenizer(folder: string, config: ModelConfig): Promise<Tokenizer> {
  const tokenizer = await findTokenizer(folder, config);
  return inFile(folder, () => withinRows(tokenizer, vocabularySize(config)));
}

async function findTokenizer(folder: string, config: ModelConfig): Promise<Tokenizer> {
  const whole = join(folder, 'tokenizer.json');
  const [vocabulary, merges] = [join(folder, 'vocab.json'), join(folder, 'merges.txt')];
  if (await exists(whole)) return inFile(whole, async () => parseTokenizer(await readText(whole)));
  if ((await exists(vocabulary)) && (await exists(merges))) {
    const vocab = await inFile(vocabulary, async () => parseVocabulary(await readText(vocabulary)));
    return inFile(merges, async () => {
      return byteLevelTokenizer({ vocab, merges: (await readText(merges)).split('\n') });
    });
  }
  if (config.model_type === 'gpt2' && config.vocab_size === 50257) {
    return gpt2Tokenizer((await import('js-tiktoken/ranks/gpt2')).default);
  }
  throw new ForwardPassError({
    what: `${folder}: its tokenizer`,
    expected: 'tokenizer.json, or vocab.json and merges.txt',
    got: 'neither',
    hint: 'give ids instead of text: --ids 1,2,3',
  });
}
