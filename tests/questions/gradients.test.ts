/** Gradients of one batch, their exponents, and what narrow formats lose of them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bfloat16 } from '../../src/engine/formats/bfloat16';
import { float16 } from '../../src/engine/formats/float16';
import { float8E4M3, float8E5M2 } from '../../src/engine/formats/float8';
import { mul } from '../../src/engine/ops/mul';
import { sum } from '../../src/engine/ops/sum';
import {
  activationGradients,
  batchGradients,
  exponents,
  lossGradients,
  narrowed,
} from '../../src/engine/questions/batchGradients';
import { Rng } from '../../src/engine/random/Rng';
import { dims } from '../../src/engine/tensor/dims';
import { tensorFrom } from '../../src/engine/tensor/tensorFrom';
import { globalNorm } from '../../src/engine/train/clipGradients';
import { Trainer } from '../../src/engine/train/Trainer';
import { tinyRecipe } from '../training/tinyRecipe';

const record = (...values: number[]) => ({ w: tensorFrom(values) });

it('lossGradients of 3·a² is 6a, and 0 for what the loss does not use', () => {
  const model = { config: {}, params: { a: tensorFrom([2]), b: tensorFrom([5]), c: tensorFrom([7]) } }; // prettier-ignore
  const found = lossGradients(model, ({ params: { a, b } }) =>
    sum(a && b ? mul(mul(a, a), tensorFrom([3])) : tensorFrom([0])),
  );
  expect(Object.entries(found).map(([name, { data }]) => [name, ...data])).toEqual([['a', 12], ['b', 0], ['c', 0]]); // prettier-ignore
});

describe('batchGradients', () => {
  const recipe = tinyRecipe();

  it('are those of a training step', () => {
    const trainer = new Trainer(recipe, { seed: 4 });
    const records = trainer.records();
    for (const step of [1, 2, 3]) {
      const found = batchGradients(recipe, trainer.model, { seed: 4, step });
      expect(Object.keys(found)).toEqual(Object.keys(trainer.model.params));
      expect(globalNorm(found)).toBe(records.next().value?.gradientNorm);
    }
  });

  it('are others for another step or seed', () => {
    const model = recipe.initial(new Rng(1));
    const norm = (seed: number, step: number) => globalNorm(batchGradients(recipe, model, { seed, step })); // prettier-ignore
    expect(norm(1, 1)).toBe(norm(1, 1));
    expect(new Set([norm(1, 1), norm(1, 2), norm(2, 1)]).size).toBe(3);
  });
});

describe('activationGradients', () => {
  const recipe = tinyRecipe();
  const model = recipe.initial(new Rng(1));
  const step = { seed: 4, step: 2 };
  const found = activationGradients(recipe, model, step);
  const last = 'transformer.h.0.mlp.c_proj.bias'; // added to every row of ffn_output

  it('add up, over all tokens, to those of the parameters', () => {
    const output = found['block.0.ffn_output'];
    if (!output) throw new Error('no gradient');
    const { B, T, C } = dims(output, 'B T C');
    const summed = Array.from({ length: C }, (_, c) => {
      let total = 0;
      for (let b = 0; b < B; b++) for (let t = 0; t < T; t++) total += output.at(b, t, c);
      return total;
    });
    const bias = batchGradients(recipe, model, step)[last];
    summed.forEach((total, c) => expect(total).toBeCloseTo(bias?.at(c) ?? NaN, 6));
    expect(Math.abs(summed[0] ?? 0)).toBeGreaterThan(1e-5);
  });

  it('are of what the loss is made of, and of nothing that is only shown', () => {
    expect(Object.keys(found)).toContain('block.0.attention_scores');
    expect(Object.keys(found)).toContain('logits');
    expect(Object.keys(found)).not.toContain('block.0.layer_norm_1_mean');
  });
});

describe('exponents', () => {
  it('counts by binade, signs aside, without a gap', () => {
    const found = exponents(record(1, -1.99, 2, 0, 0.25, 0.2499, 0));
    expect(found.zeros).toBe(2);
    expect(found.counts.map(({ exponent, count }) => [exponent, count])).toEqual([[-3, 1], [-2, 1], [-1, 0], [0, 2], [1, 1]]); // prettier-ignore
    expect(exponents({})).toEqual({ counts: [], zeros: 0 });
    expect(exponents(record(0))).toEqual({ counts: [], zeros: 1 });
  });

  it('holds at every power of 2 and just beside it', () => {
    for (let e = -149; e < 128; e++) {
      expect(exponents(record(2 ** e)).counts).toEqual([{ exponent: e, count: 1 }]);
      if (e < -125) continue; // below, float32 has no number just beside it
      const below = 2 ** e * (1 - 2 ** -24);
      expect(exponents(record(below)).counts).toEqual([{ exponent: e - 1, count: 1 }]);
    }
  });

  it('moves as a whole when the loss is scaled', () => {
    const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(values, (whole) => {
        const given = whole.map((value) => value * 2 ** -20);
        const before = exponents(record(...given));
        const after = exponents(record(...given.map((value) => value * 1024)));
        const moved = before.counts.map(({ exponent, count }) => ({ exponent: exponent + 10, count })); // prettier-ignore
        expect(after).toEqual({ counts: moved, zeros: before.zeros });
      }),
    );
  });
});

describe('narrowed', () => {
  it('counts by hand', () => {
    const found = record(0, 2 ** -24, 2 ** -25, 1e-9, 1, 65504, 65519, 65520, -70000);
    expect(narrowed(found, float16)).toEqual({ nonzero: 8, lost: 2, overflowed: 2, subnormal: 1 }); // prettier-ignore
    expect(narrowed(found, float16, 2 ** 10)).toEqual({ nonzero: 8, lost: 0, overflowed: 4, subnormal: 2 }); // prettier-ignore
    expect(narrowed(found, bfloat16)).toEqual({ nonzero: 8, lost: 0, overflowed: 0, subnormal: 0 }); // prettier-ignore
    expect(narrowed(record(448, 464, 465), float8E4M3).overflowed).toBe(1);
  });

  it.each([float16, bfloat16, float8E4M3, float8E5M2])(
    '$name counts as rounding does',
    (format) => {
      const value = fc.tuple(fc.integer({ min: -160, max: 120 }), fc.float({ min: 1, max: 2, noNaN: true })); // prettier-ignore
      fc.assert(
        fc.property(
          fc.array(value, { maxLength: 30 }),
          fc.integer({ min: 0, max: 16 }),
          (some, s) => {
            const given = some.map(([e, m]) => Math.fround(m * 2 ** e));
            const scale = 2 ** s;
            const after = given.map((x) => [x, format.round(x * scale)] as const);
            expect(narrowed(record(...given), format, scale)).toEqual({
              nonzero: given.filter((x) => x !== 0).length,
              lost: after.filter(([x, y]) => x !== 0 && y === 0).length,
              overflowed: after.filter(([, y]) => !Number.isFinite(y)).length,
              subnormal: after.filter(([x, y]) => y > 0 && x * scale < format.smallestNormal)
                .length,
            });
          },
        ),
      );
    },
  );
});
