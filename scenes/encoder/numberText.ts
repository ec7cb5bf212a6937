/** The text that the film reads: number words and Chinese numerals that number-translator knows. */
import { numberTokenizer } from '../../src/engine/tokenizers/numberTokenizer';
import { textParam, type Param } from '../../src/lessons/defineLesson';

const longest = 7;
const words = numberTokenizer();
const line = textParam({ en: 'three hundred forty two', zh: '三百四十二' }, { max: 60 });

export const numberText: Param<string> = {
  ...line,
  schema: line.schema
    .refine((given) => idsOf(given) !== null, 'has a word that number-translator does not know')
    .refine((given) => {
      const ids = idsOf(given) ?? [];
      return ids.length <= longest && new Set(ids).size > 1;
    }, 'too long, or one word only'),
  allowed: `2 to ${longest} number words or Chinese numerals, two of them different`,
};

function idsOf(given: string): number[] | null {
  try {
    return words.encode(given);
  } catch {
    return null;
  }
}
