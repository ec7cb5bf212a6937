/** A line of text as a parameter, in a model's own alphabet. */
import type { Tokenizer } from '../engine/tokenizers/Tokenizer';
import { ForwardPassError } from '../engine/errors/ForwardPassError';
import { textParam, type Param } from './defineLesson';
import type { Text } from './language';

interface Alphabet {
  readonly tokenizer: Tokenizer;
  /** Tokens, not characters. */
  readonly min?: number;
  readonly max: number;
  /** What the model reads, as in `letters of tiny Shakespeare`. */
  readonly of: string;
}

/** More characters than any token that a film shows has. */
const charactersEach = 16;

export function modelText(initial: Text, { tokenizer, min = 1, max, of }: Alphabet): Param<string> {
  const line = textParam(initial, { max: max * charactersEach });
  return {
    initial,
    allowed: `${min} to ${max} ${of}`,
    schema: line.schema.superRefine((given, context) => {
      const message = fault(given);
      if (message !== null) context.addIssue({ code: 'custom', message });
    }),
  };

  function fault(given: string): string | null {
    try {
      const count = tokenizer.encode(given).length;
      if (count >= min && count <= max) return null;
      return `${count} ${count === 1 ? 'token' : 'tokens'}, where ${min} to ${max} are shown`;
    } catch (error) {
      if (error instanceof ForwardPassError) return `the model does not know ${error.got}`;
      throw error;
    }
  }
}
