// adam: each coordinate moves by about η, whatever the size of its gradient. Kingma & Ba 2015, algorithm 1.
//   m ← β₁ m + (1 − β₁) g       mean of the gradients         m̂ = m / (1 − β₁ᵗ)     both start at 0 and are too small
//   v ← β₂ v + (1 − β₂) g²      mean of their squares         v̂ = v / (1 − β₂ᵗ)     at first: bias correction
//   θ ← θ − η m̂ / (√v̂ + ε)
// Weight decay is where the two differ (Loshchilov & Hutter 2019, algorithm 2):
//   adam     g ← g + λ θ        an L2 penalty: it goes through m and v, so large gradients hide it
//   adamW    θ ← θ − η λ θ      decoupled: every weight shrinks by the same share
// Checked against torch.optim.Adam and AdamW.
import { defineOptimizer, type DecaySettings, type Optimizer } from './Optimizer';
import { wholePower } from './wholePower';

export interface AdamSettings extends DecaySettings {
  /** β₁ */
  readonly beta1?: number;
  /** β₂ */
  readonly beta2?: number;
  readonly epsilon?: number;
}

export function adam(settings: AdamSettings = {}): Optimizer {
  return adamLike('adam', settings);
}

/** λ is 0.01 when not said, as in torch. */
export function adamW(settings: AdamSettings = {}): Optimizer {
  return adamLike('adamW', { weightDecay: 0.01, ...settings });
}

function adamLike(
  name: 'adam' | 'adamW',
  { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, ...decay }: AdamSettings,
) {
  // prettier-ignore
  return defineOptimizer({
    ...decay,
    name,
    settings: { beta1, beta2, epsilon },
    slots: ['first_moment', 'second_moment'],
    update: ({ values, gradient, slots: [m, v], decay: lambda }, { learningRate, step }) => {
      if (!m || !v) return;
      const penalty = name === 'adam' ? lambda : 0;
      const kept = name === 'adamW' ? 1 - learningRate * lambda : 1;
      const unbiasFirst = 1 / (1 - wholePower(beta1, step));
      const unbiasSecond = 1 / (1 - wholePower(beta2, step));
      for (let i = 0; i < values.length; i++) {
        const value = values[i] as number;
        const g = (gradient[i] as number) + penalty * value;
        const first = beta1 * (m[i] as number) + (1 - beta1) * g;
        const second = beta2 * (v[i] as number) + (1 - beta2) * g * g;
        m[i] = first;
        v[i] = second;
        const size = Math.sqrt(second * unbiasSecond) + epsilon;
        values[i] = value * kept - (learningRate * (first * unbiasFirst)) / size;
      }
    },
  });
}
