// rmsNormalise: give each row root mean square 1: RMSNorm before its scale γ. Zhang & Sennrich 2019, eq. 4.
//   y_i  = x_i / √(m + ε),   m = (1/C) Σ x_j²
//   dx_i = (dy_i − y_i · mean(dy · y)) / √(m + ε)
// Keeps m, one per row. ε stands inside the root, as in Llama; the paper has none.
import { kernelCall, rowCount } from '../kernels/kernelCall';
import { normalDoubles } from '../random/randomTensor';
import { allocate, floatTypeOf } from '../tensor/allocate';
import { flat } from '../tensor/flat';
import { rowsOf, type Row } from '../tensor/rowsOf';
import { Tensor } from '../tensor/Tensor';
import { defineOp } from './defineOp';

export const rmsNormalise = defineOp<
  [x: Tensor],
  { readonly epsilon: number },
  { readonly meanSquare: Tensor }
>({
  name: 'rmsNormalise',
  formula: 'y_i = x_i / √(mean(x²) + ε)',
  forward: ([x], { epsilon }) => {
    const { rows, squares } = fastRows(x, epsilon) ?? normalRows(x, epsilon);
    const saved = { meanSquare: new Tensor(squares, x.shape.with(-1, 1)) };
    return { output: new Tensor(rows, x.shape), saved };
  },
  backward: ({ gradient, output, saved: { meanSquare }, settings: { epsilon } }) => {
    const C = output.length(-1);
    const fast = kernelCall(output.size, [gradient, output, meanSquare], (run, d, [g, y, m]) =>
      run.rmsNormaliseBackward(rowCount(output), C, epsilon, g, y, m, d),
    );
    return [new Tensor(fast ?? pulledRows(gradient, output, meanSquare, epsilon), output.shape)];
  },
  probe: (rng) => [{ inputs: [normalDoubles(rng, [2, 3, 5])], settings: { epsilon: 1e-3 } }],
});

function normalRows(x: Tensor, epsilon: number) {
  const dtype = floatTypeOf(x);
  const C = x.length(-1);
  const rows = allocate(dtype, x.size);
  const squares = allocate(dtype, x.size / C);
  rows.set(flat(x));
  rowsOf(rows, C).forEach((row, r) => {
    const meanSquare = row.reduce((total, value) => total + value * value, 0) / C;
    const root = Math.sqrt(meanSquare + epsilon);
    row.forEach((value, i) => (row[i] = value / root));
    squares[r] = meanSquare;
  });
  return { rows, squares };
}

function fastRows(x: Tensor, epsilon: number) {
  const count = rowCount(x);
  const data = kernelCall(x.size + count, [x], (run, y, [at]) =>
    run.rmsNormalise(count, x.length(-1), epsilon, at, y, y + 4 * x.size),
  );
  return data && { rows: data.subarray(0, x.size), squares: data.subarray(x.size) };
}

function pulledRows(gradient: Tensor, output: Tensor, meanSquare: Tensor, epsilon: number) {
  const C = output.length(-1);
  const out = allocate(output.dtype, output.size);
  out.set(flat(gradient));
  const squares = flat(meanSquare);
  const normalised = rowsOf(flat(output), C);
  rowsOf(out, C).forEach((row, r) => {
    const y = normalised[r] as Row;
    const slope = row.reduce((total, g, i) => total + g * (y[i] as number), 0) / C;
    const root = Math.sqrt((squares[r] as number) + epsilon);
    row.forEach((g, i) => (row[i] = (g - (y[i] as number) * slope) / root));
  });
  return out;
}
