// The kernels against the plain TypeScript of the ops, which is the reference.
import { expect, it } from 'vitest';
import { matmul } from '../ops/matmul';
import { transpose } from '../ops/permute';
import { Rng } from '../random/Rng';
import { normalTensor } from '../random/randomTensor';
import { flat } from '../tensor/flat';
import type { Tensor } from '../tensor/Tensor';
import { sliceView } from '../tensor/views';
import { withoutKernels } from './kernels';

const sizes = [
  ...[1, 3, 16, 19, 34].flatMap((N) => [5, 64, 258, 771].map((K) => ({ N, K }))),
  ...[256, 768].map((K) => ({ N: 1031, K })), // large: see assembly/lines.ts
];

it.each(sizes)('multiplies 5 rows of $K by $N columns, whichever way they lie', ({ N, K }) => {
  const rng = new Rng('products').fork(`${N} ${K}`);
  const x = normalTensor(rng, [5, K]);
  const byRows = normalTensor(rng, [K, N]);
  const byColumns = transpose(normalTensor(rng, [N, K]));
  for (const w of [byRows, byColumns]) {
    const all = matmul(x, w);
    const reference = withoutKernels(() => matmul(x, w));
    expect(furthest(all, reference)).toBeLessThan(1e-6 + 2e-7 * K);
    const alone = sliceView(x, 0, 2, 3);
    expect(flat(matmul(alone, w))).toEqual(flat(sliceView(all, 0, 2, 3))); // the same to the bit alone or among others
  }
});

function furthest(a: Tensor, b: Tensor): number {
  const values = flat(b);
  return Math.max(...Array.from(flat(a), (value, i) => Math.abs(value - (values[i] ?? NaN))));
}
