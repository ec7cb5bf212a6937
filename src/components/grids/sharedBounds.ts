/**
 * One colour scale for one kind of number within a film: 1.57 has one colour in a matrix, in its row
 * and in every other tensor of its kind.
 */
import { useScene, type Scene } from '@motion-canvas/core';
import type { ArrayFact } from '../../lessons/facts';
import { largest } from './parts/cellColor';

const known = new WeakMap<Scene, Map<string, number>>();

/** A row `q[3]` is of the kind of its tensor `q`. */
const tensorOf = ({ of }: ArrayFact) => of.replace(/\[.*$/, '');

/** These are one kind: the largest of their numbers has the full colour in all. */
export function shareBound(facts: readonly ArrayFact[]) {
  const bounds = known.get(useScene()) ?? new Map<string, number>();
  known.set(useScene(), bounds);
  const names = facts.map(tensorOf);
  const most = Math.max(
    ...facts.map(({ values }) => largest(values)),
    ...names.map((name) => bounds.get(name) ?? 0),
  );
  for (const name of names) bounds.set(name, most);
}

/** The number of this kind that has the full colour. */
export const sharedBound = (fact: ArrayFact): number =>
  known.get(useScene())?.get(tensorOf(fact)) ?? largest(fact.values);
