/**
 * A causal model writes on, piece by piece, the prompt first, until it says that the text is over. Without a prompt it begins
 * where its texts begin. Rows that belong to no token are never drawn; special tokens are drawn, and shown only when asked for.
 */
import { generate, type GenerationSettings } from '../../engine/generation/generate';
import type { CausalModel } from '../../engine/models/causalModel';
import type { Rng } from '../../engine/random/Rng';
import { hasToken, promptIds, type Tokenizer } from '../../engine/tokenizers/Tokenizer';
import { tokenizerEnds } from './textEnds';
import { TextStream } from './TextStream';

/** `stop` and `begin` are the tokenizer's own when absent; readTextEnds knows what the model's folder says. */
export interface WritingSettings extends GenerationSettings {
  /** The id that a text without a prompt begins after. */
  readonly begin?: number | undefined;
  /** Shows special tokens by name, the one that ends the text among them. */
  readonly specials?: boolean | undefined;
}

/** So many ids of a prompt decide how what follows is written. */
const contextOfText = 8;

export function* continueText(
  model: CausalModel,
  tokenizer: Tokenizer,
  prompt: string,
  { begin: given, specials = false, ...settings }: WritingSettings,
  rng: Rng,
): Generator<string, void, void> {
  const own = tokenizerEnds(tokenizer);
  const { stop = own.stop } = settings;
  const asked = promptIds(tokenizer, prompt);
  const { prefix = [] } = tokenizer;
  const opening = given === undefined ? prefix : [given];
  const ids = prompt === '' ? (opening.length > 0 ? opening : firstIds(tokenizer)) : [...prefix, ...asked]; // prettier-ignore
  const silent = new Set(specials ? [] : Object.values(tokenizer.specials ?? {}));
  const never = (id: number) => !hasToken(tokenizer, id) && !stop.includes(id);
  const stream = new TextStream(tokenizer, asked.slice(-contextOfText));
  yield prompt;
  for (const { id } of generate(model, ids, { ...settings, never, stop: [] }, rng)) {
    if (hasToken(tokenizer, id) && !silent.has(id)) yield stream.push(id);
    if (stop.includes(id)) break;
  }
  yield stream.end();
}

/** Of a text about which nothing is said: the mark that its tokenizer has for texts, or a new line. */
function firstIds(tokenizer: Tokenizer): readonly number[] {
  const { begin } = tokenizerEnds(tokenizer);
  return begin === undefined ? tokenizer.encode('\n') : [begin];
}
