/**
 * The trained models that films are about, as they lie in assets/models/. Their tokenizers are the engine's own, which
 * the tokenizer.json beside the weights describes for others.
 */
import type { EncoderDecoderConfig } from '../engine/models/encoderDecoder/EncoderDecoderConfig';
import type { LlamaConfig } from '../engine/models/llama/LlamaConfig';
import type { Model } from '../engine/models/Model';
import { readSafetensors } from '../engine/formats/readSafetensors';
import { CharacterTokenizer } from '../engine/tokenizers/CharacterTokenizer';
import { numberTokenizer } from '../engine/tokenizers/numberTokenizer';
import { shakespeareCharacters } from '../engine/tokenizers/shakespeareCharacters';
import type { WordTokenizer } from '../engine/tokenizers/WordTokenizer';
import { readAsset } from './readAsset';

export interface NumberTranslator extends Model<EncoderDecoderConfig> {
  readonly tokenizer: WordTokenizer<'pad' | 'start' | 'end'>;
}

export async function numberTranslator(): Promise<NumberTranslator> {
  const model = await trained<EncoderDecoderConfig>('number-translator');
  return { ...model, tokenizer: numberTokenizer() };
}

export interface ShakespeareLlama extends Model<LlamaConfig> {
  readonly tokenizer: CharacterTokenizer;
}

export async function shakespeareLlama(): Promise<ShakespeareLlama> {
  const model = await trained<LlamaConfig>('shakespeare-llama');
  return { ...model, tokenizer: new CharacterTokenizer(shakespeareCharacters) };
}

async function trained<Config>(name: string): Promise<Model<Config>> {
  const [config, weights] = await Promise.all(
    ['config.json', 'model.safetensors'].map((file) => readAsset(`models/${name}/${file}`)),
  );
  return {
    config: JSON.parse(new TextDecoder().decode(config)) as Config,
    params: readSafetensors(weights ?? new Uint8Array()).tensors,
  };
}
