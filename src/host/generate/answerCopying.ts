/**
 * Selective copying is asked, not continued: after the stream comes one ? for each symbol in it, and the answers are read at
 * these. A prompt without ? gets them; without a prompt, an example is drawn.
 */
import { causalModel, type CausalModel } from '../../engine/models/causalModel';
import type { Rng } from '../../engine/random/Rng';
import {
  copyingTokenizer,
  isSymbol,
  selectiveCopyingBatch,
} from '../../engine/tasks/selectiveCopying';
import { flat } from '../../engine/tensor/flat';
import { CharacterTokenizer } from '../../engine/tokenizers/CharacterTokenizer';
import type { Tokenizer } from '../../engine/tokenizers/Tokenizer';

const [question = -1] = copyingTokenizer.encode('?');

export function isCopying(tokenizer: Tokenizer): boolean {
  const known = copyingTokenizer.characters.join('');
  return tokenizer instanceof CharacterTokenizer && tokenizer.characters.join('') === known;
}

/** The text that is read, and what is said at each ?. */
export function answerCopying(
  model: CausalModel,
  prompt: string,
  rng: Rng,
): { readonly read: string; readonly said: string } {
  const drawn = selectiveCopyingBatch(rng, 1).ids[0] ?? [];
  const given = prompt === '' ? drawn : copyingTokenizer.encode(prompt);
  const asks = given.filter(isSymbol).map(() => question);
  const ids = given.includes(question) ? given : [...given, ...asks];
  const logits = causalModel(model, [ids]);
  const said = ids.flatMap((id, t) =>
    id === question ? [likeliest(flat(logits.part(0, t)))] : [],
  );
  return { read: copyingTokenizer.decode(ids), said: copyingTokenizer.decode(said) };
}

function likeliest(logits: ArrayLike<number>): number {
  return Array.from(logits).reduce((best, x, id, all) => (x > (all[best] ?? NaN) ? id : best), 0);
}
