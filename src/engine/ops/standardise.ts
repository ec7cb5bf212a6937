// standardise: give each row mean 0 and variance 1: LayerNorm before γ and β. Ba, Kiros & Hinton 2016, eq. 4.
//   y_i  = (x_i − μ) / √(σ² + ε),   μ = (1/C) Σ x_j,   σ² = (1/C) Σ (x_j − μ)²
//   dx_i = (dy_i − mean(dy) − y_i · mean(dy · y)) / √(σ² + ε)
// Keeps μ and σ², one per row, for backward and for the film.
import { normalDoubles } from '../random/randomTensor';
import { allocate, floatTypeOf } from '../tensor/allocate';
import { flat } from '../tensor/flat';
import { rowsOf, type Row } from '../tensor/rowsOf';
import { Tensor } from '../tensor/Tensor';
import { defineOp } from './defineOp';

export const standardise = defineOp<
  [x: Tensor],
  { readonly epsilon: number },
  { readonly mean: Tensor; readonly variance: Tensor }
>({
  name: 'standardise',
  formula: 'y_i = (x_i − μ) / √(σ² + ε)',
  forward: ([x], { epsilon }) => {
    const dtype = floatTypeOf(x);
    const C = x.length(-1);
    const out = allocate(dtype, x.size);
    const means = allocate(dtype, x.size / C);
    const variances = allocate(dtype, x.size / C);
    out.set(flat(x));
    rowsOf(out, C).forEach((row, r) => {
      const mean = row.reduce((total, value) => total + value, 0) / C;
      const variance = row.reduce((total, value) => total + (value - mean) ** 2, 0) / C;
      const deviation = Math.sqrt(variance + epsilon);
      row.forEach((value, i) => (row[i] = (value - mean) / deviation));
      means[r] = mean;
      variances[r] = variance;
    });
    const perRow = x.shape.with(-1, 1);
    const saved = { mean: new Tensor(means, perRow), variance: new Tensor(variances, perRow) };
    return { output: new Tensor(out, x.shape), saved };
  },
  backward: ({ gradient, output, saved: { variance }, settings: { epsilon } }) => {
    const C = output.length(-1);
    const out = allocate(output.dtype, output.size);
    out.set(flat(gradient));
    const variances = flat(variance);
    const normalised = rowsOf(flat(output), C);
    rowsOf(out, C).forEach((row, r) => {
      const y = normalised[r] as Row;
      const mean = row.reduce((total, g) => total + g, 0) / C;
      const slope = row.reduce((total, g, i) => total + g * (y[i] as number), 0) / C;
      const deviation = Math.sqrt((variances[r] as number) + epsilon);
      row.forEach((g, i) => (row[i] = (g - mean - (y[i] as number) * slope) / deviation));
    });
    return [new Tensor(out, output.shape)];
  },
  probe: (rng) => [{ inputs: [normalDoubles(rng, [2, 3, 5])], settings: { epsilon: 1e-3 } }],
});
