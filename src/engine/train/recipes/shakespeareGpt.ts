// shakespeareGpt: GPT-2's architecture on tiny Shakespeare, by nanoGPT's recipe for a CPU (its README, "I only have a
// macbook"): 4 layers, 4 heads, width 128, context 64, batch 12, 2,000 steps. nanoGPT reports a validation loss of 1.88.
// Different: biases stay (see Gpt2Config), and the learning rate is three times as high: at nanoGPT's 1e-3 these steps
// end at 1.90.
import { shakespeareGpt as config, type Gpt2Config } from '../../models/gpt2/Gpt2Config';
import { initialGpt2 } from '../../models/gpt2/initialGpt2';
import type { Tokenizer } from '../../tokenizers/Tokenizer';
import { adamW } from '../adam';
import { precisions } from '../Precision';
import type { Recipe } from '../Recipe';
import { warmupCosine } from '../Schedule';
import { characterRecipe, type CharacterSettings, type Windows } from './characterRecipe';

export function shakespeareGpt(text: string, tokenizer?: Tokenizer): Recipe<Gpt2Config, Windows> {
  const settings: CharacterSettings<Gpt2Config> = {
    name: 'shakespeare-gpt',
    task: 'Continues text in the manner of Shakespeare, character by character.',
    context: config.n_positions,
    batchSize: 12,
    steps: 2000,
    optimizer: adamW({ beta2: 0.99, weightDecay: 0.1 }),
    learningRate: 3e-3,
    schedule: (steps, rate) =>
      warmupCosine({ rate, floor: rate / 10, over: steps, warmup: Math.min(100, steps / 20) }),
    clip: 1,
    precision: precisions.fp32,
    evaluateEvery: 250,
    comparison:
      "nanoGPT's recipe for a CPU (its README: the same layers, heads, width, context, batch and steps, a third of the " +
      'learning rate) reports a validation loss of 1.88; guessing among 65 characters costs 4.17.',
    initial: (V, rng) => initialGpt2({ ...config, vocab_size: V }, rng),
  };
  return characterRecipe(text, settings, tokenizer);
}
