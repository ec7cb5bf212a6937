import fc from 'fast-check';
import { expect, it } from 'vitest';
import { JsonBytes } from './JsonBytes';

const written = (write: (json: JsonBytes) => unknown, decimals = 4): string => {
  const json = new JsonBytes(decimals);
  write(json);
  return Buffer.from(json.finish()).toString();
};

it('rounds every float32 as toFixed does', () => {
  fc.assert(
    fc.property(fc.float({ noNaN: true }), fc.integer({ min: 1, max: 8 }), (value, decimals) => {
      fc.pre(Number.isFinite(value));
      const expected = Number(value.toFixed(decimals)) + 0; // no −0
      const text = written((json) => json.number(value), decimals);
      expect([text, JSON.parse(text)]).toEqual([expect.stringMatching(/^[-\d.e+]+$/), expected]);
    }),
    { numRuns: 5_000 },
  );
  const ties = [0.5, 1.5, 0.00005, 0.00015, 123.45675, 2 ** 31 / 1e4, 99999.99999];
  for (const tie of ties.flatMap((each) => [Math.fround(each), -Math.fround(each)])) {
    const expected = JSON.stringify(Number(tie.toFixed(4)) + 0);
    expect(written((json) => json.number(tie))).toBe(expected);
  }
});

it('writes −∞ as null and nests by shape, however large', () => {
  const values = Float32Array.from([1, -Infinity, 0.25, -3]);
  expect(written((json) => json.nested(values, [2, 1, 2]))).toBe('[[[1,null]],[[0.25,-3]]]');
  expect(written((json) => json.nested([], [0]))).toBe('[]');
  const large = Float32Array.from({ length: 60_000 }, (_, i) => i / 7 - 3000);
  const read = JSON.parse(written((json) => json.nested(large, [200, 300]))) as number[][];
  expect(read.flat()).toEqual([...large].map((value) => Number(value.toFixed(4)) + 0));
});

it('keeps text in any script whole', () => {
  const text = '注意力 🙂 \n "quoted"'.repeat(3_000);
  expect(JSON.parse(written((json) => json.value(text)))).toBe(text);
});
