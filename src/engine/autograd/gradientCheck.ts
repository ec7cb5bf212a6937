// gradientCheck: is backward the derivative of forward? Compared with central differences, in float64.
//   (f(x + h) − f(x − h)) / 2h,   f(x) = Σ r ⊙ op(x)   with a random r, so that no output can hide behind another
// With h = 1e−5 truncation and rounding both leave about 1e−10; a wrong backward is off by about 1.
import type { Rng } from '../random/Rng';
import { normalDoubles } from '../random/randomTensor';
import { flat } from '../tensor/flat';
import { Tensor } from '../tensor/Tensor';
import { permuteView } from '../tensor/views';
import { gradients } from './gradients';
import { watch } from './watch';

const h = 1e-5;

/** The largest difference over all float64 inputs, relative to the largest derivative of that input (or to 1). */
export function gradientCheck(
  run: (inputs: readonly Tensor[]) => Tensor,
  inputs: readonly Tensor[],
  rng: Rng,
): number {
  const probeOutput = run(inputs);
  const r = normalDoubles(rng.fork('seed'), probeOutput.shape);
  const f = (varied: readonly Tensor[]) => dot(run(varied), r);

  const watched = inputs.map((input) => watch({ input }).input);
  const varying = watched.flatMap((x, i) => (x.dtype === 'float64' ? [i] : []));
  const chosen = Object.fromEntries(varying.map((i) => [`${i}`, watched[i] as Tensor]));
  const analytic = gradients(run(watched), chosen, r);

  const errors = varying.map((which) => {
    const x = inputs[which] as Tensor;
    const numeric = Array.from({ length: x.size }, (_, place) => {
      const above = f(inputs.with(which, nudged(x, place, h)));
      const below = f(inputs.with(which, nudged(x, place, -h)));
      return (above - below) / (2 * h);
    });
    const found = flat(analytic[`${which}`] as Tensor);
    const scale = Math.max(1, ...numeric.map(Math.abs));
    return Math.max(...numeric.map((slope, i) => Math.abs(slope - (found[i] as number)))) / scale;
  });
  return Math.max(...errors);
}

/** The same values over a storage with its axes in reverse order: not contiguous, so strides have to be followed. */
export function laidOutTransposed(x: Tensor): Tensor {
  const reversed = x.shape.map((_, axis) => x.rank - 1 - axis);
  const turned = permuteView(x, reversed);
  return permuteView(new Tensor(flat(turned).slice(), turned.shape), reversed);
}

function nudged(x: Tensor, place: number, by: number): Tensor {
  const data = x.data.slice();
  const offset = offsetOf(x, place);
  data[offset] = (data[offset] as number) + by;
  return new Tensor(data, x.shape, { strides: x.strides, offset: x.offset });
}

/** Where the n-th element in row-major order lies. */
function offsetOf(x: Tensor, n: number): number {
  let rest = n;
  return x.shape.reduceRight((offset, length, axis) => {
    const i = rest % length;
    rest = (rest - i) / length;
    return offset + i * x.stride(axis);
  }, x.offset);
}

function dot(a: Tensor, b: Tensor): number {
  const right = flat(b);
  let sum = 0;
  flat(a).forEach((value, i) => (sum += value * (right[i] as number)));
  return sum;
}
