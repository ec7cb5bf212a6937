/** Who flies where: as many to as many, many to one, or one to many. */
import { ForwardPassError } from '../../../engine/errors/ForwardPassError';
import type { Anchor } from '../../figure/Anchor';

export interface Passenger {
  readonly from: Anchor;
  readonly to: Anchor;
  /** Others fly to the same target and land later. */
  readonly waits: boolean;
}

export function pairs(from: readonly Anchor[], to: readonly Anchor[]): Passenger[] {
  const [source, target] = [from[0], to[0]];
  if (from.length === to.length) {
    return from.flatMap((anchor, i) => {
      const end = to[i];
      return end ? [{ from: anchor, to: end, waits: false }] : [];
    });
  }
  if (to.length === 1 && target) {
    return from.map((anchor, i) => ({ from: anchor, to: target, waits: i < from.length - 1 }));
  }
  if (from.length === 1 && source) {
    return to.map((anchor) => ({ from: source, to: anchor, waits: false }));
  }
  throw new ForwardPassError({
    what: 'fly',
    expected: 'as many places as numbers, one to merge into, or one number that spreads',
    got: `${from.length} numbers for ${to.length} places`,
  });
}
