// initialEncoderDecoder: the model before training, with seeded values. As torch.nn.Transformer begins:
//   matrices    Glorot & Bengio 2010: uniform in ±√(6 / (fan in + fan out)); in_proj_weight counts as one (3C, C) matrix
//   biases      0 in attention; uniform in ±1/√(fan in) in the feed-forward layer and the generator (torch.nn.Linear's own)
//   norms       γ = 1, β = 0
//   embeddings  normal with variance 1/C, so that the rows times √C have variance 1
// Every tensor draws from a fork of its own name: another layer does not move the others.
import { normalTensor, uniformTensor } from '../../random/randomTensor';
import type { Rng } from '../../random/Rng';
import type { Shape } from '../../tensor/shape';
import { filled } from '../../tensor/tensorFrom';
import type { Tensor } from '../../tensor/Tensor';
import type { Model } from '../Model';
import type { EncoderDecoderConfig } from './EncoderDecoderConfig';
import { encoderDecoderShapes } from './encoderDecoderShapes';

export function initialEncoderDecoder(
  config: EncoderDecoderConfig,
  rng: Rng,
): Model<EncoderDecoderConfig> {
  const shapes = encoderDecoderShapes(config);
  const initial = (name: string, shape: Shape): Tensor => {
    const [out = 1, fanIn = 1] = shape;
    const drawn = rng.fork(name);
    if (name.endsWith('embedding.weight')) return normalTensor(drawn, shape, 1 / Math.sqrt(fanIn));
    if (shape.length === 2) {
      const bound = Math.sqrt(6 / (fanIn + out));
      return uniformTensor(drawn, shape, -bound, bound);
    }
    if (/norm\d?\.weight$/.test(name)) return filled(shape, 1);
    if (!/(linear\d|generator)\.bias$/.test(name)) return filled(shape, 0);
    const bound = 1 / Math.sqrt(shapes[name.replace(/bias$/, 'weight')]?.[1] ?? 1);
    return uniformTensor(drawn, shape, -bound, bound);
  };
  const params = Object.entries(shapes).map(([name, shape]) => [name, initial(name, shape)]);
  return { config, params: Object.fromEntries(params) as Record<string, Tensor> };
}
