/**
 * The models that films are about. Until a checkpoint is there, a model has its architecture and
 * seeded initial weights, and says so: `untrained`.
 */
import {
  numberTranslator as translatorConfig,
  type EncoderDecoderConfig,
} from '../engine/models/encoderDecoder/EncoderDecoderConfig';
import { initialEncoder } from '../engine/models/encoderDecoder/initialEncoder';
import type { Model } from '../engine/models/Model';
import { Rng } from '../engine/random/Rng';
import { numberTokenizer } from '../engine/tokenizers/numberTokenizer';
import type { WordTokenizer } from '../engine/tokenizers/WordTokenizer';

export interface NumberTranslator extends Model<EncoderDecoderConfig> {
  readonly tokenizer: WordTokenizer<'pad' | 'start' | 'end'>;
  readonly untrained: boolean;
}

export function numberTranslator(): NumberTranslator {
  const tokenizer = numberTokenizer();
  const config = { ...translatorConfig, source_vocab_size: tokenizer.size };
  return { ...initialEncoder(config, new Rng('number-translator')), tokenizer, untrained: true };
}
