import fc from 'fast-check';
import { expect, test } from 'vitest';
import { staggered } from './Shares';

test('the first group starts at once, the last ends at the end', () => {
  const counts = fc.integer({ min: 1, max: 5000 });
  fc.assert(
    fc.property(counts, (count) => {
      expect(staggered(0, 0, count)).toBe(0);
      expect(staggered(1, count - 1, count)).toBeCloseTo(1, 9);
      if (count > 1) expect(staggered(0.05, 0, count)).toBeGreaterThan(staggered(0.05, 1, count));
    }),
    { seed: 1 },
  );
});

test('no group is hurried: each has at least a quarter of the time', () => {
  for (const count of [1, 5, 24, 4096]) expect(staggered(0.2, 0, count)).toBeLessThan(0.8 + 1e-9);
});
