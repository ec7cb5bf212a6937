// Mistakes that people make with number formats, planted one at a time: each must be noticed by the comparison that the right
// converter passes.
import { expect, it } from 'vitest';
import { bfloat16 } from '../../../src/engine/formats/bfloat16';
import { float16 } from '../../../src/engine/formats/float16';
import { float8E4M3 } from '../../../src/engine/formats/float8';
import { NumberFormat } from '../../../src/engine/formats/NumberFormat';
import golden from './formats.json';
import { aroundMidpoints, firstDifference, nearest, risingValues, shiftedBrain, shiftedHalf } from './formatTables'; // prettier-ignore

const patterns = Array.from({ length: 65536 }, (_, pattern) => pattern);

/** Rounds to a neighbour, chosen by a rule from the two values around it. */
function byRule(format: NumberFormat, choose: (low: number, size: number, high: number) => number) {
  const rising = risingValues(format);
  return (value: number) => {
    const size = Math.abs(value);
    const at = nearest(rising, size);
    const low = (rising[at] ?? 0) > size ? at - 1 : at;
    return choose(rising[low] ?? 0, size, rising[low + 1] ?? Infinity) * Math.sign(value);
  };
}

const rounding = (format: NumberFormat, wrong: (value: number) => number) =>
  firstDifference(aroundMidpoints(format), wrong, (value) => format.round(value));

const bugs: Record<string, () => string | null> = {
  'ties away from zero': () =>
    rounding(
      float16,
      byRule(float16, (low, size, high) => (size - low < high - size ? low : high)),
    ),
  'cut off instead of rounded (bf16 as the upper half of fp32)': () =>
    rounding(bfloat16, (value) => {
      const [bits = 0] = new Uint32Array(Float32Array.of(value).buffer);
      return bfloat16.decode(bits >>> 16);
    }),
  'subnormals flushed to 0': () =>
    rounding(float16, (v) => (Math.abs(v) < float16.smallestNormal ? 0 * v : float16.round(v))),
  'saturated instead of infinite': () =>
    rounding(float16, (v) => Math.min(Math.max(float16.round(v), -65504), 65504)),
  'rounded twice: to 11 more bits first': () =>
    rounding(bfloat16, (v) => {
      const wide = new NumberFormat({ name: 'wide', exponentBits: 8, mantissaBits: 16, hasInfinity: true }); // prettier-ignore
      return bfloat16.round(wide.round(v));
    }),
  'bias of 16': () =>
    firstDifference(patterns, (pattern) => float16.decode(pattern) / 2, shiftedHalf),
  'exponent of subnormals off by one': () =>
    firstDifference(
      patterns,
      (p) => ((p >> 10) & 31 ? float16.decode(p) : float16.decode(p) / 2),
      shiftedHalf,
    ),
  'NaN read as infinity': () =>
    firstDifference(
      patterns,
      (p) => ((p & 0x7fff) > 0x7f80 ? Infinity : bfloat16.decode(p)),
      shiftedBrain,
    ),
  'E4M3 with infinity, as IEEE has it': () => {
    const wrong = new NumberFormat({ ...float8E4M3, hasInfinity: true });
    return firstDifference(
      golden.float8E4M3.map((_, pattern) => pattern),
      (pattern) => wrong.decode(pattern),
      (pattern) => Number(golden.float8E4M3[pattern]),
    );
  },
};

it.each(Object.entries(bugs))('notices: %s', (_, planted) => {
  expect(planted()).not.toBeNull();
});
