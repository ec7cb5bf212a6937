// What ops answer to shapes and ids that do not fit, and to scores at the edge.
import { expect, it } from 'vitest';
import { filled, tensorFrom } from '../tensor/tensorFrom';
import { add } from './add';
import { concat } from './concat';
import { embedding } from './embedding';
import { geluExact } from './geluExact';
import { maskedFill } from './maskedFill';
import { matmul } from './matmul';
import { mean } from './mean';
import { rope } from './rope';
import { silu } from './silu';
import { softmax } from './softmax';

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
