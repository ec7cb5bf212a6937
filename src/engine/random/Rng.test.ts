import { expect, it } from 'vitest';
import { Rng } from './Rng';

const draw = (rng: Rng, count: number) => Array.from({ length: count }, () => rng.bits());
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

it('is sfc32, to the bit (numbers from an independent Python implementation)', () => {
  expect(draw(new Rng(7), 4)).toEqual([3559894355, 2521662887, 3111212948, 2890649599]);
  expect(draw(new Rng(7).fork('wq'), 4)).toEqual([53856081, 598989155, 1688967223, 315500997]);
});

it('forks by name alone: what was drawn before does not matter', () => {
  const used = new Rng(7);
  draw(used, 100);
  used.fork('other');
  expect(draw(used.fork('wq'), 4)).toEqual(draw(new Rng(7).fork('wq'), 4));
});

it('gives each name its own numbers', () => {
  const firsts = Array.from({ length: 1000 }, (_, i) => new Rng(7).fork(`layer.${i}`).bits());
  expect(new Set(firsts).size).toBe(1000);
});

it('draws uniform numbers with their mean and variance', () => {
  const rng = new Rng('uniform');
  const values = Array.from({ length: 20000 }, () => rng.uniform(-1, 1));
  expect(Math.min(...values)).toBeGreaterThanOrEqual(-1);
  expect(Math.max(...values)).toBeLessThan(1);
  expect(Math.abs(mean(values))).toBeLessThan(0.02);
  expect(mean(values.map((v) => v * v))).toBeCloseTo(1 / 3, 1);
});

it('draws normal numbers with moments 0, 1, 0, 3', () => {
  const rng = new Rng('normal');
  const values = Array.from({ length: 20000 }, () => rng.normal());
  const moment = (power: number) => mean(values.map((v) => v ** power));
  expect(Math.abs(moment(1))).toBeLessThan(0.03);
  expect(Math.abs(moment(2) - 1)).toBeLessThan(0.05);
  expect(Math.abs(moment(3))).toBeLessThan(0.1);
  expect(Math.abs(moment(4) - 3)).toBeLessThan(0.3);
});

it('takes a normal number even when the uniform one is 0', () => {
  const rng = new Rng(0);
  rng.uniform = () => 0;
  expect(rng.normal()).toBeCloseTo(0, 12);
});

it('draws every whole number of a range equally often, and no other', () => {
  const rng = new Rng('integers');
  const drawn = Array.from({ length: 9000 }, () => rng.integer(5, 8));
  expect([...new Set(drawn)].sort()).toEqual([5, 6, 7]);
  for (const value of [5, 6, 7]) {
    const count = drawn.filter((d) => d === value).length;
    expect(Math.abs(count - 3000)).toBeLessThan(200);
  }
  expect(() => rng.integer(3, 3)).toThrow(/low < high/);
});
