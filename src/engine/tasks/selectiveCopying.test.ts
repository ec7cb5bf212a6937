import { describe, expect, it } from 'vitest';
import { Rng } from '../random/Rng';
import {
  copying,
  copyingTokenizer,
  isNoise,
  isSymbol,
  nothingAsked,
  selectiveCopyingBatch,
} from './selectiveCopying';

const { stream, kept } = copying;
const batch = selectiveCopyingBatch(new Rng('copying'), 2000);

describe('selectiveCopyingBatch', () => {
  it('asks for the symbols of the stream in their order, and for nothing else', () => {
    batch.ids.forEach((ids, row) => {
      const targets = batch.targets[row] ?? [];
      expect([ids.length, targets.length]).toEqual([stream + kept, stream + kept]);
      expect(targets.slice(stream)).toEqual(ids.slice(0, stream).filter(isSymbol));
      expect(targets.slice(0, stream).every((id) => id === nothingAsked)).toBe(true);
      expect(new Set(ids.slice(stream))).toEqual(new Set(copyingTokenizer.encode('?')));
    });
  });

  it('puts symbols at every place equally often, and every symbol equally often', () => {
    const at = Array.from({ length: stream }, (_, t) => {
      return batch.ids.filter((ids) => isSymbol(ids[t] ?? 0)).length;
    });
    const expected = (2000 * kept) / stream; // 400; a deviation is 18
    for (const count of at) expect(Math.abs(count - expected)).toBeLessThan(80);
    const all = batch.targets.flat().filter((id) => id !== nothingAsked);
    for (let id = 2; id < 10; id++) {
      const count = all.filter((found) => found === id).length;
      expect(Math.abs(count - all.length / 8)).toBeLessThan(190); // 2000; a deviation is 42
    }
  });

  it('repeats itself for the same seed only', () => {
    const again = selectiveCopyingBatch(new Rng('copying'), 2000);
    expect(again).toEqual(batch);
    const seen = new Set(batch.ids.map((ids) => ids.join()));
    const other = selectiveCopyingBatch(new Rng('other'), 2000);
    expect(other.ids.some((ids) => seen.has(ids.join()))).toBe(false);
    expect(seen.size).toBe(2000);
  });

  it('knows noise, the question and eight symbols', () => {
    expect(copyingTokenizer.size).toBe(10);
    expect(copyingTokenizer.encode('·').every(isNoise)).toBe(true);
    expect(copyingTokenizer.encode('AH').every(isSymbol)).toBe(true);
    expect(copyingTokenizer.encode('·?').some(isSymbol)).toBe(false);
  });
});
