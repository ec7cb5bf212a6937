/** What a model does with a prompt, as pieces of text: goes on with it, translates it, or answers it. */
import type { Model } from '../../engine/models/Model';
import type { Rng } from '../../engine/random/Rng';
import type { Tokenizer } from '../../engine/tokenizers/Tokenizer';
import type { ModelConfig } from '../weights/weightLayout';
import { answerCopying, isCopying } from './answerCopying';
import { continueText, type WritingSettings } from './continueText';
import { drawnNumber, readsNumbers } from './drawnNumber';
import { translateText } from './translateText';

export function* writeText(
  { config, params }: Model<ModelConfig>,
  tokenizer: Tokenizer,
  prompt: string,
  settings: WritingSettings,
  rng: Rng,
): Generator<string, void, void> {
  if (config.model_type === 'encoder-decoder') {
    const drawn = prompt === '' && readsNumbers(tokenizer) ? drawnNumber(rng) : undefined;
    if (drawn !== undefined) yield `${drawn} → `;
    yield translateText({ config, params }, tokenizer, drawn ?? prompt, settings.tokens);
  } else if (isCopying(tokenizer)) {
    const { read, said, note } = answerCopying({ config, params }, prompt, rng);
    yield `${read} → ${said}${note === undefined ? '' : `   (${note})`}`;
  } else {
    yield* continueText({ config, params }, tokenizer, prompt, settings, rng);
  }
}
