// initialMamba: Mamba before training, with seeded values. As the official code begins (Gu & Dao 2023, sec. 3.6):
//   A_log         log 1, log 2, …, log N in every channel: A = −1, …, −N, S4D-real (Gu et al. 2022)
//   D             1
//   dt_proj.bias  so that Δ = softplus(bias) is log-uniform between time_step_min and time_step_max
//   dt_proj       uniform in ±1/√R
//   embedding     normal with deviation initializer_range; norms γ = 1; biases 0
//   the rest      uniform in ±1/√(what one output sums over), as torch.nn.Linear and Conv1d; out_proj also over √L
// Time-invariant: B = 1, C standard normal, as S4D. Every tensor draws from a fork of its own name.
import { normalTensor, randomTensor, uniformTensor } from '../../random/randomTensor';
import type { Rng } from '../../random/Rng';
import type { Shape } from '../../tensor/shape';
import type { Tensor } from '../../tensor/Tensor';
import { filled } from '../../tensor/tensorFrom';
import type { Model } from '../Model';
import type { MambaConfig } from './MambaConfig';
import { mambaShapes } from './mambaShapes';

export function initialMamba(config: MambaConfig, rng: Rng): Model<MambaConfig> {
  const params: Record<string, Tensor> = {};
  for (const [name, shape] of Object.entries(mambaShapes(config))) {
    params[name] = initial(name, shape, config, rng.fork(name));
  }
  return { config, params };
}

function initial(name: string, shape: Shape, config: MambaConfig, rng: Rng): Tensor {
  const { time_step_min: low = 0.001, time_step_max: high = 0.1 } = config;
  if (name.endsWith('.A_log')) return logOfCounting(shape);
  if (name.endsWith('.B') || name.endsWith('.D')) return filled(shape, 1);
  if (name.endsWith('.C')) return normalTensor(rng, shape);
  if (name.endsWith('.dt_proj.bias')) {
    const between = () => Math.exp(rng.uniform(Math.log(low), Math.log(high)));
    return randomTensor(shape, 'float32', () => inverseSoftplus(between()));
  }
  if (name.endsWith('.bias')) return filled(shape, 0);
  if (name === 'backbone.embeddings.weight' || name === 'lm_head.weight') {
    return normalTensor(rng, shape, config.initializer_range ?? 0.1);
  }
  if (shape.length === 1) return filled(shape, 1); // norms
  const bound = 1 / Math.sqrt(shape.at(-1) ?? 1);
  const layers = name.endsWith('.out_proj.weight') ? config.num_hidden_layers : 1;
  return uniformTensor(rng, shape, -bound / Math.sqrt(layers), bound / Math.sqrt(layers));
}

function logOfCounting(shape: Shape): Tensor {
  const N = shape.at(-1) ?? 1;
  let place = 0;
  return randomTensor(shape, 'float32', () => Math.log((place++ % N) + 1));
}

/** log(e^y − 1), written so that a small y keeps its digits. */
function inverseSoftplus(y: number): number {
  return y + Math.log(-Math.expm1(-y));
}
