/**
 * The models that films are about. Until a checkpoint is there, a model has its architecture and
 * seeded initial weights, and says so: `untrained`.
 */
import {
  numberTranslator as translatorConfig,
  type EncoderDecoderConfig,
} from '../engine/models/encoderDecoder/EncoderDecoderConfig';
import { initialEncoderDecoder } from '../engine/models/encoderDecoder/initialEncoderDecoder';
import { initialLlama } from '../engine/models/llama/initialLlama';
import {
  shakespeareLlama as llamaConfig,
  type LlamaConfig,
} from '../engine/models/llama/LlamaConfig';
import type { Model } from '../engine/models/Model';
import { Rng } from '../engine/random/Rng';
import { CharacterTokenizer } from '../engine/tokenizers/CharacterTokenizer';
import { numberTokenizer } from '../engine/tokenizers/numberTokenizer';
import { shakespeareCharacters } from '../engine/tokenizers/shakespeareCharacters';
import type { WordTokenizer } from '../engine/tokenizers/WordTokenizer';

export interface NumberTranslator extends Model<EncoderDecoderConfig> {
  readonly tokenizer: WordTokenizer<'pad' | 'start' | 'end'>;
  readonly untrained: boolean;
}

export function numberTranslator(): NumberTranslator {
  const tokenizer = numberTokenizer();
  const config = { ...translatorConfig, source_vocab_size: tokenizer.size };
  const model = initialEncoderDecoder(config, new Rng('number-translator'));
  return { ...model, tokenizer, untrained: true };
}

export interface ShakespeareLlama extends Model<LlamaConfig> {
  readonly tokenizer: CharacterTokenizer;
  readonly untrained: boolean;
}

export function shakespeareLlama(): ShakespeareLlama {
  const tokenizer = new CharacterTokenizer(shakespeareCharacters);
  const config = { ...llamaConfig, vocab_size: tokenizer.size };
  return { ...initialLlama(config, new Rng('shakespeare-llama')), tokenizer, untrained: true };
}
