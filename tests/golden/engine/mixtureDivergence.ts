// mixtureDivergence: a mixture of experts against one case of mixtureOfExperts.json: every step and every gradient.
import { gradients } from '../../../src/engine/autograd/gradients';
import { watch } from '../../../src/engine/autograd/watch';
import { mixtureOfExperts, type MixtureSettings } from '../../../src/engine/nn/mixtureOfExperts';
import { Params } from '../../../src/engine/nn/Params';
import { add } from '../../../src/engine/ops/add';
import { gelu } from '../../../src/engine/ops/gelu';
import { mul } from '../../../src/engine/ops/mul';
import { reshape } from '../../../src/engine/ops/reshape';
import { scale } from '../../../src/engine/ops/scale';
import { sum } from '../../../src/engine/ops/sum';
import { Rng } from '../../../src/engine/random/Rng';
import type { Tensor } from '../../../src/engine/tensor/Tensor';
import { Recorder } from '../../../src/engine/trace/Recorder';
import { allFromGolden, firstDivergence, fromGolden, type GoldenRecord } from './firstDivergence';
import golden from './mixtureOfExperts.json';

export type MixtureCase = 'top_2' | 'top_1' | 'dense' | 'noisy';
export const goldenParams: GoldenRecord = golden.params;

/** `bug` exchanges parameters, settings, or the mixture itself. */
export interface MixtureBug {
  readonly params?: GoldenRecord;
  readonly settings?: Partial<MixtureSettings>;
  readonly mixture?: typeof mixtureOfExperts;
}

export function mixtureDivergence(name: MixtureCase, bug: MixtureBug = {}): string | null {
  const { settings, steps } = golden[name];
  const params = watch(allFromGolden({ ...goldenParams, ...bug.params }));
  const { x } = watch({ x: fromGolden(golden.x) });
  const rng = name === 'noisy' ? noiseOf(golden.noise.values) : undefined;
  const trace = new Recorder();
  const run = bug.mixture ?? mixtureOfExperts;
  const given = { ...settings, activation: gelu, rng, ...bug.settings };
  const y = run(x, new Params(params), given, trace);

  const balance = reshape(trace.get('moe_balance_loss'), { shape: [] });
  const total = add(
    sum(mul(y, fromGolden(golden.seed))),
    scale(balance, { by: golden.balance_seed }),
  );
  const found = gradients(total, { ...params, x }) as Record<string, Tensor>;
  const graded = Object.entries(found).map(([param, slope]) => [`grad.${param}`, slope] as const);
  return firstDivergence(steps, { ...trace.tensors, ...Object.fromEntries(graded) });
}

/** A generator that draws the numbers torch drew. */
function noiseOf(values: readonly number[]): Rng {
  const rng = new Rng('golden');
  const left = values[Symbol.iterator]();
  rng.normal = () => left.next().value ?? NaN;
  return rng;
}
