// shakespeareLlama: Llama's architecture on tiny Shakespeare, by nanoGPT's recipe (see nanoGpt): RMSNorm, RoPE and SwiGLU at
// about the same number of parameters.
import { initialLlama } from '../../models/llama/initialLlama';
import { shakespeareLlama as config, type LlamaConfig } from '../../models/llama/LlamaConfig';
import type { Tokenizer } from '../../tokenizers/Tokenizer';
import type { Recipe } from '../Recipe';
import { characterRecipe, type CharacterSettings, type Windows } from './characterRecipe';
import { nanoGpt } from './nanoGpt';

export function shakespeareLlama(
  text: string,
  tokenizer?: Tokenizer,
): Recipe<LlamaConfig, Windows> {
  const settings: CharacterSettings<LlamaConfig> = {
    ...nanoGpt,
    name: 'shakespeare-llama',
    context: config.max_position_embeddings,
    comparison:
      "nanoGPT's recipe for a CPU (its README: the same layers, heads, width, context, batch and steps) reports a " +
      'validation loss of 1.88; guessing among 65 characters costs 4.17.',
    beside: 'shakespeare-gpt',
    initial: (V, rng) => initialLlama({ ...config, vocab_size: V }, rng),
  };
  return characterRecipe(text, settings, tokenizer);
}
