import { expect, it } from 'vitest';
import { idle } from '../../src/engine/kernels/KernelHelper';
import { kernels } from '../../src/engine/kernels/kernels';
import { matmul } from '../../src/engine/ops/matmul';
import { transpose } from '../../src/engine/ops/permute';
import { Rng } from '../../src/engine/random/Rng';
import { normalTensor } from '../../src/engine/random/randomTensor';
import { flat } from '../../src/engine/tensor/flat';
import { Halves } from '../../src/engine/tensor/Halves';
import { Tensor } from '../../src/engine/tensor/Tensor';
import { startKernelThreads } from '../../src/host/kernels/kernelThreads';

it('computes the same to the bit, however many threads share a product', async () => {
  const rng = new Rng('threads');
  const products = [
    [1, 700, 6100], // more columns than rows: split by columns
    [300, 200, 90], // by rows
    [129, 257, 140], // nothing divides
    [70, 1030, 64],
  ].map(([T = 0, K = 0, N = 0]) => {
    const x = normalTensor(rng, [T, K]);
    const half = (shape: [number, number]) => {
      const bits = Uint16Array.from({ length: K * N }, () => rng.integer(0x3000, 0x3c00));
      return new Tensor(new Halves(bits, 'bfloat16'), shape);
    };
    const whole = [normalTensor(rng, [K, N]), transpose(normalTensor(rng, [N, K]))];
    return { x, ws: [...whole, half([K, N]), transpose(half([N, K]))] };
  });
  const all = () => products.flatMap(({ x, ws }) => ws.map((w) => flat(matmul(x, w))));
  const alone = all();
  for (const threads of [2, 3]) {
    startKernelThreads(2);
    const helpers = kernels()?.helpers ?? [];
    await expect.poll(() => helpers.filter(({ isIdle }) => isIdle).length).toBe(threads - 1);
    expect(all()).toEqual(alone);
  }
});

it('takes back what a helper that never wakes has not begun', () => {
  const rng = new Rng('asleep');
  const [x, w] = [normalTensor(rng, [128, 256]), normalTensor(rng, [256, 128])];
  const expected = flat(matmul(x, w)).slice();
  const enlisted = kernels()?.enlist();
  const mailbox = kernels()?.bits(enlisted?.address ?? 0, 1) ?? new Int32Array(1);
  mailbox[0] = idle; // as a thread says when it is ready; here there is none
  expect(flat(matmul(x, w))).toEqual(expected);
  expect(mailbox[0]).toBe(idle);
});
