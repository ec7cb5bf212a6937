// matmul: matrix product, over any number of batch axes in front; axes of length 1 (or none) repeat.
//   y[t, n] = Σ_c x[t, c] · w[c, n]                (…, T, C) @ (…, C, N) → (…, T, N)
//   dx = dy @ wᵀ,   dw = xᵀ @ dy
// Strides are followed, so a transposed operand is not copied. Sums run in float64. The readable reference: a faster
// kernel has to agree with it.
import { ForwardPassError } from '../errors/ForwardPassError';
import { normalDoubles } from '../random/randomTensor';
import { allocate, floatTypeOf } from '../tensor/allocate';
import { forEachOffset } from '../tensor/forEachOffset';
import { broadcastShape, showShape, sizeOf, type Shape } from '../tensor/shape';
import { sumTo } from '../tensor/sumTo';
import { Tensor } from '../tensor/Tensor';
import { broadcastView, permuteView } from '../tensor/views';
import { defineOp } from './defineOp';

export const matmul = defineOp<[x: Tensor, w: Tensor]>({
  name: 'matmul',
  formula: 'y_tn = Σ_c x_tc · w_cn',
  forward: ([x, w]) => ({ output: product(x, w) }),
  backward: ({ gradient, inputs: [x, w] }) => [
    sumTo(product(gradient, transposed(w)), x.shape),
    sumTo(product(transposed(x), gradient), w.shape),
  ],
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
  const lefts = matrixOffsets(x, batch);
  const rights = matrixOffsets(w, batch);
  const out = allocate(floatTypeOf(x, w), sizeOf(batch) * T * N);

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
  return new Tensor(out, [...batch, T, N]);
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
