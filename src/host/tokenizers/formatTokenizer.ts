/** Our own tokenizers in the format of Hugging Face's tokenizers, which reads them too (its decoder puts spaces between words). */
import { ForwardPassError } from '../../engine/errors/ForwardPassError';
import { CharacterTokenizer } from '../../engine/tokenizers/CharacterTokenizer';
import type { Tokenizer } from '../../engine/tokenizers/Tokenizer';
import { WordTokenizer } from '../../engine/tokenizers/WordTokenizer';

export const characterRule = {
  normalizer: null,
  pre_tokenizer: split(String.raw`[\s\S]`, 'Isolated'),
};

export const wordRule = {
  normalizer: { type: 'Lowercase' },
  pre_tokenizer: {
    type: 'Sequence',
    pretokenizers: [
      split(String.raw`[-\s]+`, 'Removed'),
      split(String.raw`[\p{Han}0-9]`, 'Isolated'),
    ],
  },
};

/** The text of a tokenizer.json. */
export function formatTokenizer(tokenizer: Tokenizer): string {
  const file = {
    version: '1.0',
    truncation: null,
    padding: null,
    ...partsOf(tokenizer),
    post_processor: null,
  };
  return `${JSON.stringify(file, null, 1)}\n`;
}

function partsOf(tokenizer: Tokenizer) {
  if (tokenizer instanceof CharacterTokenizer) {
    const { characters } = tokenizer;
    return {
      added_tokens: [],
      ...characterRule,
      decoder: { type: 'Fuse' },
      model: wordLevel(characters),
    };
  }
  if (tokenizer instanceof WordTokenizer) {
    const tokens = Array.from({ length: tokenizer.size }, (_, id) => tokenizer.token(id));
    const specials = Object.values<number>(tokenizer.specials);
    return {
      added_tokens: specials.map((id) => addedToken(id, tokens[id] ?? '')),
      ...wordRule,
      decoder: null,
      model: wordLevel(tokens),
    };
  }
  throw new ForwardPassError({
    what: 'write a tokenizer',
    expected: 'a CharacterTokenizer or a WordTokenizer',
    got: tokenizer.constructor.name,
    hint: 'copy the files of a byte-level tokenizer instead',
  });
}

/** The unknown token is in no vocabulary: text that is not known is an error, here and there. */
const wordLevel = (tokens: readonly string[]) => ({
  type: 'WordLevel',
  vocab: Object.fromEntries(tokens.map((token, id) => [token, id])),
  unk_token: '‹unknown›',
});

const addedToken = (id: number, content: string) => ({
  ...{ id, content, single_word: false, lstrip: false, rstrip: false, normalized: false },
  special: true,
});

function split(pattern: string, behavior: 'Isolated' | 'Removed') {
  return { type: 'Split', pattern: { Regex: pattern }, behavior, invert: false };
}
