import { expect, it } from 'vitest';
import { gradients } from '../autograd/gradients';
import { watch } from '../autograd/watch';
import { Rng } from '../random/Rng';
import { flat } from '../tensor/flat';
import { filled, tensorFrom } from '../tensor/tensorFrom';
import { dropout } from './dropout';

it('drops the given share, and makes the rest larger by 1/(1 − p)', () => {
  const y = [...flat(dropout(filled([100, 100], 3), 0.25, new Rng(7)))];
  expect(new Set(y)).toEqual(new Set([0, 4]));
  expect(y.filter((value) => value === 0).length / y.length).toBeCloseTo(0.25, 1);
});

it('gives what was dropped no gradient, and the rest the same factor', () => {
  const { x } = watch({ x: filled([50], 2) });
  const y = dropout(x, 0.5, new Rng(1));
  const found = gradients(y, { x }, filled([50], 1)).x;
  expect([...flat(found)]).toEqual([...flat(y)].map((value) => value / 2));
});

it('draws from the seed', () => {
  const x = filled([40], 1);
  const draw = (seed: number) => dropout(x, 0.5, new Rng(seed)).toNested();
  expect(draw(3)).toEqual(draw(3));
  expect(draw(3)).not.toEqual(draw(4));
});

it('does nothing when not training, or at rate 0', () => {
  const x = tensorFrom([1, NaN]);
  expect(dropout(x, 0.5, undefined)).toBe(x);
  expect(dropout(x, 0, new Rng(1))).toBe(x);
});

it('refuses a rate that is no share', () => {
  const x = filled([2], 1);
  for (const rate of [1, -0.1, NaN]) expect(() => dropout(x, rate, undefined)).toThrow(/from 0 to/);
});
