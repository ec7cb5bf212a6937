// Number formats against PyTorch (checksums of whole tables) and, so that a failure has a name, against a second converter
// by another route (formatTables.ts).
import { describe, expect, it } from 'vitest';
import { bfloat16 } from '../../../src/engine/formats/bfloat16';
import { float16 } from '../../../src/engine/formats/float16';
import { float32 } from '../../../src/engine/formats/float32';
import { float8E4M3, float8E5M2 } from '../../../src/engine/formats/float8';
import { roundAll } from '../../../src/engine/formats/roundAll';
import golden from './formats.json';
import { aroundMidpoints, firstDifference, nearest, risingValues, sha256, shiftedBrain, shiftedHalf } from './formatTables';

describe.each([
  { format: float16, shifted: shiftedHalf, checksums: golden.float16 },
  { format: bfloat16, shifted: shiftedBrain, checksums: golden.bfloat16 },
])('$format.name', ({ format, shifted, checksums }) => {
  const patterns = Array.from({ length: 65536 }, (_, pattern) => pattern);
  const inputs = aroundMidpoints(format);

  it('decodes all 65,536 patterns', () => {
    const found = (pattern: number) => format.decode(pattern);
    expect(firstDifference(patterns, found, shifted)).toBeNull();
    expect(sha256(Float32Array.from(patterns, found))).toBe(checksums.decoded);
  });

  it('encodes what it decodes', () => {
    const again = (pattern: number) => format.encode(format.decode(pattern));
    const finite = patterns.filter((pattern) => !Number.isNaN(format.decode(pattern)));
    expect(firstDifference(finite, again, (pattern) => pattern)).toBeNull();
    expect(format.decode(format.encode(NaN))).toBeNaN();
  });

  it('rounds every midpoint to even, and what lies beside it to the nearest', () => {
    const rising = risingValues(format);
    const found = (value: number) => format.encode(value);
    const expected = (value: number) => nearest(rising, value) + (value < 0 ? 0x8000 : 0);
    expect(firstDifference(inputs, found, expected)).toBeNull();
    expect(inputs).toHaveLength(checksums.count);
    expect(sha256(Uint16Array.from(inputs, found))).toBe(checksums.encoded);
  });

  it('rounds arrays as it rounds numbers', () => {
    const all = Float32Array.from([...inputs, NaN, Infinity, -Infinity, 0, -0, 3.4e38, -3.4e38]);
    const rounded = all.slice();
    roundAll(rounded, format);
    const differs = rounded.findIndex((value, i) => !Object.is(value, format.round(all[i] ?? 0)));
    expect(differs === -1 ? null : [all[differs], rounded[differs]]).toBeNull();
  });
});

describe.each([
  { format: float8E4M3, table: golden.float8E4M3 },
  { format: float8E5M2, table: golden.float8E5M2 },
])('$format.name', ({ format, table }) => {
  it('decodes all 256 patterns', () => {
    expect(table.map((_, pattern) => format.decode(pattern))).toEqual(table.map(Number));
  });

  it('rounds to the nearest, ties to even', () => {
    const rising = risingValues(format);
    const sign = (value: number) => (value < 0 ? 0x80 : 0);
    const found = (value: number) => format.encode(value);
    const expected = (value: number) => nearest(rising, value) + sign(value);
    expect(firstDifference(aroundMidpoints(format), found, expected)).toBeNull();
  });

  it('rounds arrays as it rounds numbers', () => {
    const all = Float32Array.from([...aroundMidpoints(format), NaN, Infinity, -Infinity, -0, 1e9]);
    const rounded = all.slice();
    roundAll(rounded, format);
    expect([...rounded]).toEqual([...all].map((value) => format.round(value)));
  });
});

describe('the paper', () => {
  it('E4M3: 448 is the largest, past it comes NaN; 2⁻⁶ normal, 2⁻⁹ smallest', () => {
    expect(float8E4M3).toMatchObject({ largest: 448, smallestNormal: 2 ** -6, smallestSubnormal: 2 ** -9 }); // prettier-ignore
    expect([448, 464, 464.01, Infinity].map((v) => float8E4M3.round(v))).toEqual([448, 448, NaN, NaN]); // prettier-ignore
  });

  it('E5M2: 57344 is the largest, past it comes infinity; 2⁻¹⁴ normal, 2⁻¹⁶ smallest; the upper half of fp16', () => {
    expect(float8E5M2).toMatchObject({ largest: 57344, smallestNormal: 2 ** -14, smallestSubnormal: 2 ** -16 }); // prettier-ignore
    expect([61439, 61440, -1e9].map((v) => float8E5M2.round(v))).toEqual([57344, Infinity, -Infinity]); // prettier-ignore
    for (let p = 0; p < 256; p++) expect(float8E5M2.decode(p)).toBe(float16.decode(p * 256));
  });
});

describe('fp32', () => {
  it('rounds as Math.fround does', () => {
    const powers = Array.from({ length: 300 }, (_, i) => 2 ** (i - 160));
    const values = powers.flatMap((p) => [p, p * 1.1, p * (1 + 2 ** -24), p * (1 + 3 * 2 ** -24), -p / 3]); // prettier-ignore
    const found = (value: number) => float32.round(value);
    expect(firstDifference([...values, 0, -0, NaN, Infinity], found, Math.fround)).toBeNull();
  });

  it('tells its bits in three fields', () => {
    expect(float16.fields(float16.encode(-1.5))).toEqual({ sign: '1', exponent: '01111', mantissa: '1000000000' }); // prettier-ignore
    const { exponent, mantissa } = float32.fields(float32.encode(0.1));
    expect(`${exponent} ${mantissa}`).toBe('01111011 10011001100110011001101');
  });
});
