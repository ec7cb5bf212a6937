// shakespeareLlama: Llama's architecture on tiny Shakespeare: the recipe of shakespeareGpt with RMSNorm, RoPE and SwiGLU.
import { initialLlama } from '../../models/llama/initialLlama';
import { shakespeareLlama as config, type LlamaConfig } from '../../models/llama/LlamaConfig';
import type { Tokenizer } from '../../tokenizers/Tokenizer';
import { adamW } from '../adam';
import { precisions } from '../Precision';
import type { Recipe } from '../Recipe';
import { warmupCosine } from '../Schedule';
import { characterRecipe, type CharacterSettings, type Windows } from './characterRecipe';

export function shakespeareLlama(
  text: string,
  tokenizer?: Tokenizer,
): Recipe<LlamaConfig, Windows> {
  const settings: CharacterSettings<LlamaConfig> = {
    name: 'shakespeare-llama',
    task: 'Continues text in the manner of Shakespeare, character by character.',
    context: config.max_position_embeddings,
    batchSize: 12,
    steps: 2000,
    optimizer: adamW({ beta2: 0.99, weightDecay: 0.1 }),
    learningRate: 1e-3,
    schedule: (steps, rate) =>
      warmupCosine({ rate, floor: rate / 10, over: steps, warmup: Math.min(100, steps / 20) }),
    clip: 1,
    precision: precisions.fp32,
    evaluateEvery: 250,
    comparison:
      "nanoGPT's recipe for a CPU (its README: the same layers, heads, width, context, batch and steps) reports a " +
      'validation loss of 1.88; guessing among 65 characters costs 4.17.',
    beside: 'shakespeare-gpt',
    initial: (V, rng) => initialLlama({ ...config, vocab_size: V }, rng),
  };
  return characterRecipe(text, settings, tokenizer);
}
