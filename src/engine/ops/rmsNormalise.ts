// rmsNormalise: give each row root mean square 1: RMSNorm before its scale γ. Zhang & Sennrich 2019, eq. 4.
//   y_i  = x_i / √(m + ε),   m = (1/C) Σ x_j²
//   dx_i = (dy_i − y_i · mean(dy · y)) / √(m + ε)
// Keeps m, one per row. ε stands inside the root, as in Llama; the paper has none.
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
    const dtype = floatTypeOf(x);
    const C = x.length(-1);
    const out = allocate(dtype, x.size);
    const squares = allocate(dtype, x.size / C);
    out.set(flat(x));
    rowsOf(out, C).forEach((row, r) => {
      const meanSquare = row.reduce((total, value) => total + value * value, 0) / C;
      const root = Math.sqrt(meanSquare + epsilon);
      row.forEach((value, i) => (row[i] = value / root));
      squares[r] = meanSquare;
    });
    const saved = { meanSquare: new Tensor(squares, x.shape.with(-1, 1)) };
    return { output: new Tensor(out, x.shape), saved };
  },
  backward: ({ gradient, output, saved: { meanSquare }, settings: { epsilon } }) => {
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
    return [new Tensor(out, output.shape)];
  },
  probe: (rng) => [{ inputs: [normalDoubles(rng, [2, 3, 5])], settings: { epsilon: 1e-3 } }],
});
