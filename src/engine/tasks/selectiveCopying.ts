// selectiveCopying: symbols come at random times between noise; afterwards they must be said again, in order.
//   · · C · · A · · · F · ? ? ?        at the first ? the answer is C, then A, then F
// As no one can know when a symbol comes, only a model that chooses by content keeps the symbols and lets the noise pass.
// Gu & Dao 2023, sec. 4.1.1 and app. E.1 (after Arjovsky et al. 2016 and Jing et al. 2019): a stream of 4,096 tokens, 16 to
// keep, 16 kinds of token, the noise among them. Ours: a stream of 40, 8 to keep, 10 kinds: the noise, the ? that asks, and 8
// symbols. What makes it hard stays: C(40, 8) · 8⁸ ≈ 1.3 · 10¹⁵ sequences, so none can be learned by heart, and 24 bits to keep
// in order. What is easier: the distances are a hundred times shorter.
import type { Rng } from '../random/Rng';
import { CharacterTokenizer } from '../tokenizers/CharacterTokenizer';

export interface CopyingBatch {
  /** The stream, then one ? for each symbol: 48 ids a row. */
  readonly ids: readonly (readonly number[])[];
  /** At each ?, the symbol that is due; `nothingAsked` everywhere else. */
  readonly targets: readonly (readonly number[])[];
}

/** How long the stream is, and how many symbols are in it. */
export const copying = { stream: 40, kept: 8 } as const;

const noise = 0;
const question = 1;
const firstSymbol = 2;

/** The target of a position without one, for crossEntropy to ignore. */
export const nothingAsked = -100;

export const copyingTokenizer = new CharacterTokenizer([...'·?ABCDEFGH']);

export function isSymbol(id: number): boolean {
  return id >= firstSymbol;
}

export function isNoise(id: number): boolean {
  return id === noise;
}

export function selectiveCopyingBatch(rng: Rng, size: number): CopyingBatch {
  const { stream, kept } = copying;
  const rows = Array.from({ length: size }, () => {
    const symbols = Array.from({ length: kept }, () =>
      rng.integer(firstSymbol, copyingTokenizer.size),
    );
    const ids = Array.from({ length: stream }, () => noise);
    placesAmong(stream, kept, rng).forEach((place, i) => (ids[place] = symbols[i] as number));
    return { ids, symbols };
  });
  return {
    ids: rows.map(({ ids, symbols }) => [...ids, ...symbols.map(() => question)]),
    targets: rows.map(({ ids, symbols }) => [...ids.map(() => nothingAsked), ...symbols]),
  };
}

/** `count` of the first `length` places, in order, every choice equally likely: each place in turn, by its odds. */
function placesAmong(length: number, count: number, rng: Rng): number[] {
  const places: number[] = [];
  for (let place = 0; place < length; place++) {
    const wanted = count - places.length;
    if (rng.integer(0, length - place) < wanted) places.push(place);
  }
  return places;
}
