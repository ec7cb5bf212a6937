// effectiveDecay: how fast Adam with an L2 penalty really shrinks each weight. The penalty λθ goes into the mean m beside the
// gradient, and m is linear: so its part can be followed apart, and is divided by √v̂ as all of m is.
//   p ← β₁ p + (1 − β₁) λθ            the penalty's part of m
//   λ_effective = p̂ / (√v̂ + ε) / θ     what AdamW would have to be given to shrink that weight as much in this step
//   const optimizer = followingDecay(adam({ weightDecay: 1e-4 }));  …train…;  effectiveDecays(params, state, optimizer, step)
// The updates are those of the optimizer itself, to the bit. Loshchilov & Hutter 2019, proposition 2.
import { ForwardPassError } from '../errors/ForwardPassError';
import type { ParamRecord } from '../nn/Params';
import { flat } from '../tensor/flat';
import { filled } from '../tensor/tensorFrom';
import {
  matricesDecay,
  type Decays,
  type Optimizer,
  type OptimizerState,
} from '../train/Optimizer';
import { wholePower } from '../train/wholePower';

/** The optimizer, which in two more slots of its state remembers the penalty's part, and the loss's own squares. */
export function followingDecay(adam: Optimizer, decays: Decays = matricesDecay): Optimizer {
  const { beta1, beta2, weightDecay } = numbersOf(adam);
  return {
    ...adam,
    initialState: (params) => {
      const followed = Object.entries(params).flatMap(([name, { shape }]) =>
        ['penalty_moment', 'loss_square'].map(
          (slot) => [`${slot}.${name}`, filled(shape, 0, 'float64')] as const,
        ),
      );
      return { ...adam.initialState(params), ...Object.fromEntries(followed) };
    },
    update: (params, gradients, state, at) => {
      for (const [name, param] of Object.entries(params)) {
        const lambda = decays(name, param) ? weightDecay : 0;
        const [values, gradient] = [flat(param), slot(gradients, name)];
        const [penalty, square] = [slot(state, `penalty_moment.${name}`), slot(state, `loss_square.${name}`)]; // prettier-ignore
        for (let i = 0; i < values.length; i++) {
          const g = gradient[i] as number;
          penalty[i] = beta1 * (penalty[i] as number) + (1 - beta1) * lambda * (values[i] as number); // prettier-ignore
          square[i] = beta2 * (square[i] as number) + (1 - beta2) * g * g;
        }
      }
      adam.update(params, gradients, state, at);
    },
  };
}

export interface EffectiveDecay {
  readonly name: string;
  readonly index: number;
  readonly weight: number;
  /** √v̂ of the loss's gradient alone: 0 for a weight that never got one. */
  readonly gradientSize: number;
  /** λ_effective; λ itself under AdamW. */
  readonly decay: number;
}

/** Of every weight that decays, after `step` updates. */
export function effectiveDecays(
  params: ParamRecord,
  state: OptimizerState,
  optimizer: Optimizer,
  step: number,
  decays: Decays = matricesDecay,
): EffectiveDecay[] {
  const { beta1, beta2, epsilon, weightDecay } = numbersOf(optimizer);
  const [first, second] = [1 - wholePower(beta1, step), 1 - wholePower(beta2, step)];
  return Object.entries(params).flatMap(([name, param]) => {
    if (!decays(name, param)) return [];
    const penalty = slot(state, `penalty_moment.${name}`);
    const [square, loss] = [slot(state, `second_moment.${name}`), slot(state, `loss_square.${name}`)]; // prettier-ignore
    return Array.from(flat(param), (weight, index): EffectiveDecay => {
      const size = Math.sqrt((square[index] as number) / second) + epsilon;
      const followed = (penalty[index] as number) / first / size / weight;
      return {
        name,
        index,
        weight,
        gradientSize: Math.sqrt((loss[index] as number) / second),
        decay: optimizer.name === 'adamW' ? weightDecay : followed,
      };
    });
  });
}

function slot(record: ParamRecord, name: string) {
  const found = record[name];
  if (found) return flat(found);
  throw notFollowed(name);
}

function numbersOf({ name, settings }: Optimizer) {
  const { beta1, beta2, epsilon, weightDecay } = settings;
  const numbers = [beta1, beta2, epsilon, weightDecay];
  if (numbers.every((one) => typeof one === 'number')) {
    return { beta1, beta2, epsilon, weightDecay } as Record<'beta1' | 'beta2' | 'epsilon' | 'weightDecay', number>; // prettier-ignore
  }
  throw new ForwardPassError({
    what: 'followingDecay: follow the penalty through the mean',
    expected: 'adam or adamW',
    got: name,
  });
}

function notFollowed(name: string): ForwardPassError {
  return new ForwardPassError({
    what: `effectiveDecays: read "${name}"`,
    expected: 'the state of an optimizer made by followingDecay',
    got: 'none of that name',
  });
}
