// initialGpt2: GPT-2 before training, with seeded values. Radford et al. 2019, section 2.3:
//   matrices and embeddings   normal with deviation 0.02
//   c_proj of either kind     normal with deviation 0.02/√(2L): 2L of them add to one row, which keeps its variance
//   biases                    0
//   norms                     γ = 1, β = 0
// Every tensor draws from a fork of its own name.
import { normalTensor } from '../../random/randomTensor';
import type { Rng } from '../../random/Rng';
import { filled } from '../../tensor/tensorFrom';
import type { Shape } from '../../tensor/shape';
import type { Tensor } from '../../tensor/Tensor';
import type { Model } from '../Model';
import type { Gpt2Config } from './Gpt2Config';
import { gpt2Shapes } from './gpt2Shapes';

const deviation = 0.02;

export function initialGpt2(config: Gpt2Config, rng: Rng): Model<Gpt2Config> {
  const shared = deviation / Math.sqrt(2 * config.n_layer);
  const initial = (name: string, shape: Shape): Tensor => {
    if (name.endsWith('.bias')) return filled(shape, 0);
    if (shape.length === 1) return filled(shape, 1);
    const isResidual = name.endsWith('.c_proj.weight');
    return normalTensor(rng.fork(name), shape, isResidual ? shared : deviation);
  };
  const params: Record<string, Tensor> = {};
  for (const [name, shape] of Object.entries(gpt2Shapes(config)))
    params[name] = initial(name, shape);
  return { config, params };
}
