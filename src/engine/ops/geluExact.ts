// geluExact: x times the share of a standard normal that lies below x. Hendrycks & Gimpel 2016; torch's default GELU.
//   y = x · Φ(x),   Φ(x) = ½ (1 + erf(x/√2))
//   dx = dy · (Φ(x) + x · φ(x)),   φ(x) = e^(−x²/2) / √(2π)
// Φ by Marsaglia 2004 ("Evaluating the normal distribution"): ½ + φ(x) · (x + x³/3 + x⁵/(3·5) + …), exact to rounding.
import { normalDoubles } from '../random/randomTensor';
import { mapElements, pairElements } from '../tensor/elementwise';
import type { Tensor } from '../tensor/Tensor';
import { defineOp } from './defineOp';

export const geluExact = defineOp<[x: Tensor]>({
  name: 'geluExact',
  formula: 'y = x · Φ(x)',
  forward: ([x]) => ({ output: mapElements(x, (value) => value * below(value), 'geluExact') }),
  backward: ({ gradient, inputs: [x] }) => [
    pairElements(gradient, x, 'geluExact', pulled, 'geluExactBackward'),
  ],
  probe: (rng) => [{ inputs: [normalDoubles(rng, [3, 4])] }],
});

function pulled(g: number, x: number): number {
  return g * (below(x) + x * density(x));
}

function density(x: number): number {
  return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
}

function below(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (Math.abs(x) > 8) return x > 0 ? 1 : 0; // the tail beyond is smaller than float32 can add to 1
  let term = x;
  let sum = 0;
  for (let odd = 3; sum + term !== sum; odd += 2) {
    sum += term;
    term *= (x * x) / odd;
  }
  return 0.5 + sum * density(x);
}
