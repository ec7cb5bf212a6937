import { expect, it } from 'vitest';
import { kernels } from '../kernels/kernels';
import { residence, resident } from './resident';
import { matmul } from '../ops/matmul';
import { scope } from './scope';
import type { Tensor } from './Tensor';
import { filled, tensorFrom } from './tensorFrom';

it('moves float32 into the kernels’ memory, one by one, as far as there is room', () => {
  const home = residence([{ shape: [2, 2] }]);
  const inside = home.move(tensorFrom([[1, 2], [3, 4]])); // prettier-ignore
  expect(inside.toNested()).toEqual([[1, 2], [3, 4]]); // prettier-ignore
  expect(kernels()?.owns(inside.data)).toBe(true);
  const ids = tensorFrom([5], 'int32');
  expect(home.move(ids)).toBe(ids);
  const large = tensorFrom(Array.from({ length: 2 ** 15 }, () => 1));
  expect(home.move(large)).toBe(large);
  home.release();
  expect(() => inside.data).toThrow(/residence that has been closed/);
});

it('outlives the scope around it', () => {
  const { tensors, release } = scope(() => resident({ a: tensorFrom([1]), b: tensorFrom([2, 3]) }));
  expect([tensors.a.toNested(), tensors.b.toNested()]).toEqual([[1], [2, 3]]);
  release();
});

const square = [[7, 10], [15, 22]]; // prettier-ignore

it('leaves room to compute when more is to live there than fits', () => {
  const all = 2 ** 32;
  const home = residence([{ shape: [all / 4] }]);
  const part = home.room({ shape: [2, 2] });
  part.data.set([1, 2, 3, 4]);
  expect(kernels()?.owns(part.data)).toBe(true);
  scope(() => {
    const isIn = (x: Tensor) => kernels()?.owns(x.data);
    const kept = matmul(part, part);
    kernels()?.take(all / 8); // a scope that holds much
    const late = matmul(part, part);
    const later = [filled([2, 2], 1), late];
    expect([kept, ...later].map(isIn)).toEqual([true, false, false]);
    expect([kept.toNested(), late.toNested()]).toEqual([square, square]);
    expect(kernels()?.take(all / 16)).toBeGreaterThan(0);
  });
  home.release();
});
