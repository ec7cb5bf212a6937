/** tokenizer.json, the format of Hugging Face's tokenizers: byte-level BPE as in GPT-2, and our own words and characters. */
import { z } from 'zod';
import { ForwardPassError } from '../../engine/errors/ForwardPassError';
import { CharacterTokenizer } from '../../engine/tokenizers/CharacterTokenizer';
import type { Tokenizer } from '../../engine/tokenizers/Tokenizer';
import { WordTokenizer } from '../../engine/tokenizers/WordTokenizer';
import { parseObject } from '../files/parseObject';
import { byteLevelTokenizer } from './byteLevelTokenizer';
import { PublishedTokenizer, type PublishedFile } from './PublishedTokenizer';
import { characterRule, wordRule } from './formatTokenizer';

const what = 'read a tokenizer';

const id = z
  .number()
  .int()
  .min(0)
  .lt(2 ** 24);
const vocabulary = z.record(z.string(), id);
const schema = z.object({
  added_tokens: z
    .array(z.looseObject({ id, content: z.string().min(1), special: z.boolean() }))
    .default([]),
  normalizer: z.looseObject({ type: z.string() }).nullish(),
  pre_tokenizer: z.looseObject({ type: z.string() }).nullish(),
  model: z.discriminatedUnion('type', [
    z.object({ type: z.literal('WordLevel'), vocab: vocabulary }),
    z.object({
      type: z.literal('BPE'),
      vocab: vocabulary,
      merges: z.array(z.union([z.string(), z.tuple([z.string(), z.string()])])),
      byte_fallback: z.boolean().nullish(),
    }),
  ]),
});

type TokenizerFile = z.infer<typeof schema>;

export function parseTokenizer(text: string): Tokenizer {
  const given = parseObject(text, what);
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw tokenizerError(
      `"${issue?.path.join('.')}" of a BPE or WordLevel tokenizer`,
      issue?.message ?? '',
    );
  }
  const file = parsed.data;
  const { model, added_tokens: added } = file;
  if (model.type === 'BPE') {
    if (!isByteLevel(file))
      return published({
        ...given,
        added_tokens: added,
        model: { ...Object(given['model']), vocab: model.vocab, merges: model.merges },
      });
    const merges = model.merges.map((merge) =>
      typeof merge === 'string' ? merge : merge.join(' '),
    );
    const normal = file.normalizer?.type === 'NFC';
    return byteLevelTokenizer({ vocab: model.vocab, merges, added, normal });
  }
  const tokens = inOrder(model.vocab);
  if (rulesOf(file) === rulesOf(characterRule)) return new CharacterTokenizer(tokens);
  if (rulesOf(file) === rulesOf(wordRule)) {
    const specials = added
      .toSorted((a, b) => a.id - b.id)
      .map(({ content }) => content.slice(1, -1));
    return new WordTokenizer(tokens.slice(specials.length), specials);
  }
  throw tokenizerError('single characters, or words as this project writes them', rulesOf(file));
}

/** Everything else that learned byte pairs. What the library does not know of, it says. */
function published(file: PublishedFile): Tokenizer {
  try {
    return new PublishedTokenizer(file);
  } catch (error) {
    throw tokenizerError(
      'a normalizer, pre-tokenizer and decoder of a published BPE',
      error instanceof Error ? error.message : String(error),
    );
  }
}

/** A vocab.json. */
export function parseVocabulary(text: string): Record<string, number> {
  const parsed = vocabulary.safeParse(parseObject(text, what));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw tokenizerError(`an id for "${issue?.path.join('.')}"`, issue?.message ?? '');
}

function isByteLevel({ normalizer, pre_tokenizer: rule, model }: TokenizerFile): boolean {
  const plain = rule?.type === 'ByteLevel' && rule['add_prefix_space'] !== true;
  const cuts = rule?.['use_regex'] !== false;
  const fallback = model.type === 'BPE' && model.byte_fallback === true;
  return plain && cuts && !fallback && (!normalizer || normalizer.type === 'NFC');
}

function rulesOf(file: Pick<TokenizerFile, 'normalizer' | 'pre_tokenizer'>): string {
  return JSON.stringify({
    normalizer: file.normalizer ?? null,
    pre_tokenizer: file.pre_tokenizer ?? null,
  });
}

function inOrder(vocab: Readonly<Record<string, number>>): string[] {
  const entries = Object.entries(vocab).toSorted(([, a], [, b]) => a - b);
  const gap = entries.findIndex(([, id], i) => id !== i);
  if (gap < 0) return entries.map(([token]) => token);
  throw tokenizerError(
    `every id once, from 0 to ${entries.length - 1}`,
    `${entries[gap]?.[1]} in place of ${gap}`,
  );
}

function tokenizerError(expected: string, got: string): ForwardPassError {
  return new ForwardPassError({
    what,
    expected,
    got: got.slice(0, 300),
    hint: 'the model itself can be run with ids instead of text: --ids 1,2,3',
  });
}
