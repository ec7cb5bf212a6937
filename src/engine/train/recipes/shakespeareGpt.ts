// shakespeareGpt: GPT-2's architecture on tiny Shakespeare, by nanoGPT's recipe (see nanoGpt). Different: biases stay (see
// Gpt2Config), and the learning rate is three times as high: at nanoGPT's 1e-3 these steps end at 1.90.
// `shakespeareGptOpen` is the same in all but one: nothing hides the future, the same batches and first weights. It is there
// to fail: its loss is small because it reads the answers, which a text that is to be continued does not have.
import {
  shakespeareGpt as causal,
  shakespeareGptOpen as open,
  type Gpt2Config,
} from '../../models/gpt2/Gpt2Config';
import { initialGpt2 } from '../../models/gpt2/initialGpt2';
import type { Tokenizer } from '../../tokenizers/Tokenizer';
import type { Recipe } from '../Recipe';
import { characterRecipe, type CharacterSettings, type Windows } from './characterRecipe';
import { nanoGpt } from './nanoGpt';

type Gpt2Recipe = Recipe<Gpt2Config, Windows>;

export function shakespeareGpt(text: string, tokenizer?: Tokenizer): Gpt2Recipe {
  return characterRecipe(text, settingsOf('shakespeare-gpt', causal), tokenizer);
}

export function shakespeareGptOpen(text: string, tokenizer?: Tokenizer): Gpt2Recipe {
  const settings = {
    ...settingsOf('shakespeare-gpt-open', open),
    task: 'Guesses each next character of a text that it may read to its end: shakespeare-gpt without the mask, to compare with.',
    comparison:
      'shakespeare-gpt has the same size, data, batches and steps, and hides the future from every row. Without the mask the ' +
      'loss counts answers that were read; only the last of the 64 positions has to guess.',
    beside: 'shakespeare-gpt',
    seededAs: 'shakespeare-gpt',
  };
  return characterRecipe(text, settings, tokenizer);
}

function settingsOf(name: string, config: Gpt2Config): CharacterSettings<Gpt2Config> {
  return {
    ...nanoGpt,
    name,
    context: config.n_positions,
    learningRate: 3e-3,
    comparison:
      "nanoGPT's recipe for a CPU (its README: the same layers, heads, width, context, batch and steps, a third of the " +
      'learning rate) reports a validation loss of 1.88; guessing among 65 characters costs 4.17.',
    initial: (V, rng) => initialGpt2({ ...config, vocab_size: V }, rng),
  };
}
