/** Any text of 65 characters: a step takes as long as on tiny Shakespeare, which has as many. */
import { Rng } from '../../src/engine/random/Rng';

const alphabet = Array.from({ length: 65 }, (_, i) => String.fromCodePoint(48 + i));

export function someText(): string {
  const rng = new Rng('some text');
  const drawn = Array.from({ length: 20_000 }, () => alphabet[rng.integer(0, alphabet.length)]);
  return [...alphabet, ...drawn].join('');
}
