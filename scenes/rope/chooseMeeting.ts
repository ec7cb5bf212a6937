/**
 * Which head, query and key the film follows. Of a query and a key a few places before it, it takes the
 * meeting whose score stands highest above those one and two steps nearer and farther. It must be positive,
 * the arrows of the first pair must be seen beside each other, and the two characters must not be letters
 * of a formula, if there is any such meeting.
 */
import type { Tensor } from '../../src/engine/tensor/Tensor';
import { doubles, inPairs, norm, scoreAt, turned, type Rotary } from './rotary';

/** As far back as turns can still be followed by eye. */
const farthest = 4;
const stepsAside = [-2, -1, 1, 2];
/** Of two arrows seen beside each other: the shorter one's share of the longer, and radians between. */
const visible = { share: 0.5, narrowest: 0.45, widest: 2.4 };

/** Letters that mean something else in the film's formulas. */
const taken = new Set('mnqkRabi');

export interface Meeting {
  readonly head: number;
  readonly queryAt: number;
  readonly keyAt: number;
}

type Places = Omit<Meeting, 'head'>;

/** Two different characters, none of them a space, so near that they can meet in this film. */
export function meetings(characters: readonly string[]): readonly Places[] {
  const isSeen = (t: number) => (characters[t] ?? '').trim() !== '';
  return characters.flatMap((_, queryAt) =>
    Array.from({ length: farthest }, (_, back) => ({ queryAt, keyAt: queryAt - back - 1 })).filter(
      ({ keyAt }) => isSeen(queryAt) && isSeen(keyAt) && characters[queryAt] !== characters[keyAt],
    ),
  );
}

/** `queries` and `keys` are (1, H, T, D). */
export function chooseMeeting(
  queries: Tensor,
  keys: Tensor,
  characters: readonly string[],
  rotary: Rotary,
): Meeting {
  const heads = Array.from({ length: queries.length(1) }, (_, head) => head);
  const all = heads.flatMap((head) =>
    meetings(characters).map(({ queryAt, keyAt }) => {
      const q = doubles(queries.part(0, head, queryAt));
      const k = doubles(keys.part(0, head, keyAt));
      const apart = keyAt - queryAt;
      const scoreFor = (n: number) => scoreAt(q, k, { m: 0, n }, rotary);
      const score = scoreFor(apart);
      const beside = stepsAside.map((step) => scoreFor(apart + step));
      const mean = beside.reduce((sum, s) => sum + s, 0) / beside.length;
      const isFree = [queryAt, keyAt].every((t) => !taken.has(characters[t] ?? ''));
      const isSeen = canBeSeen(q, turned(k, apart, rotary), rotary);
      const isClear = score > 0 && keyAt > 0 && apart < -1 && isFree && isSeen;
      return { head, queryAt, keyAt, isClear, above: score - mean };
    }),
  );
  const clear = all.filter(({ isClear }) => isClear);
  return (clear.length > 0 ? clear : all).reduce((best, next) =>
    next.above > best.above ? next : best,
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
