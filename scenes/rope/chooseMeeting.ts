/**
 * Which head, query and key the film follows: a query whose score with this key is highest, of all distances, at the
 * distance at which the key stands. Of such meetings it takes the one with the largest share of attention, but first
 * those in which the arrows of the first pair are seen beside each other and the two characters are not letters of a
 * formula. Where no meeting is like that, the largest share decides.
 */
import type { Tensor } from '../../src/engine/tensor/Tensor';
import { doubles, inPairs, norm, scoreAt, turned, type Rotary } from './rotary';

/** As far back as turns can still be followed by eye. */
const farthest = 4;
/** Of two arrows seen beside each other: the shorter one's share of the longer, and radians between. */
const visible = { share: 0.5, narrowest: 0.3, widest: 2.4 };

/** Letters that mean something else in the film's formulas. */
const taken = new Set('mnqkRabi');

export interface Meeting {
  readonly head: number;
  readonly queryAt: number;
  readonly keyAt: number;
}

type Places = Omit<Meeting, 'head'>;

/** Of one layer, as its trace has them: q and k (1, H, T, D) before they are turned, the pattern (1, H, T, S). */
export interface Heads {
  readonly queries: Tensor;
  readonly keys: Tensor;
  readonly pattern: Tensor;
}

/** Two different characters, none of them a space, so near that they can meet in this film. */
export function meetings(characters: readonly string[]): readonly Places[] {
  const isSeen = (t: number) => (characters[t] ?? '').trim() !== '';
  return characters.flatMap((_, queryAt) =>
    Array.from({ length: farthest }, (_, back) => ({ queryAt, keyAt: queryAt - back - 1 })).filter(
      ({ keyAt }) => isSeen(queryAt) && isSeen(keyAt) && characters[queryAt] !== characters[keyAt],
    ),
  );
}

/** `distances` are values of n − m, none above 0. */
export function chooseMeeting(
  { queries, keys, pattern }: Heads,
  characters: readonly string[],
  distances: readonly number[],
  rotary: Rotary,
): Meeting {
  const heads = Array.from({ length: queries.length(1) }, (_, head) => head);
  const all = heads.flatMap((head) =>
    meetings(characters).map(({ queryAt, keyAt }) => {
      const q = doubles(queries.part(0, head, queryAt));
      const k = doubles(keys.part(0, head, keyAt));
      const apart = keyAt - queryAt;
      const scoreFor = (n: number) => scoreAt(q, k, { m: 0, n }, rotary);
      const isBest = () => distances.every((n) => scoreFor(n) <= scoreFor(apart));
      const isFree = [queryAt, keyAt].every((t) => !taken.has(characters[t] ?? ''));
      const isSeen = canBeSeen(q, turned(k, apart, rotary), rotary);
      const isClear = keyAt > 0 && apart < -1 && isFree && isSeen && isBest();
      return { head, queryAt, keyAt, isClear, share: pattern.at(0, head, queryAt, keyAt) };
    }),
  );
  const clear = all.filter(({ isClear }) => isClear);
  return (clear.length > 0 ? clear : all).reduce((best, next) =>
    next.share > best.share ? next : best,
  );
}

function canBeSeen(q: readonly number[], k: readonly number[], { layout }: Rotary): boolean {
  const [a, b] = [inPairs(q, [0], layout), inPairs(k, [0], layout)];
  const share = norm(a) / norm(b);
  const between = Math.acos(
    ((a[0] ?? 0) * (b[0] ?? 0) + (a[1] ?? 0) * (b[1] ?? 0)) / (norm(a) * norm(b)),
  );
  const isLong = share > visible.share && share < 1 / visible.share;
  return isLong && between > visible.narrowest && between < visible.widest;
}
