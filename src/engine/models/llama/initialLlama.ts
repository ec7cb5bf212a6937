// initialLlama: Llama before training, with seeded values. As Hugging Face's Llama begins (initializer_range 0.02):
//   matrices and embedding   normal with deviation 0.02
//   norms                    γ = 1
//   biases                   0
// Every tensor draws from a fork of its own name.
import { normalTensor } from '../../random/randomTensor';
import type { Rng } from '../../random/Rng';
import type { Shape } from '../../tensor/shape';
import { filled } from '../../tensor/tensorFrom';
import type { Tensor } from '../../tensor/Tensor';
import type { Model } from '../Model';
import type { LlamaConfig } from './LlamaConfig';
import { llamaShapes } from './llamaShapes';

const deviation = 0.02;

export function initialLlama(config: LlamaConfig, rng: Rng): Model<LlamaConfig> {
  const initial = (name: string, shape: Shape): Tensor =>
    shape.length === 1
      ? filled(shape, name.endsWith('.bias') ? 0 : 1)
      : normalTensor(rng.fork(name.replace(/\.weight$/, '')), shape, deviation);
  const shapes = Object.entries(llamaShapes(config));
  return { config, params: Object.fromEntries(shapes.map(([n, shape]) => [n, initial(n, shape)])) };
}
