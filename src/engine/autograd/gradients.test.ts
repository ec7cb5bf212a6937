import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add } from '../ops/add';
import { matmul } from '../ops/matmul';
import { mul } from '../ops/mul';
import { scale } from '../ops/scale';
import { softmax } from '../ops/softmax';
import { sum } from '../ops/sum';
import { Rng } from '../random/Rng';
import { normalDoubles } from '../random/randomTensor';
import { tensorFrom } from '../tensor/tensorFrom';
import { gradientCheck } from './gradientCheck';
import { gradients } from './gradients';
import { watch } from './watch';

describe('gradients', () => {
  it('of a product, by hand', () => {
    const params = watch({ a: tensorFrom([2, 3]), b: tensorFrom([5, 7]) });
    const found = gradients(sum(mul(params.a, params.b)), params);
    expect(found.a.toNested()).toEqual([5, 7]);
    expect(found.b.toNested()).toEqual([2, 3]);
  });

  it('add up over every use of a tensor', () => {
    const { x } = watch({ x: tensorFrom(3) });
    const y = add(mul(x, x), add(x, x)); // x² + 2x
    expect(gradients(y, { x }).x.item()).toBe(2 * 3 + 2);
  });

  it('of an intermediate are there when asked for', () => {
    const { x } = watch({ x: tensorFrom([1, 2]) });
    const hidden = scale(x, { by: 10 });
    const found = gradients(sum(mul(hidden, hidden)), { hidden, x });
    expect(found.hidden.toNested()).toEqual([20, 40]);
    expect(found.x.toNested()).toEqual([200, 400]);
  });

  it('are 0 for a watched tensor that the result does not use', () => {
    const { x, unused } = watch({ x: tensorFrom(1), unused: tensorFrom([1, 1]) });
    expect(gradients(x, { unused }).unused.toNested()).toEqual([0, 0]);
  });

  it('pass through a chain of 20,000 ops', () => {
    const { x } = watch({ x: tensorFrom(1) });
    let y = x;
    for (let i = 0; i < 20000; i++) y = scale(y, { by: 1 });
    expect(gradients(y, { x }).x.item()).toBe(1);
  });

  it('are linear in the seed', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const rng = new Rng(seed);
        const { x } = watch({ x: normalDoubles(rng, [2, 3]) });
        const y = softmax(x);
        const [p, q] = [normalDoubles(rng, [2, 3]), normalDoubles(rng, [2, 3])];
        const both = gradients(y, { x }, add(p, q)).x;
        const apart = add(gradients(y, { x }, p).x, gradients(y, { x }, q).x);
        both.data.forEach((value, i) => expect(value).toBeCloseTo(apart.data[i] ?? NaN, 12));
      }),
    );
  });

  it('explain wrong input', () => {
    const plain = tensorFrom([1, 2]);
    const { x } = watch({ x: plain });
    expect(() => gradients(sum(plain), { plain })).toThrow(/"plain"[\s\S]*watch\(params\)/);
    expect(() => gradients(x, { x })).toThrow(/sum or mean it first/);
    expect(() => gradients(x, { x }, tensorFrom([1]))).toThrow(/shape of the result, \(2\)/);
  });
});

describe('the graph', () => {
  it('is not kept unless something is watched', () => {
    const plain = tensorFrom([[1, 2]]);
    expect(softmax(plain).origin).toBeUndefined();
  });

  it('is data: op, formula, inputs, settings', () => {
    const { x } = watch({
      x: tensorFrom([
        [1, 2],
        [3, 4],
      ]),
    });
    const y = scale(matmul(x, x), { by: 3 });
    expect(y.origin?.op.name).toBe('scale');
    expect(y.origin?.settings).toEqual({ by: 3 });
    expect(y.origin?.inputs[0]?.origin?.op.formula).toBe('y_tn = Σ_c x_tc · w_cn');
  });
});

describe('gradientCheck', () => {
  it('notices a wrong derivative', () => {
    const x = normalDoubles(new Rng(1), [3]);
    // x · x, with one factor hidden from the graph: the gradient found is half of the true one
    const half = ([given = x]: readonly (typeof x)[]) => {
      const hidden = tensorFrom(given.toNested(), 'float64');
      return mul(given, hidden);
    };
    expect(gradientCheck(half, [x], new Rng(2))).toBeGreaterThan(0.1);
  });
});
