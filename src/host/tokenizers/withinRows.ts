/**
 * A tokenizer whose last tokens the model has no rows for. Fine-tuned folders often have an added token too many, such as [PAD]:
 * all other texts can be read. Where learned tokens have no rows, tokenizer and model do not belong together.
 */
import { ForwardPassError } from '../../engine/errors/ForwardPassError';
import { hasToken, promptIds, type Tokenizer } from '../../engine/tokenizers/Tokenizer';
import type { AddedToken } from './byteLevelTokenizer';

export interface WithAddedTokens extends Tokenizer {
  /** Tokens that were not learned from text but put beside those that were. */
  readonly added: readonly AddedToken[];
}

export function withinRows(tokenizer: Tokenizer, rows: number): Tokenizer {
  if (tokenizer.size <= rows) return tokenizer;
  const added = new Set(addedIds(tokenizer));
  for (let id = rows; id < tokenizer.size; id++) {
    if (hasToken(tokenizer, id) && !added.has(id)) throw foreign(tokenizer, rows);
  }
  return new BoundedTokenizer(tokenizer, rows);
}

function addedIds(tokenizer: Tokenizer): readonly number[] {
  if ('added' in tokenizer) return (tokenizer as WithAddedTokens).added.map(({ id }) => id);
  return Object.values(tokenizer.specials ?? {});
}

class BoundedTokenizer implements Tokenizer {
  readonly specials: Readonly<Record<string, number>>;
  readonly prefix: readonly number[];

  constructor(
    private readonly inner: Tokenizer,
    readonly size: number,
  ) {
    const known = Object.entries(inner.specials ?? {}).filter(([, id]) => id < size);
    this.specials = Object.fromEntries(known);
    this.prefix = (inner.prefix ?? []).filter((id) => id < size);
  }

  has(id: number): boolean {
    return id < this.size && hasToken(this.inner, id);
  }

  encode(text: string): number[] {
    return this.within(this.inner.encode(text));
  }

  encodeMarked(text: string): number[] {
    return this.within(promptIds(this.inner, text));
  }

  private within(ids: number[]): number[] {
    const beyond = ids.find((id) => id >= this.size);
    if (beyond === undefined) return ids;
    throw new ForwardPassError({
      what: 'encode a text',
      expected: `tokens below ${this.size}, those that the model has rows for`,
      got: `${JSON.stringify(this.inner.decode([beyond]))}, which is token ${beyond}`,
      hint: 'the tokenizer has been given tokens that the model has not learned; leave it out of the text',
    });
  }

  decode(ids: Iterable<number>): string {
    return this.inner.decode(ids);
  }
}

function foreign(tokenizer: Tokenizer, rows: number): ForwardPassError {
  return new ForwardPassError({
    what: 'read a tokenizer',
    expected: `at most ${rows} tokens, as many as the model knows`,
    got: `${tokenizer.size}`,
    hint: 'tokenizer and model belong to different folders',
  });
}
