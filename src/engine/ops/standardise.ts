// standardise: give each row mean 0 and variance 1: LayerNorm before γ and β. Ba, Kiros & Hinton 2016, eq. 4.
//   y_i  = (x_i − μ) / √(σ² + ε),   μ = (1/C) Σ x_j,   σ² = (1/C) Σ (x_j − μ)²
//   dx_i = (dy_i − mean(dy) − y_i · mean(dy · y)) / √(σ² + ε)
// Keeps μ and σ², one per row, for backward and for the film.
import { kernelCall, rowCount } from '../kernels/kernelCall';
import { normalDoubles } from '../random/randomTensor';
import { allocate, floatTypeOf, type Storage } from '../tensor/allocate';
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
    const { rows, means, variances } = fastRows(x, epsilon) ?? standardRows(x, epsilon);
    const perRow = x.shape.with(-1, 1);
    const saved = { mean: new Tensor(means, perRow), variance: new Tensor(variances, perRow) };
    return { output: new Tensor(rows, x.shape), saved };
  },
  backward: ({ gradient, output, saved: { variance }, settings: { epsilon } }) => {
    const C = output.length(-1);
    const fast = kernelCall(output.size, [gradient, output, variance], (run, d, [g, y, v]) =>
      run.standardiseBackward(rowCount(output), C, epsilon, g, y, v, d),
    );
    return [new Tensor(fast ?? pulledRows(gradient, output, variance, epsilon), output.shape)];
  },
  probe: (rng) => [{ inputs: [normalDoubles(rng, [2, 3, 5])], settings: { epsilon: 1e-3 } }],
});

function standardRows(x: Tensor, epsilon: number) {
  const dtype = floatTypeOf(x);
  const C = x.length(-1);
  const rows = allocate(dtype, x.size);
  const means = allocate(dtype, x.size / C);
  const variances = allocate(dtype, x.size / C);
  rows.set(flat(x));
  rowsOf(rows, C).forEach((row, r) => {
    const mean = row.reduce((total, value) => total + value, 0) / C;
    const variance = row.reduce((total, value) => total + (value - mean) ** 2, 0) / C;
    const deviation = Math.sqrt(variance + epsilon);
    row.forEach((value, i) => (row[i] = (value - mean) / deviation));
    means[r] = mean;
    variances[r] = variance;
  });
  return { rows, means, variances };
}

function fastRows(x: Tensor, epsilon: number) {
  const count = rowCount(x);
  const data = kernelCall(x.size + 2 * count, [x], (run, y, [at]) => {
    const means = y + 4 * x.size;
    run.standardise(count, x.length(-1), epsilon, at, y, means, means + 4 * count);
  });
  if (!data) return null;
  const part = (start: number, length: number) => data.subarray(start, start + length);
  return {
    rows: part(0, x.size),
    means: part(x.size, count),
    variances: part(x.size + count, count),
  };
}

function pulledRows(gradient: Tensor, output: Tensor, variance: Tensor, epsilon: number): Storage {
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
  return out;
}
