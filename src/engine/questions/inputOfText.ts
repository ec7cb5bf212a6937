// inputOfText: a text as the input of any model.
//   decoder            its ids, one row, behind the prefix that its tokenizer has for texts
//   encoder–decoder    source: its ids and ‹end›;  target: ‹start› and what the model says to it, so that all that is asked
//                      of the model afterwards is about its own answer
// `windowsOfText` cuts a long text into rows as long as a decoder reads at once; a shorter rest is left out.
import { ForwardPassError } from '../errors/ForwardPassError';
import { contextOf, type CausalModel } from '../models/causalModel';
import { translate } from '../models/encoderDecoder/translate';
import type { Tokenizer } from '../tokenizers/Tokenizer';
import type { AnyModel, ModelInput } from './runModel';

export interface TextSettings {
  /** The most ids that an encoder–decoder says. */
  readonly maxLength?: number;
}

export function inputOfText(
  { config, params }: AnyModel,
  tokenizer: Tokenizer,
  text: string,
  { maxLength = 64 }: TextSettings = {},
): ModelInput {
  const ids = tokenizer.encode(text);
  if (ids.length === 0) throw empty(text);
  if (config.model_type !== 'encoder-decoder') return [[...(tokenizer.prefix ?? []), ...ids]];
  const { start, end } = startAndEnd(tokenizer);
  const source = [[...ids, end]];
  const [said = []] = translate({ config, params }, source, { start, end, maxLength });
  return { source, target: [[start, ...said]] };
}

export function windowsOfText(
  { config }: CausalModel,
  tokenizer: Tokenizer,
  text: string,
): number[][] {
  const ids = tokenizer.encode(text);
  if (ids.length === 0) throw empty(text);
  const T = Math.min(contextOf(config), ids.length);
  const count = Math.floor(ids.length / T);
  return Array.from({ length: count }, (_, i) => ids.slice(i * T, (i + 1) * T));
}

function startAndEnd(tokenizer: Tokenizer): { readonly start: number; readonly end: number } {
  const specials: Readonly<Record<string, number | undefined>> = tokenizer.specials ?? {};
  const { start, end } = specials;
  if (start !== undefined && end !== undefined) return { start, end };
  throw new ForwardPassError({
    what: 'inputOfText: a text for an encoder–decoder',
    expected: 'a tokenizer with the special tokens start and end',
    got: Object.keys(specials).join(', ') || 'one without special tokens',
    hint: 'give { source, target } in ids',
  });
}

function empty(text: string): ForwardPassError {
  return new ForwardPassError({
    what: 'inputOfText: ids of a text',
    expected: 'at least one token',
    got: JSON.stringify(text),
    hint: 'give the model something to read',
  });
}
