import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { averagePrecision } from './averagePrecision';

function of(values: readonly number[], inside: readonly number[]): number {
  const chosen = values.filter((_, i) => inside[i] === 1);
  return averagePrecision(Float32Array.from(values).sort(), Float32Array.from(chosen).sort());
}

/** By the definition: one threshold at each different value. */
function byThresholds(values: readonly number[], inside: readonly number[]): number {
  const total = inside.reduce((a, b) => a + b);
  const thresholds = [...new Set(values)].sort((a, b) => b - a);
  const recallAt = (threshold: number) =>
    inside.filter((one, i) => one === 1 && (values[i] ?? NaN) >= threshold).length / total;
  return thresholds.reduce((sum, threshold, i) => {
    const above = values.filter((value) => value >= threshold).length;
    const recall = recallAt(threshold);
    return sum + (recall - recallAt(thresholds[i - 1] ?? Infinity)) * ((recall * total) / above);
  }, 0);
}

describe('averagePrecision', () => {
  it.each([
    [1, [4, 3, 2, 1], [1, 1, 0, 0]], // all above
    [(1 / 3 + 2 / 4) / 2, [4, 3, 2, 1], [0, 0, 1, 1]], // all below
    [(1 + 2 / 3) / 2, [4, 3, 2, 1], [1, 0, 1, 0]],
    [1 / 2, [0, 0, 0, 0], [1, 0, 1, 0]], // no difference: chance
    [(1 + 2 / 4) / 2, [7, 0, 0, 0], [1, 0, 0, 1]], // one step for three zeros
  ])('is %d by hand', (expected, values, inside) => {
    expect(of(values, inside)).toBeCloseTo(expected, 12);
  });

  it('follows the definition, equal values and all, in any order', () => {
    const place = fc.record({ value: fc.integer({ min: -3, max: 3 }), inside: fc.nat(1) });
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 40 }), (places) => {
        const given = [...places, { value: 0, inside: 1 }];
        const [values, inside] = [given.map((p) => p.value), given.map((p) => p.inside)];
        const found = of(values, inside);
        expect(found).toBeCloseTo(byThresholds(values, inside), 10);
        expect(of([...values].reverse(), [...inside].reverse())).toBe(found);
        expect(of(values.map((value) => 2 * value + 1), inside)).toBe(found); // prettier-ignore
      }),
    );
  });
});
