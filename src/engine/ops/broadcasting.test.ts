// Every op of two or three tensors against a naive reference, one index at a time, over random shapes: axes of length 0 and
// 1, missing axes, transposed storage; and its gradients, summed over the repeats the same naive way.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { laidOutTransposed } from '../autograd/gradientCheck';
import { gradients } from '../autograd/gradients';
import { watch } from '../autograd/watch';
import { Rng } from '../random/Rng';
import { normalDoubles } from '../random/randomTensor';
import { flat } from '../tensor/flat';
import { sizeOf, type Shape } from '../tensor/shape';
import { Tensor } from '../tensor/Tensor';
import { add } from './add';
import { div } from './div';
import { maskedFill } from './maskedFill';
import { matmul } from './matmul';
import { mul } from './mul';
import { sub } from './sub';
import { where } from './where';

interface Naive {
  readonly op: (...inputs: Tensor[]) => Tensor;
  readonly value: (...inputs: number[]) => number;
  /** One per input: the derivative, or null for data. */
  readonly slopes: readonly (((...inputs: number[]) => number) | null)[];
}

const ops: Record<string, Naive> = {
  add: { op: binary(add), value: (a, b) => a + b, slopes: [() => 1, () => 1] },
  sub: { op: binary(sub), value: (a, b) => a - b, slopes: [() => 1, () => -1] },
  mul: { op: binary(mul), value: (a, b) => a * b, slopes: [(_, b) => b, (a) => a] },
  div: {
    op: binary(div),
    value: (a, b) => a / b,
    slopes: [(_, b) => 1 / b, (a, b) => -a / b ** 2],
  },
  where: {
    op: (asked, a, b) => where(signs(asked), a as Tensor, b as Tensor),
    value: (asked, a, b) => (asked > 0 ? a : b),
    slopes: [null, (asked) => (asked > 0 ? 1 : 0), (asked) => (asked > 0 ? 0 : 1)],
  },
};

/** A shape, and for three operands shapes that broadcast to it (at least one has it whole). */
const shapes = fc
  .record({
    whole: fc.array(fc.nat(3), { maxLength: 4 }),
    cuts: fc.array(
      fc.record({ drop: fc.nat(4), ones: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }) }),
      {
        minLength: 2,
        maxLength: 2,
      },
    ),
    turn: fc.nat(2),
    seed: fc.integer(),
  })
  .map(({ whole, cuts, turn, seed }) => {
    const cut = cuts.map(({ drop, ones }) =>
      whole.map((length, axis) => (ones[axis] ? 1 : length)).slice(Math.min(drop, whole.length)),
    );
    const operands = [whole, ...cut];
    return { whole, operands: [...operands.slice(turn), ...operands.slice(0, turn)], seed };
  });

describe.each(Object.entries(ops))('%s', (_, { op, value, slopes }) => {
  it('broadcasts, forwards and backwards', () => {
    fc.assert(
      fc.property(shapes, fc.boolean(), ({ operands, seed }, turned) => {
        const rng = new Rng(seed);
        const inputs = operands
          .slice(0, slopes.length)
          .map((shape) => normalDoubles(rng, shape))
          .map((x) => (turned ? laidOutTransposed(x) : x));
        const shape = naiveShape(inputs.map((x) => x.shape));
        const names = slopes.flatMap((slope, i) => (slope ? [`${i}`] : []));
        const leaves = watch(Object.fromEntries(inputs.map((x, i) => [`${i}`, x])));
        const y = op(...Object.values(leaves));
        const dy = normalDoubles(rng, shape);
        const chosen = Object.fromEntries(names.map((name) => [name, leaves[name] as Tensor]));
        const found = gradients(y, chosen, dy);

        expect(y.shape).toEqual(shape);
        const expected = inputs.map((x) => new Float64Array(x.size));
        indices(shape).forEach((index, place) => {
          const places = inputs.map((x) => repeated(x.shape, index));
          const given = inputs.map((x, i) => flat(x)[places[i] ?? 0] ?? NaN);
          expect(flat(y)[place]).toBe(value(...given));
          expected.forEach((sums, i) => {
            const at = places[i] ?? 0;
            sums[at] = (sums[at] ?? NaN) + (flat(dy)[place] ?? NaN) * (slopes[i]?.(...given) ?? 0);
          });
        });
        for (const name of names) close(found[name] as Tensor, expected[Number(name)] ?? []);
      }),
    );
  });
});

