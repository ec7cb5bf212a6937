import { expect, it } from 'vitest';
import { watch } from '../autograd/watch';
import { Rng } from '../random/Rng';
import { normalTensor } from '../random/randomTensor';
import { permuteView, sliceView } from '../tensor/views';
import type { Tensor } from '../tensor/Tensor';
import { KeyValueCache } from './KeyValueCache';

const [B, G, D] = [2, 3, 4];
const whole = normalTensor(new Rng(1), [B, G, 9, D]);
/** As heads come out of a projection: not in the order of storage. */
const strided = permuteView(normalTensor(new Rng(2), [B, 9, G, D]), [0, 2, 1, 3]);
const rows = (x: Tensor, start: number, end: number) => sliceView(x, 2, start, end);

it('hands back every row in order, however they came in', () => {
  const cache = new KeyValueCache();
  let at = 0;
  for (const T of [1, 2, 1, 5]) {
    const end = at + T;
    for (const layer of [0, 1]) {
      const { k, v } = cache.extend(layer, rows(whole, at, end), rows(strided, at, end));
      expect(k.toNested()).toEqual(rows(whole, 0, end).toNested());
      expect(v.toNested()).toEqual(rows(strided, 0, end).toNested());
    }
    expect(cache.length).toBe(at);
    cache.advance(T);
    at = end;
    expect(cache.bytes).toBe(2 * 2 * B * G * at * D * 4);
  }
});

it('is as it was when a pass breaks off', () => {
  const cache = new KeyValueCache();
  cache.extend(0, rows(whole, 0, 2), rows(whole, 0, 2));
  cache.advance(2);
  cache.extend(0, rows(strided, 2, 9), rows(strided, 2, 9)); // never advanced
  const { k } = cache.extend(0, rows(whole, 2, 3), rows(whole, 2, 3));
  expect(k.toNested()).toEqual(rows(whole, 0, 3).toNested());
});

it('explains rows of another batch, and watched ones', () => {
  const cache = new KeyValueCache();
  cache.extend(0, whole, whole);
  cache.advance(9);
  const other = normalTensor(new Rng(3), [1, G, 1, D]);
  expect(() => cache.extend(0, other, other)).toThrow(/\(2, 3, 1, 4\) per position/);
  expect(() => cache.extend(0, watch({ whole }).whole, whole)).toThrow(/not for learning/);
});
