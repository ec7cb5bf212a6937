/** A number that gives way to the next one: whole values, never one between. */
import type { ArrayFact } from '../../../lessons/facts';
import { formatNumber } from '../../../theme/formatNumber';

export interface Showing {
  readonly text: string;
  readonly alpha: number;
}

/** What stands at item `i`, `share` of the way from one fact to the next. */
export function flipOf(from: ArrayFact, to: ArrayFact, i: number, share: number): Showing[] {
  const textOf = (fact: ArrayFact) => formatNumber(fact.values[i] ?? Number.NaN, fact.decimals);
  const [old, next] = [textOf(from), textOf(to)];
  if (old === next) return [{ text: next, alpha: 1 }];
  return [
    { text: old, alpha: Math.max(0, 1 - 2 * share) },
    { text: next, alpha: Math.max(0, 2 * share - 1) },
  ].filter(({ alpha }) => alpha > 0);
}