it('maskedFill hides what the mask says, repeated over the rest', () => {
  fc.assert(
    fc.property(shapes, ({ whole, operands, seed }) => {
      const rng = new Rng(seed);
      const smaller = operands.at(-1) ?? [];
      const [x, mask] = [normalDoubles(rng, whole), signs(normalDoubles(rng, smaller))];
      const y = flat(maskedFill(x, mask, { value: 7 }));
      indices(whole).forEach((index, place) => {
        const hidden = flat(mask)[repeated(smaller, index)];
        expect(y[place]).toBe(hidden ? 7 : flat(x)[place]);
      });
    }),
  );
});

it('matmul multiplies every pair of matrices that its batch axes pair up', () => {
  const lengths = fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3));
  fc.assert(
    fc.property(shapes, lengths, fc.boolean(), ({ operands, seed }, [T, C, N], turned) => {
      const rng = new Rng(seed);
      const [left = [], right = []] = operands;
      const layout = (x: Tensor) => (turned ? laidOutTransposed(x) : x);
      const x = layout(normalDoubles(rng, [...left, T, C]));
      const w = layout(normalDoubles(rng, [...right, C, N]));
      const batch = naiveShape([left, right]);
      const y = matmul(x, w);
      expect(y.shape).toEqual([...batch, T, N]);
      const [xs, ws] = [flat(x), flat(w)];
      const expected = indices([...batch, T, N]).map((index) => {
        const [t = 0, n = 0] = index.slice(-2);
        const [xAt, wAt] = [
          repeated(left, index.slice(0, -2)),
          repeated(right, index.slice(0, -2)),
        ];
        let total = 0;
        for (let c = 0; c < C; c++) {
          total += (xs[(xAt * T + t) * C + c] ?? NaN) * (ws[(wAt * C + c) * N + n] ?? NaN);
        }
        return total;
      });
      close(y, expected);
    }),
  );
});

function binary(op: (a: Tensor, b: Tensor) => Tensor) {
  return (a?: Tensor, b?: Tensor) => op(a as Tensor, b as Tensor);
}

function signs(x?: Tensor): Tensor {
  const given = x as Tensor;
  return new Tensor(
    Int32Array.from(flat(given), (value) => (value > 0 ? 1 : 0)),
    given.shape,
  );
}

/** Axes lined up at the end; a length that is not 1 wins. */
function naiveShape(shapes: readonly Shape[]): number[] {
  const rank = Math.max(...shapes.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, axis) => {
    const lengths = shapes.map((shape) => shape[axis - rank + shape.length] ?? 1);
    return lengths.find((length) => length !== 1) ?? 1;
  });
}

/** Every index of a shape, last axis fastest. */
function indices(shape: Shape): number[][] {
  return Array.from({ length: sizeOf(shape) }, (_, place) => {
    let rest = place;
    return shape
      .toReversed()
      .map((length) => {
        const i = rest % length;
        rest = (rest - i) / length;
        return i;
      })
      .reverse();
  });
}

/** Where in a smaller shape an index of the whole one reads. */
function repeated(shape: Shape, index: readonly number[]): number {
  const own = index.slice(index.length - shape.length);
  return shape.reduce(
    (place, length, axis) => place * length + (length === 1 ? 0 : (own[axis] ?? 0)),
    0,
  );
}

function close(found: Tensor, expected: ArrayLike<number>) {
  expect(found.size).toBe(expected.length);
  flat(found).forEach((value: number, i: number) => {
    const right = expected[i] ?? NaN;
    expect(Math.abs(value - right)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(right)));
  });
}
