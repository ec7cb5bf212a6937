// lion: only the sign of the momentum counts, so every coordinate moves by exactly η. Chen et al. 2023, algorithm 2.
//   c = β₁ m + (1 − β₁) g             what is followed now
//   θ ← θ − η (sign c + λ θ)          decoupled decay, as in AdamW
//   m ← β₂ m + (1 − β₂) g             what is remembered; longer, β₂ > β₁
// The paper takes η 3 to 10 times smaller, and λ as much larger, than for AdamW. Checked against the paper in PyTorch.
import { defineOptimizer, type DecaySettings, type Optimizer } from './Optimizer';

export interface LionSettings extends DecaySettings {
  /** β₁ */
  readonly beta1?: number;
  /** β₂ */
  readonly beta2?: number;
}

export function lion({ beta1 = 0.9, beta2 = 0.99, ...decay }: LionSettings = {}): Optimizer {
  return defineOptimizer({
    ...decay,
    name: 'lion',
    settings: { beta1, beta2 },
    slots: ['momentum'],
    update: ({ values, gradient, slots: [m], decay: lambda }, { learningRate }) => {
      if (!m) return;
      for (let i = 0; i < values.length; i++) {
        const value = values[i] as number;
        const g = gradient[i] as number;
        const direction = Math.sign(beta1 * (m[i] as number) + (1 - beta1) * g);
        values[i] = value - learningRate * (direction + lambda * value);
        m[i] = beta2 * (m[i] as number) + (1 - beta2) * g;
      }
    },
  });
}
