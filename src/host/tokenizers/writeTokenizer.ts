import { join } from 'node:path';
import type { Tokenizer } from '../../engine/tokenizers/Tokenizer';
import { writeWhole } from '../files/writeWhole';
import { formatTokenizer } from './formatTokenizer';

/** tokenizer.json into a model folder. */
export function writeTokenizer(folder: string, tokenizer: Tokenizer): Promise<void> {
  return writeWhole(join(folder, 'tokenizer.json'), formatTokenizer(tokenizer));
}
