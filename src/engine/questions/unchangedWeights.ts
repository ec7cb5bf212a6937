// unchangedWeights: how many weights a step leaves where they are when they are kept in a narrow format: the update is less
// than half of the gap to the next number, and rounding puts the weight back.
//   w' = round(w + Δ) = w,   w = round(weight)          without an fp32 master copy
//   unchangedWeights(before, updatesBetween(before, after), bfloat16)
//   unchangedWeights(before, updates, bfloat16, 0.1)           the same step at a tenth of the learning rate
import { ForwardPassError } from '../errors/ForwardPassError';
import type { NumberFormat } from '../formats/NumberFormat';
import { mapElements, zipElements } from '../tensor/elementwise';
import { flat } from '../tensor/flat';
import { Tensor } from '../tensor/Tensor';
import type { NamedTensors } from '../train/namedTensors';

export interface Unchanged {
  readonly unchanged: number;
  readonly weights: number;
}

export function unchangedWeights(
  weights: NamedTensors,
  updates: NamedTensors,
  format: NumberFormat,
  scale = 1,
): Unchanged {
  let unchanged = 0;
  let count = 0;
  for (const [name, weight] of Object.entries(weights)) {
    const [values, moves] = [flat(weight), flat(updateOf(updates, name, weight))];
    for (let i = 0; i < values.length; i++) {
      const stored = format.round(values[i] as number);
      if (format.round(stored + scale * (moves[i] as number)) === stored) unchanged++;
    }
    count += values.length;
  }
  return { unchanged, weights: count };
}

/** after − before, in float64. */
export function updatesBetween(before: NamedTensors, after: NamedTensors): NamedTensors {
  const entries = Object.entries(before).map(([name, weight]) => {
    const wide = (x: Tensor) => new Tensor(Float64Array.from(flat(x)), x.shape);
    const difference = (to: number, from: number) => to - from;
    return [name, zipElements(wide(updateOf(after, name, weight)), wide(weight), 'updatesBetween', difference)] as const; // prettier-ignore
  });
  return Object.fromEntries(entries);
}

/** What weight decay alone moves: −ηλ w. */
export function decayUpdates(weights: NamedTensors, share: number): NamedTensors {
  const entries = Object.entries(weights).map(([name, weight]) => {
    const wide = new Tensor(Float64Array.from(flat(weight)), weight.shape);
    return [name, mapElements(wide, (value) => -share * value)] as const;
  });
  return Object.fromEntries(entries);
}

function updateOf(updates: NamedTensors, name: string, { size }: Tensor): Tensor {
  const found = updates[name];
  if (found?.size === size) return found;
  throw new ForwardPassError({
    what: `unchangedWeights: the update of "${name}"`,
    expected: `${size} numbers`,
    got: found ? `${found.size}` : 'none of that name',
  });
}
