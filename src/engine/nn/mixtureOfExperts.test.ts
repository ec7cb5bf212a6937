import { describe, expect, it } from 'vitest';
import { gelu } from '../ops/gelu';
import { Rng } from '../random/Rng';
import { normalTensor } from '../random/randomTensor';
import { flat } from '../tensor/flat';
import { filled, tensorFrom } from '../tensor/tensorFrom';
import type { Tensor } from '../tensor/Tensor';
import { Recorder } from '../trace/Recorder';
import { balanceLoss, expertLoad } from './balanceLoss';
import { mixtureOfExperts, type MixtureSettings } from './mixtureOfExperts';
import { Params } from './Params';
import { topExperts } from './topExperts';

const [C, F, X] = [4, 6, 3];
const rng = new Rng('mixture');
const record: Record<string, Tensor> = { 'router.weight': normalTensor(rng, [X, C]) };
for (let e = 0; e < X; e++) {
  record[`experts.${e}.c_fc.weight`] = normalTensor(rng, [C, F]);
  record[`experts.${e}.c_fc.bias`] = normalTensor(rng, [F]);
  record[`experts.${e}.c_proj.weight`] = normalTensor(rng, [F, C]);
  record[`experts.${e}.c_proj.bias`] = normalTensor(rng, [C]);
}
const x = normalTensor(rng, [2, 5, C]);
const top2: MixtureSettings = { experts: X, chosen: 2, activation: gelu };

const run = (settings: Partial<MixtureSettings> = {}, more: Record<string, Tensor> = {}) => {
  const trace = new Recorder();
  mixtureOfExperts(x, new Params({ ...record, ...more }), { ...top2, ...settings }, trace);
  return trace;
};

describe('mixtureOfExperts', () => {
  it('asks k experts per row, whose gates sum to 1', () => {
    const gates = run().get('moe_gates').toNested() as number[][][];
    for (const row of gates.flat()) {
      expect(row.filter((gate) => gate > 0)).toHaveLength(2);
      expect(row.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 6);
    }
  });

  it('runs when nobody asks some expert', () => {
    const router = tensorFrom([1, 0, -1].map((sign) => [sign * 100, 0, 0, 0]));
    const rows = filled([1, 3, C], 1);
    const trace = new Recorder();
    const params = new Params({ ...record, 'router.weight': router });
    mixtureOfExperts(rows, params, { ...top2, chosen: 1 }, trace);
    expect(trace.get('moe_load').toNested()).toEqual([3, 0, 0]);
    expect(trace.get('expert_2_output').toNested()).toEqual(filled([1, 3, C], 0).toNested());
    expect(trace.get('moe_combined_output').toNested()).toEqual(
      trace.get('expert_0_output').toNested(),
    );
  });

  it('adds noise of one size to the scores, where no matrix learns it', () => {
    const settings = { rng: new Rng(3), gateDeviation: 0.5 };
    const trace = run(settings);
    const drawn = flat(normalTensor(new Rng(3), [2, 5, X], 0.5));
    const clean = flat(trace.get('moe_gate_logits'));
    flat(trace.get('moe_noisy_logits')).forEach((score, i) => {
      expect(score).toBe(Math.fround((clean[i] ?? 0) + (drawn[i] ?? 0)));
    });
    expect(run({ gateDeviation: 0.5 }).names).not.toContain('moe_noisy_logits'); // not while reading
  });

  it('draws noise and dropout from the seed, and only while training', () => {
    const noise = { 'noise.weight': normalTensor(rng, [X, C]) };
    const noisy = (seed: number) => run({ rng: new Rng(seed) }, noise).get('moe_combined_output');
    expect(noisy(1).toNested()).toEqual(noisy(1).toNested());
    expect(noisy(1).toNested()).not.toEqual(noisy(2).toNested());
    const plain = run().get('moe_combined_output').toNested();
    expect(run({}, noise).get('moe_combined_output').toNested()).toEqual(plain);
    for (const dropped of [{ gateDropout: 0.5 }, { expertDropout: 0.5 }]) {
      const found = (seed?: number) =>
        run({ ...dropped, rng: seed === undefined ? undefined : new Rng(seed) })
          .get('moe_combined_output')
          .toNested();
      expect(found()).toEqual(plain);
      expect(found(1)).not.toEqual(plain);
      expect(found(1)).toEqual(found(1));
    }
  });

  it('explains wrong input', () => {
    expect(() => run({ chosen: 4 })).toThrow(/from 1 to 3[\s\S]*4/);
    expect(() => run({ chosen: 0 })).toThrow(/from 1 to 3/);
    expect(() => run({ experts: 4 })).toThrow(/router.weight[\s\S]*X = 4/);
    const broken = filled([X, C], NaN);
    expect(() => run({}, { 'router.weight': broken })).toThrow(/NaN|above −∞/);
  });
});

describe('topExperts', () => {
  it('hides all but the k largest; of equal ones the first wins', () => {
    const scores = tensorFrom([
      [1, 3, 2],
      [5, 5, 5],
      [-1, -Infinity, -2],
    ]);
    expect(topExperts(scores, 1).toNested()).toEqual([
      [1, 0, 1],
      [0, 1, 1],
      [0, 1, 1],
    ]);
    expect(topExperts(scores, 2).toNested()).toEqual([
      [1, 0, 0],
      [0, 0, 1],
      [0, 1, 0],
    ]);
    expect(() => topExperts(tensorFrom([[1], [NaN]]), 1)).toThrow(/NaN, in row 1/);
  });
});

describe('balanceLoss', () => {
  it('is 1 when even and X when one expert takes all', () => {
    const even = tensorFrom([
      [0.5, 0.5],
      [0.5, 0.5],
    ]);
    const [one, other] = [
      tensorFrom(
        [
          [0, 1],
          [1, 0],
        ],
        'int32',
      ),
      tensorFrom(
        [
          [0, 1],
          [0, 1],
        ],
        'int32',
      ),
    ];
    expect(expertLoad(one).toNested()).toEqual([1, 1]);
    expect(balanceLoss(even, expertLoad(one)).item()).toBe(1);
    const certain = tensorFrom([
      [1, 0],
      [1, 0],
    ]);
    expect(expertLoad(other).toNested()).toEqual([2, 0]);
    expect(balanceLoss(certain, expertLoad(other)).item()).toBe(2);
  });
});
