import { describe, expect, it } from 'vitest';
import { bfloat16 } from '../../src/engine/formats/bfloat16';
import { float32 } from '../../src/engine/formats/float32';
import { bitsOf, gapAt, neighbours, pushedIn } from './formats';

const weight = Math.fround(0.0150644);

/** The machine's own: bf16 is the upper half of fp32, rounded to even. */
function machineBits(value: number): string {
  return new Uint32Array(new Float32Array([value]).buffer)[0]?.toString(2).padStart(32, '0') ?? '';
}

describe('a number in a format', () => {
  it.each([weight, -weight, 1, -0.4])('%d has the bits that the machine keeps', (value) => {
    expect(bitsOf(value, float32).join('')).toBe(machineBits(value));
    const [upper, lower] = [machineBits(value).slice(0, 16), machineBits(value).slice(16)];
    const up =
      parseInt(lower, 2) > 2 ** 15 || (parseInt(lower, 2) === 2 ** 15 && upper.endsWith('1'));
    expect(parseInt(bitsOf(value, bfloat16).join(''), 2)).toBe(parseInt(upper, 2) + Number(up));
  });

  it('has neighbours a gap away, in order, also below 0', () => {
    const gap = 2 ** -14; // from 2⁻⁷ to 2⁻⁶ there are 128 numbers
    expect(gapAt(weight, bfloat16)).toBe(gap);
    const kept = bfloat16.round(weight);
    expect(neighbours(kept, bfloat16, 1)).toEqual([kept - gap, kept, kept + gap]);
    expect(neighbours(-kept, bfloat16, 1)).toEqual([-kept - gap, -kept, -kept + gap]);
  });

  it('stays under pushes of less than half a gap, and goes by those of more', () => {
    const kept = bfloat16.round(weight);
    const [less, more] = [0.49, 0.51].map((part) => part * 2 ** -14) as [number, number];
    expect(pushedIn(bfloat16, weight, [less, less, less])).toEqual([kept, kept, kept, kept]);
    expect(pushedIn(bfloat16, weight, [more, -more])).toEqual([kept, kept + 2 ** -14, kept]);
  });
});
