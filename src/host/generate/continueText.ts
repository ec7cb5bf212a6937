/** A causal model writes on, piece by piece, the prompt first. Without one it begins where its texts begin. */
import { generate, type GenerationSettings } from '../../engine/generation/generate';
import type { CausalModel } from '../../engine/models/causalModel';
import type { Rng } from '../../engine/random/Rng';
import type { Tokenizer } from '../../engine/tokenizers/Tokenizer';
import { TextStream } from './TextStream';

const endOfText = '<|endoftext|>';

export function* continueText(
  model: CausalModel,
  tokenizer: Tokenizer,
  prompt: string,
  settings: GenerationSettings,
  rng: Rng,
): Generator<string, void, void> {
  const end = specialsOf(tokenizer)[endOfText];
  const begin = end === undefined ? tokenizer.encode('\n') : [end];
  const ids = prompt === '' ? begin : tokenizer.encode(prompt);
  const stop = end === undefined ? [] : [end];
  const stream = new TextStream(tokenizer);
  yield prompt;
  for (const { id } of generate(model, ids, { ...settings, stop }, rng)) yield stream.push(id);
  yield stream.end();
}

export function specialsOf(tokenizer: Tokenizer): Readonly<Record<string, number | undefined>> {
  return 'specials' in tokenizer ? (tokenizer.specials as Record<string, number>) : {};
}
