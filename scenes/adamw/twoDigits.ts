/** A number with its first two digits, so that what is divided and what comes out can be compared at any size. */
import type { ScalarFact } from '../../src/lessons/facts';

export function twoDigits(fact: ScalarFact): ScalarFact {
  const size = Math.abs(Number(fact.value.toPrecision(2)));
  const first = size > 0 ? Math.floor(Math.log10(size) + 1e-9) : 0;
  return { ...fact, decimals: Math.max(0, 1 - first) };
}
