// encoderDecoderShapes: every parameter of an encoder–decoder, by name, with its shape; nothing is allocated. Biases and
// norms have rank 1. The names are those of torch.nn.Transformer's state dict, and of the three layers around it.
import type { Shape } from '../../tensor/shape';
import type { EncoderDecoderConfig } from './EncoderDecoderConfig';

export function encoderDecoderShapes(config: EncoderDecoderConfig): Record<string, Shape> {
  const { d_model: C, dim_feedforward: F, source_vocab_size, target_vocab_size: V } = config;
  const shapes: Record<string, Shape> = {};
  const norm = (name: string) => {
    shapes[`${name}.weight`] = [C];
    shapes[`${name}.bias`] = [C];
  };
  const linear = (name: string, out: number, fanIn: number) => {
    shapes[`${name}.weight`] = [out, fanIn];
    shapes[`${name}.bias`] = [out];
  };
  const attention = (name: string) => {
    shapes[`${name}.in_proj_weight`] = [3 * C, C];
    shapes[`${name}.in_proj_bias`] = [3 * C];
    linear(`${name}.out_proj`, C, C);
  };
  const stack = (name: string, layers: number, attentions: readonly string[]) => {
    for (let l = 0; l < layers; l++) {
      const layer = `${name}.layers.${l}`;
      for (const which of attentions) attention(`${layer}.${which}`);
      linear(`${layer}.linear1`, F, C);
      linear(`${layer}.linear2`, C, F);
      norm(`${layer}.norm1`);
      norm(`${layer}.norm2`);
      if (attentions.length > 1) norm(`${layer}.norm3`);
    }
    norm(`${name}.norm`);
  };

  shapes['source_embedding.weight'] = [source_vocab_size, C];
  shapes['target_embedding.weight'] = [V, C];
  stack('transformer.encoder', config.num_encoder_layers, ['self_attn']);
  stack('transformer.decoder', config.num_decoder_layers, ['self_attn', 'multihead_attn']);
  linear('generator', V, C);
  return shapes;
}

/** Of one half: the encoder, or the decoder with its generator. */
export function halfShapes(
  config: EncoderDecoderConfig,
  half: 'encoder' | 'decoder',
): Record<string, Shape> {
  const isEncoders = (name: string) => /^(source_embedding|transformer\.encoder)\./.test(name);
  const all = Object.entries(encoderDecoderShapes(config));
  return Object.fromEntries(all.filter(([name]) => isEncoders(name) === (half === 'encoder')));
}
