import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ForwardPassError } from '../errors/ForwardPassError';
import { allocate } from './allocate';
import { dims } from './dims';
import { zipElements } from './elementwise';
import { flat } from './flat';
import { scope } from './scope';
import { sumTo } from './sumTo';
import { Tensor } from './Tensor';
import { tensorFrom } from './tensorFrom';
import { broadcastView, permuteView, reshapeView, sliceView } from './views';

const counted = (...shape: number[]) => {
  const size = shape.reduce((a, b) => a * b, 1);
  return new Tensor(
    Float32Array.from({ length: size }, (_, i) => i),
    shape,
  );
};

describe('Tensor', () => {
  it('goes from nested arrays to numbers and back', () => {
    const x = tensorFrom([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect(x.shape).toEqual([2, 3]);
    expect(x.at(1, 0)).toBe(4);
    expect(x.toNested()).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect(tensorFrom(3).item()).toBe(3);
    expect(tensorFrom([]).shape).toEqual([0]);
  });

  it('reads a part by its first indices', () => {
    expect(counted(2, 3, 4).part(1, 2).toNested()).toEqual([20, 21, 22, 23]);
    expect(permuteView(counted(2, 3), [1, 0]).part(2).toNested()).toEqual([2, 5]);
  });

  it.each(['float32', 'float64', 'int32'] as const)('has no room for 2⁵⁰ %ss, and says so', (dtype) => {
    expect(() => allocate(dtype, 2 ** 50)).toThrow(ForwardPassError);
    expect(() => scope(() => allocate(dtype, 2 ** 50))).toThrow(/1125899906842624 numbers[\s\S]*shorter text/);
  }); // prettier-ignore

  it('explains wrong input', () => {
    expect(() => counted(2, 3).at(0, 3)).toThrow(/inside shape \(2, 3\)/);
    expect(() => counted(2, 3).at(0)).toThrow(/inside shape/);
    expect(() => counted(2, 3).item()).toThrow(/size 1/);
    expect(() => new Tensor(new Float32Array(5), [2, 3])).toThrow(/at least 6 numbers/);
    expect(() => tensorFrom([[1, 2], [3]])).toThrow(/pad shorter rows/);
  });
});

describe('views', () => {
  it('share storage: nothing is copied', () => {
    const x = counted(2, 3, 4);
    const views = [permuteView(x, [2, 0, 1]), sliceView(x, 1, 1, 3), reshapeView(x, [6, 4])];
    for (const view of [...views, broadcastView(x, [5, 2, 3, 4])]) expect(view.data).toBe(x.data);
  });

  it('read the right elements', () => {
    const x = counted(2, 3);
    expect(permuteView(x, [1, 0]).toNested()).toEqual([
      [0, 3],
      [1, 4],
      [2, 5],
    ]);
    expect(sliceView(x, -1, 1, 3).toNested()).toEqual([
      [1, 2],
      [4, 5],
    ]);
    expect(reshapeView(permuteView(x, [1, 0]), [2, 3]).toNested()).toEqual([
      [0, 3, 1],
      [4, 2, 5],
    ]);
    expect(broadcastView(sliceView(x, 1, 0, 1), [2, 2]).toNested()).toEqual([
      [0, 0],
      [3, 3],
    ]);
    expect([...flat(sliceView(permuteView(x, [1, 0]), 0, 1, 3))]).toEqual([1, 4, 2, 5]);
  });

  it('can be taken of views', () => {
    const inner = sliceView(sliceView(counted(4, 3), 0, 1, 4), 1, 1, 3);
    expect(inner.toNested()).toEqual([
      [4, 5],
      [7, 8],
      [10, 11],
    ]);
    expect(sliceView(inner, 0, 1, 2).toNested()).toEqual([[7, 8]]);
    expect(permuteView(inner, [1, 0]).part(1).toNested()).toEqual([5, 8, 11]);
    expect(broadcastView(inner.part(2), [2, 2]).toNested()).toEqual([
      [10, 11],
      [10, 11],
    ]);
    expect(reshapeView(inner.part(2), [2, 1]).toNested()).toEqual([[10], [11]]);
  });

  it('explain wrong input', () => {
    const x = counted(2, 3);
    expect(() => permuteView(x, [0, 0])).toThrow(/each of the 2 axes/);
    expect(() => sliceView(x, 1, 2, 4)).toThrow(/0 ≤ start ≤ end ≤ 3/);
    expect(() => sliceView(x, 2, 0, 1)).toThrow(/from -2 to 1/);
    expect(() => reshapeView(x, [4])).toThrow(/6 elements/);
    expect(() => broadcastView(x, [2, 4])).toThrow(/3 against 4/);
  });
});

describe('dims', () => {
  it('binds letters and checks those that are known', () => {
    const x = counted(2, 3, 4);
    expect(dims(x, 'B T C')).toEqual({ B: 2, T: 3, C: 4 });
    expect(dims(x, '... C').C).toBe(4);
    expect(() => dims(x, 'B T C', { C: 5 }, 'embedding')).toThrow(
      /embedding[\s\S]*C = 5[\s\S]*C = 4/,
    );
    expect(() => dims(x, 'T C')).toThrow(/2 axes: T C[\s\S]*3 axes/);
    expect(() => dims(x, 'T T C')).toThrow(/T = 2[\s\S]*T = 3/);
  });
});

describe('broadcasting', () => {
  /** Two shapes that fit: some axes of either are 1, and one may be shorter. */
  const shapes = fc
    .array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.constantFrom('both', 'a', 'b')), {
      maxLength: 4,
    })
    .chain((axes) => fc.tuple(fc.constant(axes), fc.nat({ max: axes.length })))
    .map(([axes, dropped]) => ({
      whole: axes.map(([length]) => length),
      a: axes.map(([length, kept]) => (kept === 'b' ? 1 : length)),
      b: axes.map(([length, kept], i) => (kept === 'a' || i < dropped ? 1 : length)).slice(dropped),
    }));

  it('agrees with a naive reference', () => {
    fc.assert(
      fc.property(shapes, ({ a, b }) => {
        const [x, y] = [counted(...a), counted(...b)];
        const sum = zipElements(x, y, 'test', (p, q) => p + 100 * q);
        const rank = sum.rank;
        for (let i = 0; i < sum.size; i++) {
          const index = indexOf(i, sum.shape);
          const pick = (t: Tensor) =>
            t.at(...t.shape.map((n, axis) => (n === 1 ? 0 : (index[axis + rank - t.rank] ?? 0))));
          if (sum.at(...index) !== pick(x) + 100 * pick(y)) return false;
        }
        return true;
      }),
    );
  });

  it('is undone by sumTo: Σ (broadcast x) ⊙ y = Σ x ⊙ sumTo(y)', () => {
    fc.assert(
      fc.property(shapes, ({ a, whole }) => {
        const [x, y] = [counted(...a), counted(...whole)];
        const total = (p: Tensor, q: Tensor) =>
          sumTo(
            zipElements(p, q, 'test', (u, v) => u * v),
            [],
          ).item();
        expect(total(broadcastView(x, whole), y)).toBe(total(x, sumTo(y, a)));
      }),
    );
  });
});

function indexOf(place: number, shape: readonly number[]): number[] {
  let rest = place;
  return shape
    .toReversed()
    .map((length) => {
      const i = rest % length;
      rest = Math.floor(rest / length);
      return i;
    })
    .reverse();
}
