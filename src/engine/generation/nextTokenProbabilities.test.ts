import { describe, expect, it } from 'vitest';
import { nextTokenProbabilities } from './nextTokenProbabilities';

/** Logits whose softmax is 0.1, 0.5, 0.25, 0.15. */
const shares = [0.1, 0.5, 0.25, 0.15];
const logits = shares.map((share) => Math.log(share) + 3);
const round = (values: Iterable<number>) => Array.from(values, (v) => Math.round(v * 1e12) / 1e12);
const total = (values: Float64Array) => values.reduce((a, b) => a + b, 0);

describe('nextTokenProbabilities', () => {
  it('is softmax when nothing is asked', () => {
    expect(round(nextTokenProbabilities(logits))).toEqual(shares);
  });

  it('divides by the temperature, and takes the largest alone at 0', () => {
    const squares = shares.map((share) => share ** 2);
    const sum = squares.reduce((a, b) => a + b, 0);
    const sharp = nextTokenProbabilities(logits, { temperature: 0.5 });
    expect(round(sharp)).toEqual(round(squares.map((s) => s / sum)));
    expect([...nextTokenProbabilities(logits, { temperature: 0 })]).toEqual([0, 1, 0, 0]);
    expect([...nextTokenProbabilities([1, 4, 4], { temperature: 0 })]).toEqual([0, 1, 0]);
  });

  it('keeps exactly k, of equals the smaller ids', () => {
    expect(round(nextTokenProbabilities(logits, { topK: 2 }))).toEqual(round([0, 2 / 3, 1 / 3, 0]));
    expect([...nextTokenProbabilities([2, 2, 2], { topK: 2 })]).toEqual([0.5, 0.5, 0]);
    expect(round(nextTokenProbabilities(logits, { topK: 99 }))).toEqual(shares);
  });

  it('keeps the token that crosses p, and no other after it', () => {
    expect(round(nextTokenProbabilities(logits, { topP: 0.6 }))).toEqual(
      round([0, 2 / 3, 1 / 3, 0]),
    );
    expect([...nextTokenProbabilities(logits, { topP: 0.01 })]).toEqual([0, 1, 0, 0]);
    expect(round(nextTokenProbabilities(logits, { topP: 1 }))).toEqual(shares);
  });

  it('counts p among what top-k left', () => {
    const both = nextTokenProbabilities(logits, { topK: 2, topP: 0.6 });
    expect([...both]).toEqual([0, 1, 0, 0]); // 0.5 of 0.75 is already ⅔
  });

  it('sums to 1 far from 0', () => {
    for (const temperature of [1e-300, 0.01, 1, 100]) {
      const p = nextTokenProbabilities([1000, 999, -1000], { temperature, topP: 0.99 });
      expect(total(p)).toBeCloseTo(1, 12);
    }
  });

  it('explains settings that make no sense, and logits that are no numbers', () => {
    expect(() => nextTokenProbabilities(logits, { temperature: -1 })).toThrow(
      /temperature[\s\S]*-1/,
    );
    expect(() => nextTokenProbabilities(logits, { temperature: NaN })).toThrow(/temperature/);
    expect(() => nextTokenProbabilities(logits, { topK: 0 })).toThrow(/top-k[\s\S]*from 1/);
    expect(() => nextTokenProbabilities(logits, { topK: 1.5 })).toThrow(/top-k/);
    expect(() => nextTokenProbabilities(logits, { topP: 0 })).toThrow(/top-p/);
    expect(() => nextTokenProbabilities(logits, { topP: 1.1 })).toThrow(/top-p/);
    expect(() => nextTokenProbabilities([1, NaN])).toThrow(/finite[\s\S]*NaN for id 1/);
    expect(() => nextTokenProbabilities([Infinity])).toThrow(/Infinity for id 0/);
    expect(() => nextTokenProbabilities([])).toThrow(/at least one/);
  });
});
