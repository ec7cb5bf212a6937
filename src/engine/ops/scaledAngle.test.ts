// What lengthening a context leaves alone, to the bit, in the Llamas as published: 3.1 (8B) and 3.2 (1B).
import { expect, it } from 'vitest';
import { ropeAngles } from './rope';
import type { RopeScaling } from './scaledAngle';

const scaling = {
  rope_type: 'llama3',
  factor: 8,
  low_freq_factor: 1,
  high_freq_factor: 4,
  original_max_position_embeddings: 8192,
} as const;

it.each<[string, number, number, readonly [number, number, number]]>([
  ['3.1', 128, 8, [29, 6, 29]],
  ['3.2', 64, 32, [15, 3, 14]],
])(
  'Llama %s keeps its fast pairs, and divides its slow ones by the factor',
  (_, D, factor, counts) => {
    const plain = ropeAngles(D, 500000);
    const scaled = ropeAngles(D, 500000, { ...scaling, factor });
    const kept = plain.filter((theta, i) => scaled[i] === theta);
    const slowed = plain.filter((theta, i) => scaled[i] === theta / factor);
    const between = plain.filter((theta, i) => {
      const angle = scaled[i] ?? NaN;
      return angle < theta && angle > theta / factor;
    });
    expect([kept.length, between.length, slowed.length]).toEqual(counts);
    expect([...kept, ...between, ...slowed]).toEqual(plain);
    for (const theta of kept) expect((2 * Math.PI) / theta).toBeLessThan(8192 / 4);
    for (const theta of slowed) expect((2 * Math.PI) / theta).toBeGreaterThan(8192);
  },
);

it('linear divides every angle', () => {
  const linear: RopeScaling = { rope_type: 'linear', factor: 4 };
  expect(ropeAngles(16, 10000, linear)).toEqual(ropeAngles(16).map((theta) => theta / 4));
});
