// matmul: matrix product, over any number of batch axes in front; axes of length 1 (or none) repeat.
//   y[t, n] = Σ_c x[t, c] · w[c, n]                (…, T, C) @ (…, C, N) → (…, T, N)
//   dx = dy @ wᵀ,   dw = xᵀ @ dy
// Strides are followed, so a transposed operand is not copied. The readable reference sums in float64 and is what float64
// is computed with; float32 goes to the kernels (assembly/gemm.ts, thin.ts), whose sums are float32, and which widen a w that
// is kept in 16 bits as they read it.
import { ForwardPassError } from '../errors/ForwardPassError';
import { asKept, formOf, onStack, reachable } from '../kernels/kernelCall';
import { kernels } from '../kernels/kernels';
import { multiply } from '../kernels/multiply';
import { normalDoubles } from '../random/randomTensor';
import { allocate, floatTypeOf, type Storage } from '../tensor/allocate';
import { forEachOffset } from '../tensor/forEachOffset';
import { broadcastShape, showShape, sizeOf, type Shape } from '../tensor/shape';
import { sumTo } from '../tensor/sumTo';
import { Tensor } from '../tensor/Tensor';
import { broadcastView, permuteView, reshapeView } from '../tensor/views';
import { defineOp } from './defineOp';

export const matmul = defineOp<[x: Tensor, w: Tensor]>({
  name: 'matmul',
  formula: 'y_tn = Σ_c x_tc · w_cn',
  forward: ([x, w]) => ({ output: product(x, w) }),
  backward: ({ gradient, inputs: [x, w] }) => {
    const dx = sumTo(product(gradient, transposed(w)), x.shape);
    if (w.rank > 2) return [dx, sumTo(product(transposed(x), gradient), w.shape)];
    const rows = (t: Tensor) => reshapeView(t, [t.size / t.length(-1), t.length(-1)]);
    return [dx, product(transposed(rows(x)), rows(gradient))]; // the batch is rows like any other: one product sums it
  },
  probe: (rng) => [
    { inputs: [normalDoubles(rng, [3, 4]), normalDoubles(rng, [4, 2])] },
    { inputs: [normalDoubles(rng, [2, 3, 4]), normalDoubles(rng, [4, 2])] },
    { inputs: [normalDoubles(rng, [2, 1, 3, 4]), normalDoubles(rng, [3, 4, 2])] },
  ],
});

function product(x: Tensor, w: Tensor): Tensor {
  if (x.rank < 2 || w.rank < 2 || x.length(-1) !== w.length(-2)) throw mismatch(x, w);
  const [T, C, N] = [x.length(-2), x.length(-1), w.length(-1)];
  const batch = broadcastShape(x.shape.slice(0, -2), w.shape.slice(0, -2), 'matmul');
  if (w.rank === 2 && batch.length > 0 && x.size > 0) {
    const rows = product(reshapeView(x, [sizeOf(batch) * T, C]), w);
    return reshapeView(rows, [...batch, T, N]);
  }
  const lefts = matrixOffsets(x, batch);
  const rights = matrixOffsets(w, batch);
  const data = fastProducts(x, w, lefts, rights) ?? products(x, w, lefts, rights);
  return new Tensor(data, [...batch, T, N]);
}

type Offsets = readonly number[];

function products(x: Tensor, w: Tensor, lefts: Offsets, rights: Offsets): Storage {
  const [T, C, N] = [x.length(-2), x.length(-1), w.length(-1)];
  const out = allocate(floatTypeOf(x, w), lefts.length * T * N);
  const [xs, ws] = [x.data, w.data];
  const [xRow, xStep] = [x.stride(-2), x.stride(-1)];
  const [wStep, wColumn] = [w.stride(-2), w.stride(-1)];
  let place = 0;
  lefts.forEach((left, b) => {
    const right = rights[b] as number;
    for (let t = 0; t < T; t++) {
      for (let n = 0; n < N; n++) {
        let xi = left + t * xRow;
        let wi = right + n * wColumn;
        let total = 0;
        for (let c = 0; c < C; c++, xi += xStep, wi += wStep) {
          total += (xs[xi] as number) * (ws[wi] as number);
        }
        out[place++] = total;
      }
    }
  });
  return out;
}

function fastProducts(x: Tensor, w: Tensor, lefts: Offsets, rights: Offsets): Storage | null {
  const memory = kernels();
  const [T, C, N] = [x.length(-2), x.length(-1), w.length(-1)];
  const size = lefts.length * T * N;
  if (!memory || x.dtype !== 'float32' || w.dtype !== 'float32' || C * size === 0) return null;
  const [xt, xk] = [x.stride(-2), x.stride(-1)];
  const [wk, wn] = [w.stride(-2), w.stride(-1)];
  const form = formOf(w);
  const width = form === 0 ? 4 : 2;
  return onStack(memory, size, (y) => {
    const xAt = reachable(memory, x);
    const wAt = xAt && asKept(memory, w);
    if (wAt === 0) return false;
    lefts.forEach((left, b) => {
      const from = xAt + 4 * (left - x.offset);
      const over = wAt + width * ((rights[b] as number) - w.offset);
      multiply(memory, {
        T,
        N,
        K: C,
        x: from,
        xt,
        xk,
        w: over,
        wk,
        wn,
        form,
        y: y + 4 * b * T * N,
      });
    });
    return true;
  });
}

/** Where each matrix of the batch begins in storage. */
function matrixOffsets(x: Tensor, batch: Shape): number[] {
  const { strides } = broadcastView(x, [...batch, x.length(-2), x.length(-1)]);
  const offsets: number[] = [];
  forEachOffset(batch, strides.slice(0, -2), x.offset, (offset) => offsets.push(offset));
  return offsets;
}

function transposed(x: Tensor): Tensor {
  const axes = x.shape.map((_, axis) => axis);
  return permuteView(x, [...axes.slice(0, -2), x.rank - 1, x.rank - 2]);
}

function mismatch(x: Tensor, w: Tensor): ForwardPassError {
  return new ForwardPassError({
    what: 'matmul: (…, T, C) @ (…, C, N)',
    expected: 'matrices whose inner lengths C agree',
    got: `${showShape(x.shape)} @ ${showShape(w.shape)}`,
    hint: 'transpose one of them, or check which axis holds the width',
  });
}
