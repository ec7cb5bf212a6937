import { expect, test } from 'vitest';
import { Rng } from '../../src/engine/random/Rng';
import { normalTensor } from '../../src/engine/random/randomTensor';
import { bestBack, meanScores } from './learned';
import { doubles, scoreAt, type Rotary } from './rotary';

const rotary: Rotary = { base: 10000, layout: 'interleaved' };

test('the mean over all queries and keys', () => {
  const [H, T, D] = [2, 3, 8];
  const queries = normalTensor(new Rng('q'), [1, H, T, D]);
  const keys = normalTensor(new Rng('k'), [1, H, T, D]);
  const places = Array.from({ length: T }, (_, t) => t);
  for (const n of [0, -1, -5]) {
    const each = places.flatMap((i) =>
      places.map((j) => {
        const [q, k] = [doubles(queries.part(0, 1, i)), doubles(keys.part(0, 1, j))];
        return scoreAt(q, k, { m: 0, n }, rotary);
      }),
    );
    const mean = each.reduce((sum, score) => sum + score, 0) / each.length;
    expect(meanScores(queries, keys, 1, [n], rotary)[0]).toBeCloseTo(mean, 9);
  }
});

test('the best place is before the query', () => {
  expect(bestBack([-3, -2, -1, 0], [1, 5, 2, 9])).toBe(2);
});
