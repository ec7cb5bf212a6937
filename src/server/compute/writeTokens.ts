/** writeTokens: a trained model goes on with a text; of each token, what it might have been. */
import { generate } from '../../engine/generation/generate';
import { Rng } from '../../engine/random/Rng';
import { hasToken } from '../../engine/tokenizers/Tokenizer';
import { ForwardPassError } from '../../engine/errors/ForwardPassError';
import { TextStream } from '../../host/generate/TextStream';
import { tokenizerEnds } from '../../host/generate/textEnds';
import type { Limits } from '../limits';
import { checkSize } from './checkSize';
import type { Models } from './Models';
import { tokenTexts } from './tokenTexts';

export interface Wish {
  readonly folder: string;
  readonly prompt: string;
  readonly tokens: number;
  readonly temperature: number;
  readonly topK?: number;
  readonly topP?: number;
  readonly seed: number;
  /** How many of the likeliest tokens are told at each place. */
  readonly top: number;
}

export interface WrittenToken {
  readonly id: number;
  /** What is certain now and was not before: a character may be spread over tokens. */
  readonly text: string;
  readonly probability: number;
  readonly top: readonly {
    readonly id: number;
    readonly text: string;
    readonly probability: number;
  }[];
}

export type Written =
  { readonly token: WrittenToken } | { readonly ending: 'stop' | 'tokens'; readonly text: string };

export async function* writeTokens(
  wish: Wish,
  models: Models,
  limits: Limits,
): AsyncGenerator<Written, void, void> {
  const { folder, tokenizer } = await models.open(wish.folder);
  const { config, params } = folder.model;
  if (config.model_type === 'encoder-decoder') throw wrongKind();
  const own = tokenizerEnds(tokenizer);
  const ids = wish.prompt === '' ? [] : tokenizer.encode(wish.prompt);
  const begin = own.begin === undefined ? tokenizer.encode('\n') : [own.begin];
  const read = ids.length > 0 ? ids : begin;
  checkSize(config, Math.min(read.length + wish.tokens, limits.tokens), limits);
  const never = (id: number) => !hasToken(tokenizer, id) && !own.stop.includes(id);
  const { tokens, temperature, topK, topP } = wish;
  const drawing = generate(
    { config, params },
    read,
    { tokens, temperature, ...{ topK, topP, never }, stop: own.stop },
    new Rng(wish.seed),
  );
  const stream = new TextStream(tokenizer);
  for (;;) {
    const next = drawing.next();
    if (next.done) {
      yield { ending: next.value, text: stream.end() };
      return;
    }
    const { id, probabilities } = next.value;
    const best = likeliest(probabilities, wish.top);
    const texts = tokenTexts(tokenizer, best);
    yield {
      token: {
        id,
        text: stream.push(id),
        probability: probabilities[id] ?? 0,
        top: best.map((each, i) => {
          return { id: each, text: texts[i] ?? '', probability: probabilities[each] ?? 0 };
        }),
      },
    };
  }
}

function likeliest(probabilities: Float64Array, count: number): number[] {
  const best: number[] = [];
  for (let id = 0; id < probabilities.length; id++) {
    const p = probabilities[id] ?? 0;
    if (p === 0 || p <= (probabilities[best[count - 1] ?? -1] ?? -1)) continue;
    const place = best.findIndex((other) => (probabilities[other] ?? 0) < p);
    best.splice(place < 0 ? best.length : place, 0, id);
    if (best.length > count) best.pop();
  }
  return best;
}

function wrongKind(): ForwardPassError {
  return new ForwardPassError({
    what: 'generate',
    expected: 'a model that goes on with a text: gpt2, llama or mamba',
    got: 'an encoder–decoder, which translates one',
    hint: 'open a session with it: POST /api/init gives its translation as target_token_texts',
  });
}
