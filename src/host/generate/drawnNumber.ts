/** A number to translate when none is given: any from 0 to 9999, in one of its spellings. */
import type { Rng } from '../../engine/random/Rng';
import { languages, largestNumber, spellings, textOf } from '../../engine/tasks/numberWords';
import { numberTokenizer } from '../../engine/tokenizers/numberTokenizer';
import type { Tokenizer } from '../../engine/tokenizers/Tokenizer';
import { WordTokenizer } from '../../engine/tokenizers/WordTokenizer';

export function drawnNumber(rng: Rng): string {
  const number = rng.integer(0, largestNumber + 1);
  const all = languages.flatMap((language) => spellings(number, language)).map(textOf);
  return all[rng.integer(0, all.length)] ?? '';
}

export function readsNumbers(tokenizer: Tokenizer): boolean {
  const words = (of: WordTokenizer) => Array.from({ length: of.size }, (_, id) => of.token(id));
  return (
    tokenizer instanceof WordTokenizer &&
    words(tokenizer).join() === words(numberTokenizer()).join()
  );
}
