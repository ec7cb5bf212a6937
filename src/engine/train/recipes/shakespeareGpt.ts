// shakespeareGpt: GPT-2's architecture on tiny Shakespeare, by nanoGPT's recipe (see nanoGpt). Different: biases stay (see
// Gpt2Config), and the learning rate is three times as high: at nanoGPT's 1e-3 these steps end at 1.90.
import { shakespeareGpt as config, type Gpt2Config } from '../../models/gpt2/Gpt2Config';
import { initialGpt2 } from '../../models/gpt2/initialGpt2';
import type { Tokenizer } from '../../tokenizers/Tokenizer';
import type { Recipe } from '../Recipe';
import { characterRecipe, type CharacterSettings, type Windows } from './characterRecipe';
import { nanoGpt } from './nanoGpt';

export function shakespeareGpt(text: string, tokenizer?: Tokenizer): Recipe<Gpt2Config, Windows> {
  const settings: CharacterSettings<Gpt2Config> = {
    ...nanoGpt,
    name: 'shakespeare-gpt',
    context: config.n_positions,
    learningRate: 3e-3,
    comparison:
      "nanoGPT's recipe for a CPU (its README: the same layers, heads, width, context, batch and steps, a third of the " +
      'learning rate) reports a validation loss of 1.88; guessing among 65 characters costs 4.17.',
    initial: (V, rng) => initialGpt2({ ...config, vocab_size: V }, rng),
  };
  return characterRecipe(text, settings, tokenizer);
}
