/**
 * Selective copying is asked, not continued: after the stream comes one ? for each symbol in it, and the answers are read at
 * these. A prompt without ? gets them; a short one gets noise in front, since all streams of training were of one length; a
 * dot is noise too, and easier to type. Without a prompt, an example is drawn.
 */
import { nextTokenProbabilities } from '../../engine/generation/nextTokenProbabilities';
import { causalModel, type CausalModel } from '../../engine/models/causalModel';
import type { Rng } from '../../engine/random/Rng';
import {
  copying,
  copyingTokenizer,
  isSymbol,
  selectiveCopyingBatch,
} from '../../engine/tasks/selectiveCopying';
import { flat } from '../../engine/tensor/flat';
import { CharacterTokenizer } from '../../engine/tokenizers/CharacterTokenizer';
import type { Tokenizer } from '../../engine/tokenizers/Tokenizer';

const [noise = -1, question = -1] = copyingTokenizer.encode('·?');

export function isCopying(tokenizer: Tokenizer): boolean {
  const known = copyingTokenizer.characters.join('');
  return tokenizer instanceof CharacterTokenizer && tokenizer.characters.join('') === known;
}

export interface Copied {
  /** What the model read. */
  readonly read: string;
  /** At each ?. */
  readonly said: string;
  /** Where the prompt is unlike what it learned. */
  readonly note?: string;
}

export function answerCopying(model: CausalModel, prompt: string, rng: Rng): Copied {
  const ids = prompt === '' ? (selectiveCopyingBatch(rng, 1).ids[0] ?? []) : asked(prompt);
  const logits = causalModel(model, [ids]);
  const said = ids.flatMap((id, t) =>
    id === question ? [likeliest(flat(logits.part(0, t)))] : [],
  );
  const symbols = ids.filter(isSymbol).length;
  return {
    read: copyingTokenizer.decode(ids),
    said: copyingTokenizer.decode(said),
    ...(symbols !== copying.kept && {
      note: `it learned streams of ${copying.kept} symbols, not of ${symbols}`,
    }),
  };
}

function asked(prompt: string): number[] {
  const ids = copyingTokenizer.encode(prompt.toUpperCase().replaceAll('.', '·'));
  if (ids.includes(question)) return ids;
  const before = Array.from({ length: Math.max(0, copying.stream - ids.length) }, () => noise);
  return [...before, ...ids, ...ids.filter(isSymbol).map(() => question)];
}

function likeliest(logits: ArrayLike<number>): number {
  return nextTokenProbabilities(logits, { temperature: 0 }).indexOf(1);
}
