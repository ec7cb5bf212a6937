// What the rope film claims, for many vectors: length kept, position 0 the identity, only the distance counts.
import { describe, expect, it } from 'vitest';
import { rope } from '../ops/rope';
import { Rng } from '../random/Rng';
import { normalTensor } from '../random/randomTensor';
import { rotatedScore } from './rotatedScore';

const D = 16;
const vectors = Array.from({ length: 20 }, (_, i) => {
  const rng = new Rng('rope').fork(`${i}`);
  return { q: normalTensor(rng, [1, D]), k: normalTensor(rng, [1, D]) };
});
const length = (values: Iterable<number>) => Math.hypot(...values);

describe.each(['interleaved', 'half-split'] as const)('%s', (layout) => {
  it('turning keeps the length of every query', () => {
    for (const { q } of vectors) {
      const turned = rope(q, { positions: [37], layout });
      expect(Math.abs(length(turned.data) / length(q.data) - 1)).toBeLessThan(1e-6);
    }
  });

  it('position 0 is the identity', () => {
    for (const { q } of vectors) {
      expect(rope(q, { positions: [0], layout }).data).toEqual(q.data);
    }
  });

  it('the score depends on the distance alone', () => {
    for (const { q, k } of vectors) {
      const at = (queryAt: number, keyAt: number) =>
        rotatedScore(q.part(0), k.part(0), { queryAt, keyAt, layout });
      for (const shift of [1, 10, 100]) {
        expect(Math.abs(at(7 + shift, 3 + shift) - at(7, 3))).toBeLessThan(1e-5);
      }
      expect(Math.abs(at(8, 3) - at(7, 3))).toBeGreaterThan(1e-5);
    }
  });
});
