/** Facts of this film as sentences and pictures use them. */
import type { ScalarFact } from '../../src/lessons/facts';
import type { PairCount, WordBpeStep } from '../../src/engine/tokenizers/trainWordBpe';
import type { BpeFacts } from './bpeFacts';

/** A large number with its thousands set apart. */
export const grouped = (fact: ScalarFact) => thousands(fact.value);
export const thousands = (value: number) => new Intl.NumberFormat('en').format(Math.round(value));

/** `1 token`, `4 tokens`. */
export const many = (fact: ScalarFact, one: string) =>
  `${grouped(fact)} ${one}${fact.value === 1 ? '' : 's'}`;

export function step(f: BpeFacts, i: number) {
  const row = f.steps.rows[i];
  return { pair: row ? pairName(row.chosen) : '', token: row?.token ?? '' };
}

/** What decides between pairs that share the largest count. */
export function tied({ firstTies }: BpeFacts) {
  if (firstTies.value < 2) return { en: '', zh: '' };
  const ties = grouped(firstTies);
  return {
    en: ` ${ties} pairs tie; the first one met wins.`,
    zh: `；有 ${ties} 对并列，取最先出现的一对`,
  };
}

export const pairName = ({ left, right }: { left: string; right: string }) => `${left} ${right}`;

/** Rows of the table of pairs: the most frequent on top, equals in the order met. */
export const ranked = (pairs: readonly PairCount[]) =>
  pairs.toSorted((a, b) => b.count - a.count).map((pair) => [pairName(pair), pair.count] as const);

/** Where the pair of a merge stands in each word, without overlaps. */
export const placesOf = ({ words, chosen }: WordBpeStep): readonly (readonly number[])[] =>
  words.map(({ symbols }) => pairPlaces(symbols, chosen.left, chosen.right));

export function pairPlaces(symbols: readonly string[], left: string, right: string): number[] {
  const places: number[] = [];
  symbols.forEach((symbol, i) => {
    const overlaps = places.at(-1) === i - 1;
    if (symbol === left && symbols[i + 1] === right && !overlaps) places.push(i);
  });
  return places;
}

/** Symbols of letters as a row draws them: one atom a letter. */
export const lettered = (symbols: readonly string[]) =>
  symbols.map((text) => ({ text, atoms: Array.from(text).length }));
