/**
 * Whom the film follows: a query and one letter at two places before it. In the first layer its two keys are the same, so
 * whatever the head makes of them it makes of their places. The largest difference of their shares decides, but first
 * those of which the film can tell most: the nearer one gets more, its three fastest hands meet, and no two of the film's
 * distances are the same.
 */
import type { ArrayFact } from '../../src/lessons/facts';
import { at, rows, slice } from '../../src/lessons/facts';
import { angleAt, degrees, pairsOf, type Rotary } from './pairs';

/** Of one layer: q and k (H, T, D) before they are turned, the shares (H, T, S). */
export interface Heads {
  readonly queries: ArrayFact;
  readonly keys: ArrayFact;
  readonly shares: ArrayFact;
}

export interface Twins {
  readonly head: number;
  readonly queryAt: number;
  readonly nearAt: number;
  readonly farAt: number;
}

/** So many hands are looked at one by one. */
export const handsShown = 3;
/** Within so many degrees arrows are seen to meet. */
const meeting = 30;
/** As far back as single steps can be followed by eye, and more than one, so that there are any. */
const nearest = { from: 2, to: 5 };
/** Letters that mean something else in the film's formulas. */
const taken = new Set('mnqkR');

/** Places after which the first hand stands nearly where it stood. */
export const roundOf = (theta: number): number => Math.round((2 * Math.PI) / theta);

/** The text, with its first letters once more behind it where no letter stands twice. */
export function withTwins(text: string): string {
  const seen = Array.from(text).filter((c) => c.trim() !== '');
  return hasTwins(text) ? text : `${text} ${[...seen, ...seen, ...seen].slice(0, 3).join('')}`;
}

/** A letter twice, and something after it. */
const hasTwins = (text: string): boolean => places(Array.from(text)).length > 0;

export function chooseTwins(heads: Heads, characters: readonly string[], rotary: Rotary): Twins {
  const candidates = rows(heads.queries).flatMap((_, head) =>
    places(characters).map((place) => judged({ head, ...place }, heads, characters, rotary)),
  );
  return candidates.reduce((best, next) => {
    if (next.tells !== best.tells) return next.tells > best.tells ? next : best;
    return next.difference > best.difference ? next : best;
  });
}

function places(characters: readonly string[]): Omit<Twins, 'head'>[] {
  const seen = characters.flatMap((c, i) => (c.trim() === '' ? [] : [i]));
  return seen.flatMap((queryAt) =>
    seen.flatMap((nearAt) =>
      seen
        .filter((farAt) => farAt < nearAt && nearAt < queryAt)
        .filter((farAt) => characters[farAt] === characters[nearAt])
        .map((farAt) => ({ queryAt, nearAt, farAt })),
    ),
  );
}

function judged(twins: Twins, heads: Heads, characters: readonly string[], rotary: Rotary) {
  const { head, queryAt, nearAt, farAt } = twins;
  const row = (fact: ArrayFact, t: number) => rows(slice(fact, head))[t] ?? [];
  const pairs = pairsOf(row(heads.queries, queryAt), row(heads.keys, nearAt), rotary);
  const round = roundOf(pairs[0]?.theta ?? Number.NaN);
  const share = (t: number) => at(slice(heads.shares, head), queryAt, t);
  const apart = nearAt - queryAt;
  const lengths = [pairs[0]?.q ?? [], pairs[0]?.k ?? []].map((v) => Math.hypot(...v));
  const wishes = [
    farAt !== nearAt - round,
    share(nearAt) > share(farAt),
    -apart >= nearest.from && -apart <= nearest.to,
    pairs.slice(0, handsShown).every((pair) => Math.abs(degrees(angleAt(pair, apart))) < meeting),
    Math.min(...lengths) > Math.max(...lengths) / 2,
    nearAt - round >= 0,
    characters[queryAt] !== characters[nearAt],
    [queryAt, nearAt].every((t) => !taken.has(characters[t] ?? '')),
  ];
  const tells = wishes.filter(Boolean).length;
  return { ...twins, tells, difference: share(nearAt) - share(farAt) };
}
