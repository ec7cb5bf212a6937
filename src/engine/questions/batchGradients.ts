// batchGradients: the gradient of every parameter for one batch, in fp32, and what a narrow format would lose of them. The
// gradients of activations are smaller: a parameter's is the sum over all tokens of a batch.
//   batchGradients(recipe, model, { seed: 1, step: 17 })                    the batch and dropout of that training step
//   activationGradients(recipe, model, { seed: 1, step: 17 })               of everything that the trace names, on the same way
//   lossGradients(model, (watched) => crossEntropy(gpt2(watched, rows), next))         any loss
//   exponents(gradients)                                                    how many lie in each [2ᵉ, 2ᵉ⁺¹)
//   narrowed(gradients, float16, 65536)                                     how many become 0, or infinite, and with a loss scale
// Scaling the loss by s scales every gradient by s: powers of 2 move the histogram and change nothing else.
import { gradients } from '../autograd/gradients';
import { watch } from '../autograd/watch';
import type { NumberFormat } from '../formats/NumberFormat';
import type { Model } from '../models/Model';
import type { ParamRecord } from '../nn/Params';
import { Rng } from '../random/Rng';
import { flat } from '../tensor/flat';
import { scope } from '../tensor/scope';
import type { Tensor } from '../tensor/Tensor';
import { Recorder } from '../trace/Recorder';
import { noTrace, type Trace } from '../trace/Trace';
import type { NamedTensors } from '../train/namedTensors';
import type { Batch, Recipe } from '../train/Recipe';
import { underflow, type Underflow } from '../train/underflow';

/** One step of a training. */
export interface StepChoice {
  readonly seed: number | string;
  readonly step: number;
}

export function batchGradients<Config extends object, Examples extends Batch>(
  recipe: Recipe<Config, Examples>,
  model: Model<Config>,
  choice: StepChoice,
): ParamRecord {
  return lossGradients(model, (watched) => lossOf(recipe, watched, choice, noTrace));
}

/** By the names of the trace; what the loss does not depend on, such as a mean that is only shown, has none. */
export function activationGradients<Config extends object, Examples extends Batch>(
  recipe: Recipe<Config, Examples>,
  { config, params }: Model<Config>,
  choice: StepChoice,
): NamedTensors {
  return scope(() => {
    const trace = new Recorder();
    const loss = lossOf(recipe, { config, params: watch(params) }, choice, trace);
    const watched = Object.entries(trace.tensors).filter(([, tensor]) => tensor.origin);
    return gradients(loss, Object.fromEntries(watched));
  });
}

function lossOf<Config extends object, Examples extends Batch>(
  recipe: Recipe<Config, Examples>,
  model: Model<Config>,
  { seed, step }: StepChoice,
  trace: Trace,
): Tensor {
  const rng = new Rng(seed).fork(recipe.seededAs ?? recipe.name);
  const batch = recipe.batch(rng.fork(`batch ${step}`));
  return recipe.loss(model, batch, { rng: rng.fork(`dropout ${step}`), trace });
}

/** By the names of the parameters. */
export function lossGradients<Config>(
  { config, params }: Model<Config>,
  loss: (watched: Model<Config>) => Tensor,
): ParamRecord {
  return scope(() => {
    const watched = watch(params);
    return gradients(loss({ config, params: watched }), watched);
  });
}

export interface Exponents {
  /** Without a gap, from the smallest exponent that occurs to the largest. */
  readonly counts: readonly { readonly exponent: number; readonly count: number }[];
  readonly zeros: number;
}

export function exponents(gradients: NamedTensors): Exponents {
  const counts = new Map<number, number>();
  const exponentOf = exponentReader();
  let zeros = 0;
  for (const gradient of Object.values(gradients)) {
    const values = flat(gradient);
    for (let i = 0; i < values.length; i++) {
      const size = Math.abs(values[i] as number);
      if (size === 0) {
        zeros++;
        continue;
      }
      const exponent = exponentOf(size);
      counts.set(exponent, (counts.get(exponent) ?? 0) + 1);
    }
  }
  const found = [...counts.keys()];
  const smallest = found.reduce((a, b) => Math.min(a, b), Infinity);
  const largest = found.reduce((a, b) => Math.max(a, b), -Infinity);
  const span = counts.size === 0 ? 0 : largest - smallest + 1;
  return {
    counts: Array.from({ length: span }, (_, i) => {
      const exponent = smallest + i;
      return { exponent, count: counts.get(exponent) ?? 0 };
    }),
    zeros,
  };
}

export interface Narrowed extends Underflow {
  /** How many become infinite, or NaN in a format without infinity. */
  readonly overflowed: number;
  /** How many stay, but below the normal numbers, where a format has fewer digits. */
  readonly subnormal: number;
}

export function narrowed(gradients: NamedTensors, format: NumberFormat, scale = 1): Narrowed {
  let overflowed = 0;
  let subnormal = 0;
  for (const gradient of Object.values(gradients)) {
    const values = flat(gradient);
    for (let i = 0; i < values.length; i++) {
      const size = Math.abs(values[i] as number) * scale;
      if (size > format.largest && !Number.isFinite(format.round(size))) overflowed++;
      if (size > format.smallestSubnormal / 2 && size < format.smallestNormal) subnormal++;
    }
  }
  return { ...underflow(gradients, format, scale), overflowed, subnormal };
}

/** e with 2ᵉ ≤ size < 2ᵉ⁺¹, as float64 keeps it: every float32 above 0 is a normal number there. */
function exponentReader(): (size: number) => number {
  const value = new Float64Array(1);
  const words = new Uint32Array(value.buffer); // the second holds sign and exponent: every host is little-endian
  return (size) => {
    value[0] = size;
    return ((words[1] as number) >>> 20) - 1023;
  };
}
