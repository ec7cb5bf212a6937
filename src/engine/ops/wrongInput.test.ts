// What ops answer to shapes and ids that do not fit, and to scores at the edge.
import { expect, it } from 'vitest';
import { filled, tensorFrom } from '../tensor/tensorFrom';
import { add } from './add';
import { concat } from './concat';
import { cumsum } from './cumsum';
import { embedding } from './embedding';
import { gather } from './gather';
import { geluExact } from './geluExact';
import { logSoftmax } from './logSoftmax';
import { logsumexp } from './logsumexp';
import { maskedFill } from './maskedFill';
import { matmul } from './matmul';
import { mean } from './mean';
import { rope } from './rope';
import { scatterAdd } from './scatterAdd';
import { silu } from './silu';
import { softmax } from './softmax';
import { where } from './where';

const x = filled([2, 3], 1);

it('explains shapes that do not fit', () => {
  expect(() => matmul(x, x)).toThrow(/inner lengths[\s\S]*\(2, 3\) @ \(2, 3\)/);
  expect(() => add(x, filled([2], 1))).toThrow(/add[\s\S]*3 against 2/);
  expect(() => concat(x, filled([1, 2], 1), { axis: 0 })).toThrow(/except on that axis/);
  expect(() => maskedFill(x, filled([4, 2, 3], 0), { value: 0 })).toThrow(/a mask that repeats/);
  expect(() => rope(x, { positions: [0, 1] })).toThrow(/even width D/);
  expect(() => rope(filled([2, 4], 1), { positions: [0] })).toThrow(/one position per row/);
});

it('explains an id that is not in the table', () => {
  const ids = (...values: number[]) => tensorFrom(values, 'int32');
  expect(() => embedding(x, ids(0, 2))).toThrow(/ids from 0 to 1[\s\S]*2, at place 1/);
  expect(() => embedding(x, ids(-1))).toThrow(/ids from 0 to 1/);
});

it('explains an index that does not fit', () => {
  const index = (...rows: number[][]) => tensorFrom(rows, 'int32');
  const picked = () => gather(x, index([0], [3]), { axis: 1 });
  expect(picked).toThrow(/gather[\s\S]*from 0 to 2[\s\S]*3, at place 1/);
  expect(() => gather(x, tensorFrom([[0.5], [0]]), { axis: 1 })).toThrow(/whole numbers/);
  expect(() => gather(x, tensorFrom([[NaN], [0]]), { axis: 1 })).toThrow(/whole numbers/);
  expect(() => gather(x, index([0]), { axis: 1 })).toThrow(/any length on axis 1[\s\S]*\(1, 1\)/);
  expect(() => gather(x, index([0], [0]), { axis: 2 })).toThrow(/choose an axis/);
  const added = (ids: number[][]) => () =>
    scatterAdd(x, index(...ids), filled([2, 1], 1), { axis: 1 });
  expect(
    added([
      [0, 0],
      [0, 0],
    ]),
  ).toThrow(/scatterAdd[\s\S]*\(2, 1\)/);
  expect(added([[0], [-1]])).toThrow(/scatterAdd[\s\S]*-1, at place 1/);
});

it('explains an axis, a row and a condition that do not fit', () => {
  expect(() => cumsum(x, { axis: 2 })).toThrow(/cumsum: choose an axis/);
  expect(() => logSoftmax(tensorFrom([[-Infinity]]))).toThrow(/hides every choice/);
  expect(() => where(filled([4], 1), x, x)).toThrow(/where: broadcast/);
});

it('takes logarithms of sums of nothing, of everything, and of what is not there', () => {
  const rows = tensorFrom([
    [-Infinity, -Infinity],
    [0, Infinity],
    [0, NaN],
  ]);
  expect(logsumexp(rows).toNested()).toEqual([-Infinity, Infinity, NaN]);
  expect(logsumexp(filled([2, 0], 0)).toNested()).toEqual([-Infinity, -Infinity]);
});

it('gives a masked key weight exactly 0, and refuses a row with every key masked', () => {
  expect(softmax(tensorFrom([[1, -Infinity, 1]])).toNested()).toEqual([[0.5, 0, 0.5]]);
  expect(() => softmax(tensorFrom([[-Infinity, -Infinity]]))).toThrow(/hides every key/);
});

it('stays finite far from 0, and keeps NaN visible', () => {
  const far = tensorFrom([-1000, -40, 40, 1000]);
  expect(silu(far).toNested()).toEqual([-0, expect.closeTo(0, 12), 40, 1000]);
  expect(geluExact(far).toNested()).toEqual([-0, -0, 40, 1000]);
  expect(geluExact(tensorFrom(NaN)).item()).toBeNaN();
});

it('averages one axis or everything', () => {
  const y = tensorFrom([
    [1, 2],
    [3, 6],
  ]);
  expect(mean(y).item()).toBe(3);
  expect(mean(y, { axis: -1 }).toNested()).toEqual([1.5, 4.5]);
  expect(mean(y, { axis: 0, keep: true }).toNested()).toEqual([[2, 4]]);
});
