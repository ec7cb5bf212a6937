/** The text that the film reads: number words and Chinese numerals that number-translator knows. */
import { numberTokenizer } from '../../src/engine/tokenizers/numberTokenizer';
import { textParam, type Param } from '../../src/lessons/defineLesson';
import { isScale } from '../../src/lessons/NumberLab';
import { numberWordIds, readWords } from '../../src/lessons/spelledNumber';

const [shortest, longest] = [2, 7];
const [han, latin] = [/\p{Script=Han}/u, /[a-z]/i];
const words = numberTokenizer();
const line = textParam({ en: 'eight thousand four hundred', zh: '八千四百' }, { max: 60 });

export const numberText: Param<string> = {
  ...line,
  any: (drawn) => {
    const script = [han, latin][drawn(2)] ?? latin;
    const read = readWords.filter((word) => script.test(word));
    const parts = Array.from({ length: shortest + drawn(longest) }, () => read[drawn(read.length)]);
    return parts.join(script === latin ? ' ' : '');
  },
  schema: line.schema
    .refine(
      (given) => numberWordIds(given) !== null,
      'has a word that number-translator does not know',
    )
    .refine((given) => {
      const ids = numberWordIds(given) ?? [];
      return ids.length >= shortest && ids.length <= longest && new Set(ids).size > 1;
    }, 'too long, or one word only')
    .refine((given) => digitWords(given) > 0, 'names no digit')
    .refine((given) => !(han.test(given) && latin.test(given)), 'mixes two languages'),
  allowed: `${shortest} to ${longest} number words or Chinese numerals, two of them different, one of them a digit`,
};

const digitWords = (given: string) =>
  (numberWordIds(given) ?? []).filter((id) => !isScale(words.token(id))).length;
