// shakespeareLlama: Llama's architecture on tiny Shakespeare, by nanoGPT's recipe (see nanoGpt): RMSNorm, RoPE and SwiGLU at
// about the same number of parameters. `shakespeareLlamaRelu` is the same in all but one: a ReLU layer of as many weights in
// place of SwiGLU, the same batches.
import { initialLlama } from '../../models/llama/initialLlama';
import {
  shakespeareLlama as gated,
  shakespeareLlamaRelu as plain,
  type LlamaConfig,
} from '../../models/llama/LlamaConfig';
import type { Tokenizer } from '../../tokenizers/Tokenizer';
import type { Recipe } from '../Recipe';
import { characterRecipe, type CharacterSettings, type Windows } from './characterRecipe';
import { nanoGpt } from './nanoGpt';

type LlamaRecipe = Recipe<LlamaConfig, Windows>;

export function shakespeareLlama(text: string, tokenizer?: Tokenizer): LlamaRecipe {
  const settings = { ...settingsOf('shakespeare-llama', gated), beside: 'shakespeare-gpt' };
  return characterRecipe(text, settings, tokenizer);
}

export function shakespeareLlamaRelu(text: string, tokenizer?: Tokenizer): LlamaRecipe {
  const settings = {
    ...settingsOf('shakespeare-llama-relu', plain),
    comparison:
      'shakespeare-llama has the same size, data, batches and steps, and SwiGLU in place of ReLU: 3 · C · 344 weights in a ' +
      'layer where this one has 2 · C · 512.',
    beside: 'shakespeare-llama',
    seededAs: 'shakespeare-llama',
  };
  return characterRecipe(text, settings, tokenizer);
}

function settingsOf(name: string, config: LlamaConfig): CharacterSettings<LlamaConfig> {
  return {
    ...nanoGpt,
    name,
    context: config.max_position_embeddings,
    comparison:
      "nanoGPT's recipe for a CPU (its README: the same layers, heads, width, context, batch and steps) reports a " +
      'validation loss of 1.88; guessing among 65 characters costs 4.17.',
    initial: (V, rng) => initialLlama({ ...config, vocab_size: V }, rng),
  };
}
