// multiply: one matrix product by kernels, large ones shared with the helpers that are there. Each computes some columns, or
// some rows; an element's sum is the same whoever takes it, so the bits do not depend on how many there are.
import type { KernelHelper } from './KernelHelper';
import type { KernelMemory } from './KernelMemory';

/** y (T, N) = x (T, K) · w (K, N): addresses, and steps in numbers. y is in one piece; w lies in one of the `forms`. */
export interface Product {
  readonly T: number;
  readonly N: number;
  readonly K: number;
  readonly x: number;
  readonly xt: number;
  readonly xk: number;
  readonly w: number;
  readonly wk: number;
  readonly wn: number;
  readonly form: number;
  readonly y: number;
}

/** Multiplications: below, waking a helper costs more than it saves. */
const worthSharing = 2 ** 21;

const nobody: readonly KernelHelper[] = [];

export function multiply(memory: KernelMemory, product: Product): void {
  const { T, N, K, x, xt, xk, w, wk, wn, form, y } = product;
  const asFastAsMemory = T === 1 && product.wn === 1; // one thread reads rows as fast as two
  const shared = T * N * K >= worthSharing && !asFastAsMemory;
  const helpers = shared ? memory.helpers.filter((helper) => helper.isIdle) : nobody;
  if (helpers.length === 0) {
    if (T === 1) memory.run.thin(N, K, x, xk, w, wk, wn, form, y, memory.work);
    else memory.run.gemm(T, N, K, x, xt, xk, w, wk, wn, form, y, N, memory.work);
    return;
  }
  const byColumns = N >= T;
  const length = byColumns ? N : T;
  const share = 16 * Math.ceil(length / (16 * (helpers.length + 1)));
  const part = (by: KernelHelper | KernelMemory, i: number) => {
    const [start, end] = [Math.min(length, i * share), Math.min(length, (i + 1) * share)];
    if (start === end) return;
    if (byColumns) compute(memory, by, product, 0, T, start, end);
    else compute(memory, by, product, start, end, 0, N);
  };
  helpers.forEach((helper, i) => part(helper, i + 1));
  part(memory, 0);
  helpers.forEach((helper, i) => helper.finish() || part(memory, i + 1));
}

/** Rows t to tEnd − 1 of columns n to nEnd − 1, here or by a helper. */
function compute(
  { run }: KernelMemory,
  by: KernelHelper | KernelMemory,
  { T, N, K, x, xt, xk, w, wk, wn, form, y }: Product,
  t: number,
  tEnd: number,
  n: number,
  nEnd: number,
): void {
  const width = form === 0 ? 4 : 2;
  const [rows, columns] = [tEnd - t, nEnd - n];
  const [from, over, to] = [x + 4 * t * xt, w + width * n * wn, y + 4 * (t * N + n)];
  if (T === 1) {
    const args = [columns, K, from, xk, over, wk, wn, form, to, by.work] as const;
    if ('post' in by) by.post('thin', ...args);
    else run.thin(...args);
  } else {
    const args = [rows, columns, K, from, xt, xk, over, wk, wn, form, to, N, by.work] as const;
    if ('post' in by) by.post('gemm', ...args);
    else run.gemm(...args);
  }
}
