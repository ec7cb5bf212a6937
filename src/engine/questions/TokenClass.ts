// TokenClass: a kind of token that a neuron may fire on, by name: the letter e, capitals, what follows a new line.
//   characterClasses      for models of characters
//   oneByOne(tokens)      each token by itself
import type { ObservedRow } from './observeNeurons';

export interface TokenClass {
  readonly name: string;
  /** Does token t of that row belong to it? */
  has(row: ObservedRow, t: number): boolean;
}

const matching = (name: string, pattern: RegExp): TokenClass => ({
  name,
  has: (row, t) => pattern.test(row[t] ?? ''),
});

const following = (name: string, pattern: RegExp): TokenClass => ({
  name,
  has: (row, t) => t > 0 && pattern.test(row[t - 1] ?? ''),
});

export const characterClasses: readonly TokenClass[] = [
  matching('capital', /^\p{Lu}$/u),
  matching('lower-case vowel', /^[aeiou]$/),
  matching('lower-case consonant', /^[b-df-hj-np-tv-z]$/),
  matching('mark', /^\p{P}$/u),
  matching('end of a sentence', /^[.!?]$/),
  matching('white space', /^\s$/),
  following('after a new line', /^\n$/),
  following('after a space', /^ $/),
  following('after a vowel', /^[aeiou]$/i),
  following('after a consonant', /^[b-df-hj-np-tv-z]$/i),
  following('after a mark', /^\p{P}$/u),
  following('after a capital', /^\p{Lu}$/u),
];

/** Every different token of these rows; a class is named as its token is printed. */
export function oneByOne(rows: readonly ObservedRow[]): TokenClass[] {
  return [...new Set(rows.flat())].map((token) => ({
    name: token,
    has: (row, t) => row[t] === token,
  }));
}
