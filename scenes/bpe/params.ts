/** Texts of one's own, as far as the film can show them. */
import { z } from 'zod';
import type { Param } from '../../src/lessons/defineLesson';
import { gptText } from './gptText';

/** Rows of the list in which all pieces are looked up at once. */
export const mostPieces = 10;
const [longest, mostLetters] = [40, 20];

export const ownText: Param<string> = {
  schema: z.string().trim().min(1).max(longest).superRefine((text, context) => {
    const { tokens } = gptText(text);
    const message = (found: string) => context.addIssue({ code: 'custom', message: found });
    if (tokens.length > mostPieces) {
      message(`GPT-2 reads it as ${tokens.length} pieces, where ${mostPieces} can be shown`);
    }
    const wide = tokens.find((token) => Array.from(token.text).length > mostLetters);
    if (wide) message(`a piece of more than ${mostLetters} letters cannot be shown: ${wide.text}`);
  }), // prettier-ignore
  initial: { en: 'Tokenization is unbelievable', zh: 'Tokenization is unbelievable' },
  allowed: `text of 1 to ${longest} characters, ${mostPieces} pieces or fewer to GPT-2`,
};
