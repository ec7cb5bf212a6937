/** What a model does with a prompt, as pieces of text: goes on with it, translates it, or answers it. */
import type { GenerationSettings } from '../../engine/generation/generate';
import type { Rng } from '../../engine/random/Rng';
import type { Tokenizer } from '../../engine/tokenizers/Tokenizer';
import type { Model } from '../../engine/models/Model';
import type { ModelConfig } from '../weightLayout';
import { answerCopying, isCopying } from './answerCopying';
import { continueText } from './continueText';
import { translateText } from './translateText';

export function* writeText(
  { config, params }: Model<ModelConfig>,
  tokenizer: Tokenizer,
  prompt: string,
  settings: GenerationSettings,
  rng: Rng,
): Generator<string, void, void> {
  if (config.model_type === 'encoder-decoder') {
    yield translateText({ config, params }, tokenizer, prompt, settings.tokens);
  } else if (isCopying(tokenizer)) {
    const { read, said } = answerCopying({ config, params }, prompt, rng);
    yield `${read} → ${said}`;
  } else {
    yield prompt;
    yield* continueText({ config, params }, tokenizer, prompt, settings, rng);
  }
}
