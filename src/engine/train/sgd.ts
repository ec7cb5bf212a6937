// sgd: stochastic gradient descent, with momentum (Polyak 1964) or Nesterov's (Sutskever et al. 2013, as in torch.optim.SGD).
//   g ← g + λ θ               weight decay, here an L2 penalty
//   v ← μ v + g               v = g the first time
//   θ ← θ − η v               Nesterov looks one step ahead:  θ ← θ − η (g + μ v)
// Checked against torch.optim.SGD.
import { defineOptimizer, type DecaySettings, type Optimizer } from './Optimizer';

export interface SgdSettings extends DecaySettings {
  /** μ */
  readonly momentum?: number;
  readonly nesterov?: boolean;
}

export function sgd({ momentum = 0, nesterov = false, ...decay }: SgdSettings = {}): Optimizer {
  return defineOptimizer({
    ...decay,
    name: 'sgd',
    settings: { momentum, nesterov },
    slots: momentum === 0 ? [] : ['velocity'],
    update: ({ values, gradient, slots: [velocity], decay: lambda }, { learningRate }) => {
      for (let i = 0; i < values.length; i++) {
        const value = values[i] as number;
        const g = (gradient[i] as number) + lambda * value;
        if (!velocity) {
          values[i] = value - learningRate * g;
          continue;
        }
        const v = momentum * (velocity[i] as number) + g; // v starts at 0, so the first is g
        velocity[i] = v;
        values[i] = value - learningRate * (nesterov ? g + momentum * v : v);
      }
    },
  });
}
