// gather and scatterAdd over random shapes, axes and indices, repeated ones included, against a naive reference.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { gradients } from '../autograd/gradients';
import { watch } from '../autograd/watch';
import { Rng } from '../random/Rng';
import { normalDoubles } from '../random/randomTensor';
import { flat } from '../tensor/flat';
import { filled } from '../tensor/tensorFrom';
import { Tensor } from '../tensor/Tensor';
import { gather } from './gather';
import { mul } from './mul';
import { scatterAdd } from './scatterAdd';
import { sum } from './sum';

const picks = fc
  .record({
    shape: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }),
    axis: fc.nat(2),
    count: fc.nat(6),
    seed: fc.integer(),
  })
  .map(({ shape, axis: any, count, seed }) => {
    const axis = any % shape.length;
    const rng = new Rng(seed);
    const x = normalDoubles(rng, shape);
    const picked = shape.with(axis, count);
    const size = picked.reduce((a, b) => a * b, 1);
    const ids = Int32Array.from({ length: size }, () => rng.integer(0, shape[axis] ?? 1));
    return { x, axis, index: new Tensor(ids, picked), s: normalDoubles(rng, picked) };
  });

it('gather reads what the index names; what is picked n times gets n shares', () => {
  fc.assert(
    fc.property(picks, ({ x: plain, axis, index, s }) => {
      const { x } = watch({ x: plain });
      const y = gather(x, index, { axis });
      const slope = gradients(y, { x }, s).x;
      const expected = filled(x.shape, 0, 'float64');
      eachIndex(index.shape, (at) => {
        const from = at.with(axis, index.at(...at));
        expect(y.at(...at)).toBe(plain.at(...from));
        const place = placeOf(expected, from);
        expected.data[place] = (expected.data[place] ?? NaN) + s.at(...at);
      });
      flat(slope).forEach((value: number, i: number) =>
        expect(value).toBeCloseTo(expected.data[i] ?? NaN, 12),
      );
    }),
  );
});

it('scatterAdd is its reverse:  gather(x) · s = x · scatterAdd(0, s)', () => {
  fc.assert(
    fc.property(picks, ({ x, axis, index, s }) => {
      const there = sum(mul(gather(x, index, { axis }), s)).item();
      const zero = filled(x.shape, 0, 'float64');
      const back = sum(mul(x, scatterAdd(zero, index, s, { axis }))).item();
      expect(there).toBeCloseTo(back, 10);
      expect([...flat(zero)].every((value) => value === 0)).toBe(true); // what was given stays as it was
    }),
  );
});

function eachIndex(shape: readonly number[], visit: (at: number[]) => void, at: number[] = []) {
  const length = shape[at.length];
  if (length === undefined) visit(at);
  else for (let i = 0; i < length; i++) eachIndex(shape, visit, [...at, i]);
}

function placeOf(x: Tensor, at: readonly number[]): number {
  return at.reduce((place, i, axis) => place + i * x.stride(axis), x.offset);
}
