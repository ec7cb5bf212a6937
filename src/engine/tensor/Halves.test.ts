// Numbers kept in 16 bits against the same numbers widened before, which must give the same bits; what the patterns mean is
// compared with PyTorch and numpy in tests/golden/engine/halves.golden.test.ts.
import { describe, expect, it } from 'vitest';
import { gradients } from '../autograd/gradients';
import { watch } from '../autograd/watch';
import type { HalfFormat } from '../formats/widen';
import { withoutKernels } from '../kernels/kernels';
import { embedding } from '../ops/embedding';
import { exp } from '../ops/exp';
import { matmul } from '../ops/matmul';
import { transpose } from '../ops/permute';
import { sum } from '../ops/sum';
import { Rng } from '../random/Rng';
import { normalTensor } from '../random/randomTensor';
import { adam } from '../train/adam';
import { flat } from './flat';
import { Halves } from './Halves';
import { residence, resident } from './resident';
import { scope } from './scope';
import { Tensor } from './Tensor';
import { filled, tensorFrom } from './tensorFrom';
import { permuteView, sliceView } from './views';

const formats: readonly HalfFormat[] = ['bfloat16', 'float16'];
const endless = { bfloat16: 0x7f80, float16: 0x7c00 };

/** Any finite patterns, a few of them subnormal. */
function drawn(format: HalfFormat, shape: readonly [number, number], name: string): Tensor {
  const rng = new Rng('halves').fork(`${name} ${shape.join(' ')}`);
  const bits = Uint16Array.from({ length: shape[0] * shape[1] }, () => {
    const near = format === 'bfloat16' ? 0x3c00 + rng.integer(0, 0x0400) : rng.integer(0, 0x3c00);
    return near + 0x8000 * rng.integer(0, 2);
  });
  return new Tensor(new Halves(bits, format), shape);
}

/** By the plain TypeScript, which shares nothing with the kernels. */
const wide = (x: Tensor) => new Tensor(Float32Array.from(withoutKernels(() => flat(x))), x.shape);

describe.each(formats)('%s', (format) => {
  const sizes = [1, 3, 16, 19, 34].flatMap((N) => [5, 64, 258, 771].map((K) => [N, K] as const));
  const large = [
    [1031, 256],
    [1031, 768],
  ] as const; // see assembly/lines.ts

  it.each([...sizes, ...large])(
    '%i columns of %i: as widened before, whichever way they lie',
    (N, K) => {
      const all = normalTensor(new Rng('x').fork(`${K}`), [5, K]);
      const given = [drawn(format, [K, N], 'w'), transpose(drawn(format, [N, K], 'w'))];
      for (const w of given) {
        for (const x of [all, sliceView(all, 0, 2, 3)]) {
          const expected = flat(matmul(x, permuteView(wide(w), [0, 1])));
          expect(flat(matmul(x, w))).toEqual(expected);
          expect(scope(() => matmul(x, w)).toNested()).toEqual(matmul(x, wide(w)).toNested());
        }
      }
    },
  );

  it('multiplies by parts of a matrix, and by one that lives in the kernels’ memory', () => {
    const x = normalTensor(new Rng('x'), [1, 64]);
    const w = drawn(format, [64, 90], 'w');
    const { tensors, release } = resident({ w });
    expect(tensors.w.halves?.format).toBe(format);
    for (const from of [w, tensors.w]) {
      const part = sliceView(from, 1, 7, 47);
      expect(flat(matmul(x, part))).toEqual(flat(matmul(x, wide(part))));
      const turned = transpose(sliceView(transpose(from), 0, 11, 43));
      expect(flat(matmul(x, turned))).toEqual(flat(matmul(x, wide(turned))));
    }
    const alone = withoutKernels(() => matmul(x, w));
    expect(flat(alone)).toEqual(flat(withoutKernels(() => matmul(x, wide(w)))));
    release();
  });

  it('lets ∞ and NaN through', () => {
    const bits = Uint16Array.of(
      endless[format],
      endless[format] | 0x8000,
      endless[format] | 1,
      0x3c00,
    );
    const w = new Tensor(new Halves(bits, format), [1, 4]);
    const products = flat(matmul(filled([1, 1], 2), w));
    expect([...products]).toEqual([Infinity, -Infinity, NaN, 2 * w.at(0, 3)]);
    expect(w.halves?.firstEndless).toBe(0);
    expect([[...flat(w)]]).toEqual(w.toNested());
  });

  it('looks rows up, and everything else sees float32', () => {
    const table = drawn(format, [9, 35], 'table');
    const ids = tensorFrom([[3, 0], [8, 3]], 'int32'); // prettier-ignore
    expect(table.dtype).toBe('float32');
    expect(flat(embedding(table, ids))).toEqual(flat(embedding(wide(table), ids)));
    for (const view of [table, transpose(table), sliceView(table, 0, 2, 5)]) {
      expect(view.toNested()).toEqual(wide(view).toNested());
      expect(flat(exp(view))).toEqual(flat(exp(wide(view))));
    }
    expect(table.part(4, 6).item()).toBe(wide(table).at(4, 6));
  });

  it('has the gradients of float32', () => {
    const [x, w, table] = [
      normalTensor(new Rng('x'), [6, 20]),
      drawn(format, [20, 8], 'w'),
      drawn(format, [5, 20], 't'),
    ];
    const found = (params: { w: Tensor; table: Tensor }) => {
      const watched = watch({ ...params, x });
      const rows = embedding(watched.table, tensorFrom([0, 4, 4, 1, 2, 0], 'int32'));
      const {
        x: dx,
        w: dw,
        table: dtable,
      } = gradients(sum(matmul(exp(watched.x), watched.w)), {
        x: watched.x,
        w: watched.w,
      }) as Record<string, Tensor>;
      return [dx, dw, dtable, rows].map((t) => t?.toNested());
    };
    expect(found({ w, table })).toEqual(found({ w: wide(w), table: wide(table) }));
  });

  it('is no parameter that an optimizer can update', () => {
    const [w, optimizer] = [drawn(format, [2, 2], 'w'), adam({})];
    const update = () =>
      optimizer.update({ w }, { w: filled([2, 2], 1) }, optimizer.initialState({ w }), {
        learningRate: 1,
        step: 1,
      });
    expect(update).toThrow(/16 bits/);
  });

  it('takes half the room', () => {
    const home = residence([{ shape: [64], format }, { shape: [64] }]);
    const [half, whole] = [home.room({ shape: [64], format }), home.room({ shape: [64] })];
    expect(whole.data.byteOffset - (half.halves?.bits.byteOffset ?? 0)).toBe(128);
    home.release();
  });
});
