/** Which tensors the weights of a model folder hold, from its configuration alone. */
import type { CausalConfig } from '../../engine/models/causalModel';
import type { EncoderDecoderConfig } from '../../engine/models/encoderDecoder/EncoderDecoderConfig';
import { encoderDecoderShapes } from '../../engine/models/encoderDecoder/encoderDecoderShapes';
import { gpt2Shapes } from '../../engine/models/gpt2/gpt2Shapes';
import { llamaShapes } from '../../engine/models/llama/llamaShapes';
import { mambaShapes } from '../../engine/models/mamba/mambaShapes';
import type { Shape } from '../../engine/tensor/shape';

export type ModelConfig = CausalConfig | EncoderDecoderConfig;

/** How many ids it can read. */
export function vocabularySize(config: ModelConfig): number {
  return config.model_type === 'encoder-decoder' ? config.source_vocab_size : config.vocab_size;
}

export interface WeightLayout {
  /** Every parameter with its shape. */
  readonly shapes: Readonly<Record<string, Shape>>;
  /** Missing from all names of a folder that was saved without its output head. */
  readonly prefix?: string;
  /** An output matrix that is the embedding; some folders keep it twice. */
  readonly tied?: { readonly copy: string; readonly of: string };
  /** A name that older folders have, and what it is called today. */
  readonly formerly?: { readonly was: string; readonly is: string };
  /** What published folders keep besides parameters: masks and constants that are computed here. */
  readonly buffers?: RegExp;
}

const head = 'lm_head.weight';

export function weightLayout(config: ModelConfig): WeightLayout {
  switch (config.model_type) {
    case 'gpt2':
      return {
        shapes: gpt2Shapes(config),
        prefix: 'transformer.',
        buffers: /^transformer\.h\.\d+\.attn\.(bias|masked_bias)$/,
        ...((config.tie_word_embeddings ?? true) && tiedTo('transformer.wte.weight')),
      };
    case 'llama':
      return {
        shapes: llamaShapes(config),
        prefix: 'model.',
        buffers: /^model\.(layers\.\d+\.self_attn\.)?rotary_emb\.inv_freq$/,
        ...(config.tie_word_embeddings && tiedTo('model.embed_tokens.weight')),
      };
    case 'mamba':
      return {
        shapes: mambaShapes(config),
        prefix: 'backbone.',
        formerly: { was: 'backbone.embedding.weight', is: 'backbone.embeddings.weight' },
        ...((config.tie_word_embeddings ?? true) && tiedTo('backbone.embeddings.weight')),
      };
    case 'encoder-decoder':
      return { shapes: encoderDecoderShapes(config) };
  }
}

const tiedTo = (of: string) => ({ tied: { copy: head, of } });

/** The name that the engine uses for a name in the file. */
export function engineName(name: string, { prefix = '', shapes, formerly }: WeightLayout): string {
  const whole = name in shapes || name === head || name.startsWith(prefix) ? name : prefix + name;
  return whole === formerly?.was ? formerly.is : whole;
}
