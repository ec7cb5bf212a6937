/**
 * Which head and which key the film follows: of the characters just before the last one, the key that is
 * liked (its score is positive, if any is) and whose score at its place stands highest above those one and two steps nearer and farther.
 */
import { doubles, scoreAt, type Rotary } from './rotary';
import type { Tensor } from '../../src/engine/tensor/Tensor';

/** As far back as turns can still be followed by eye. */
const farthest = 4;
const stepsAside = [-2, -1, 1, 2];

export interface Partner {
  readonly head: number;
  readonly keyAt: number;
}

export const candidates = (characters: readonly string[]): readonly number[] => {
  const last = characters.length - 1;
  return characters
    .map((_, t) => t)
    .filter((t) => t < last && t >= last - farthest)
    .filter((t) => characters[t] !== characters[last] && (characters[t] ?? '').trim() !== '');
};

/** `queries` and `keys` are (1, H, T, D). */
export function choosePartner(
  queries: Tensor,
  keys: Tensor,
  characters: readonly string[],
  rotary: Rotary,
): Partner {
  const last = characters.length - 1;
  const heads = Array.from({ length: queries.length(1) }, (_, head) => head);
  const all = heads.flatMap((head) =>
    candidates(characters).map((keyAt) => {
      const q = doubles(queries.part(0, head, last));
      const k = doubles(keys.part(0, head, keyAt));
      const score = (apart: number) => scoreAt(q, k, { m: 0, n: apart }, rotary);
      const apart = keyAt - last;
      const beside = stepsAside.map((step) => score(apart + step));
      const mean = beside.reduce((sum, s) => sum + s, 0) / beside.length;
      return { head, keyAt, score: score(apart), above: score(apart) - mean };
    }),
  );
  const liked = all.filter(({ score }) => score > 0);
  return (liked.length > 0 ? liked : all).reduce((best, next) =>
    next.above > best.above ? next : best,
  );
}
