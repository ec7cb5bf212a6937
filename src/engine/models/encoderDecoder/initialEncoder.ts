// initialEncoder: the encoder before training, with seeded values. As torch.nn.Transformer begins:
//   matrices    Glorot & Bengio 2010: uniform in ±√(6 / (fan in + fan out)); in_proj_weight counts as one (3C, C) matrix
//   biases      0 in attention; uniform in ±1/√(fan in) in the feed-forward layer (torch.nn.Linear's own)
//   norms       γ = 1, β = 0
//   embedding   normal with variance 1/C, so that the rows times √C have variance 1
// Every tensor draws from a fork of its own name: another layer does not move the others.
import { normalTensor, uniformTensor } from '../../random/randomTensor';
import type { Rng } from '../../random/Rng';
import { filled } from '../../tensor/tensorFrom';
import type { Tensor } from '../../tensor/Tensor';
import type { Model } from '../Model';
import type { EncoderDecoderConfig } from './EncoderDecoderConfig';

export function initialEncoder(
  config: EncoderDecoderConfig,
  rng: Rng,
): Model<EncoderDecoderConfig> {
  const { d_model: C, dim_feedforward: F, source_vocab_size: V } = config;
  const params: Record<string, Tensor> = {};
  const matrix = (name: string, out: number, fanIn: number) => {
    const bound = Math.sqrt(6 / (fanIn + out));
    params[name] = uniformTensor(rng.fork(name), [out, fanIn], -bound, bound);
  };
  const bias = (name: string, length: number, bound: number) => {
    params[name] = uniformTensor(rng.fork(name), [length], -bound, bound);
  };
  const norm = (name: string) => {
    params[`${name}.weight`] = filled([C], 1);
    params[`${name}.bias`] = filled([C], 0);
  };

  const table = 'source_embedding.weight';
  params[table] = normalTensor(rng.fork(table), [V, C], 1 / Math.sqrt(C));
  for (let l = 0; l < config.num_encoder_layers; l++) {
    const layer = `transformer.encoder.layers.${l}`;
    matrix(`${layer}.self_attn.in_proj_weight`, 3 * C, C);
    params[`${layer}.self_attn.in_proj_bias`] = filled([3 * C], 0);
    matrix(`${layer}.self_attn.out_proj.weight`, C, C);
    params[`${layer}.self_attn.out_proj.bias`] = filled([C], 0);
    matrix(`${layer}.linear1.weight`, F, C);
    bias(`${layer}.linear1.bias`, F, 1 / Math.sqrt(C));
    matrix(`${layer}.linear2.weight`, C, F);
    bias(`${layer}.linear2.bias`, C, 1 / Math.sqrt(F));
    norm(`${layer}.norm1`);
    norm(`${layer}.norm2`);
  }
  norm('transformer.encoder.norm');
  return { config, params };
}
