/** The viewer's own stream: as long as the model was trained on, with as many symbols. A full stop is noise too. */
import { z } from 'zod';
import { copying, copyingTokenizer, isSymbol } from '../../src/engine/tasks/selectiveCopying';
import type { Param } from '../../src/lessons/defineLesson';

/** The first of the recipe's held-out rows. */
const initial = '·····D······H·C·······D······BG···E····H';
const { stream: length, kept } = copying;

export const stream: Param<string> = {
  initial: { en: initial, zh: initial },
  allowed: `${length} tokens: ${kept} of the letters A to H, the others · (or a full stop)`,
  schema: z
    .string()
    .trim()
    .transform((text) => text.replaceAll('.', '·'))
    .superRefine((text, context) => {
      const strange = /[^·A-H]/u.exec(text);
      const symbols = strange ? 0 : copyingTokenizer.encode(text).filter(isSymbol).length;
      const message = strange
        ? `"${strange[0]}" is neither noise nor one of A to H`
        : `${[...text].length} tokens with ${symbols} symbols, where ${length} with ${kept} are read`;
      if (strange || [...text].length !== length || symbols !== kept)
        context.addIssue({ code: 'custom', message });
    }) as unknown as z.ZodType<string>,
};
