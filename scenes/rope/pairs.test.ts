import { expect, test } from 'vitest';
import { rotatedScore } from '../../src/engine/nn/rotatedScore';
import { Rng } from '../../src/engine/random/Rng';
import { normalDoubles } from '../../src/engine/random/randomTensor';
import { flat } from '../../src/engine/tensor/flat';
import { sum } from '../../src/lessons/arithmetic';
import { angleAt, pairsOf, productAt, type Rotary } from './pairs';

const D = 8;
const [q, k] = ['q', 'k'].map((name) => normalDoubles(new Rng(name), [D]));
const values = (x: typeof q) => Array.from(flat(x ?? normalDoubles(new Rng('none'), [D])));

test.each<Rotary>([
  { base: 10000, layout: 'interleaved' },
  { base: 100, layout: 'half-split' },
])('the products add up to what the engine makes of both turned: %j', (rotary) => {
  const pairs = pairsOf(values(q), values(k), rotary);
  for (const [m, n] of [
    [0, 0],
    [7, 4],
    [2, 9],
  ] as const) {
    // prettier-ignore
    const settings = { queryAt: m, keyAt: n, ...rotary };
    const score = q && k ? rotatedScore(q, k, settings) * Math.sqrt(D) : Number.NaN;
    expect(sum(pairs.map((pair) => productAt(pair, n - m)))).toBeCloseTo(score, 9);
  }
});

test('an angle is counted from q to k, the shorter way', () => {
  const pair = { q: [1, 0], k: [0, 2], theta: 1 } as const;
  expect(angleAt(pair, 0)).toBeCloseTo(Math.PI / 2);
  expect(angleAt(pair, -3)).toBeCloseTo(Math.PI / 2 - 3);
  expect(angleAt(pair, 3)).toBeCloseTo(Math.PI / 2 + 3 - 2 * Math.PI);
});
