/** A number that gives way to the next one: whole values, never one between. */
import type { ArrayFact } from '../../../lessons/facts';
import { formatNumber } from '../../../theme/formatNumber';
import type { Becoming } from '../../figure/parts/Becoming';

export interface Showing {
  readonly text: string;
  readonly alpha: number;
}

/** What stands at item `i` on the way from one fact to the next. */
export function flipOf(change: Becoming, i: number): Showing[] {
  const textOf = (fact: ArrayFact) => formatNumber(fact.values[i] ?? Number.NaN, fact.decimals);
  const [old, next] = [textOf(change.now), textOf(change.next)];
  const share = change.share();
  if (old === next) return [{ text: next, alpha: 1 }];
  return [
    { text: old, alpha: Math.max(0, 1 - 2 * share) },
    { text: next, alpha: Math.max(0, 2 * share - 1) },
  ].filter(({ alpha }) => alpha > 0);
}
