import { expect, it } from 'vitest';
import { middleRows } from '../../bench/middleRows';
import type { Row } from '../../bench/Row';

const round = (speed: number, ms: number, check = [1]): Row[] => [
  { name: 'version', text: '1.2' },
  { name: 'product', unit: 'GFLOP/s', value: speed, best: speed + 1, runs: 10 },
  { name: 'step', unit: 'ms', value: ms, best: ms - 1, runs: 2, check },
];

it('takes of each row the middle round, whichever that is', () => {
  expect(middleRows([round(40, 9), round(12, 7, [2]), round(41, 30)])).toEqual([
    { name: 'version', text: '1.2' },
    { name: 'product', unit: 'GFLOP/s', value: 40, best: 42, runs: 30 },
    { name: 'step', unit: 'ms', value: 9, best: 6, runs: 6, check: [1] },
  ]);
});

it('keeps a single round as it is', () => {
  expect(middleRows([round(40, 9)])).toEqual(round(40, 9));
});

it('says that a round has failed', () => {
  const failed = { name: 'train', error: 'out of memory' };
  expect(middleRows([round(40, 9), [failed], round(41, 9)])).toEqual([failed]);
});
