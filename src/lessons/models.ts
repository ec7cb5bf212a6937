/**
 * The trained models that films are about, as they lie in assets/models/. Their tokenizers are the engine's own, which
 * the tokenizer.json beside the weights describes for others.
 */
import type { EncoderDecoderConfig } from '../engine/models/encoderDecoder/EncoderDecoderConfig';
import type { Gpt2Config } from '../engine/models/gpt2/Gpt2Config';
import type { LlamaConfig } from '../engine/models/llama/LlamaConfig';
import type { MambaConfig } from '../engine/models/mamba/MambaConfig';
import type { Model } from '../engine/models/Model';
import { readSafetensors } from '../engine/formats/readSafetensors';
import { copyingTokenizer } from '../engine/tasks/selectiveCopying';
import { CharacterTokenizer } from '../engine/tokenizers/CharacterTokenizer';
import { numberTokenizer } from '../engine/tokenizers/numberTokenizer';
import { shakespeareCharacters } from '../engine/tokenizers/shakespeareCharacters';
import type { WordTokenizer } from '../engine/tokenizers/WordTokenizer';
import type { Text } from './language';
import { modelText } from './modelText';
import { readAsset } from './readAsset';

export interface NumberTranslator extends Model<EncoderDecoderConfig> {
  readonly tokenizer: WordTokenizer<'pad' | 'start' | 'end'>;
}

export async function numberTranslator(): Promise<NumberTranslator> {
  const model = await trained<EncoderDecoderConfig>('number-translator');
  return { ...model, tokenizer: numberTokenizer() };
}

/** A model that reads characters. */
export interface CharacterModel<Config> extends Model<Config> {
  readonly tokenizer: CharacterTokenizer;
}

export type ShakespeareGpt = CharacterModel<Gpt2Config>;
export type ShakespeareLlama = CharacterModel<LlamaConfig>;
export type SelectiveCopy = CharacterModel<MambaConfig>;

export const shakespeareGpt = (): Promise<ShakespeareGpt> => shakespearean('shakespeare-gpt');
export const shakespeareLlama = (): Promise<ShakespeareLlama> => shakespearean('shakespeare-llama');

/** Their twins: without the causal mask, and with a ReLU layer in place of SwiGLU. */
export const shakespeareGptOpen = (): Promise<ShakespeareGpt> =>
  shakespearean('shakespeare-gpt-open');
export const shakespeareLlamaRelu = (): Promise<ShakespeareLlama> =>
  shakespearean('shakespeare-llama-relu');

export const selectiveCopy = (): Promise<SelectiveCopy> => copying('selective-copy');
/** Its twin: Δ, B and C the same for every token. */
export const selectiveCopyInvariant = (): Promise<SelectiveCopy> =>
  copying('selective-copy-invariant');

async function shakespearean<Config>(name: string): Promise<CharacterModel<Config>> {
  const model = await trained<Config>(name);
  return { ...model, tokenizer: new CharacterTokenizer(shakespeareCharacters) };
}

async function copying(name: string): Promise<SelectiveCopy> {
  return { ...(await trained<MambaConfig>(name)), tokenizer: copyingTokenizer };
}

/** Weights in fp32, or in 16 bits, which are read exactly. */
async function trained<Config>(name: string): Promise<Model<Config>> {
  const [config, weights] = await Promise.all(
    ['config.json', 'model.safetensors'].map((file) => readAsset(`models/${name}/${file}`)),
  );
  return {
    config: JSON.parse(new TextDecoder().decode(config)) as Config,
    params: readSafetensors(weights ?? new Uint8Array()).tensors,
  };
}

/** A line of text in the letters that the Shakespeare models read. */
export const shakespeareText = (initial: Text, limits: { min?: number; max: number }) =>
  modelText(initial, {
    tokenizer: new CharacterTokenizer(shakespeareCharacters),
    of: 'letters of tiny Shakespeare',
    ...limits,
  });
