import gpt2 from 'js-tiktoken/ranks/gpt2';
import type { Rng } from '../../../src/engine/random/Rng';
import { tokensOf, vocabularyFromRanks } from '../../../src/engine/tokenizers/ByteVocabulary';
import { decodeUtf8 } from '../../../src/engine/tokenizers/decodeUtf8';
import { parseRanks } from '../../../src/engine/tokenizers/parseRanks';

/** English, Chinese, emoji, code, control characters, random bytes, any characters, lone surrogates; about `bytes` long. */
export function mixedText(rng: Rng, bytes: number): string {
  const parts: string[] = [];
  for (let size = 0; size < bytes;) {
    const kinds = [
      english,
      chinese,
      emoji,
      code,
      control,
      randomBytes,
      anyCharacters,
      loneSurrogates,
    ];
    const part = kinds[below(rng, kinds.length)]?.(rng) ?? '';
    parts.push(part);
    size += new TextEncoder().encode(part).length;
  }
  return parts.join('');
}

const below = (rng: Rng, n: number) => rng.bits() % n;
const pick = (rng: Rng, from: readonly string[]) => from[below(rng, from.length)] ?? '';
const many = (rng: Rng, most: number, make: () => string) =>
  Array.from({ length: 1 + below(rng, most) }, make).join('');

// English words and code as GPT-2 knows them: its own tokens, joined at random.
const textTokens = tokensOf(vocabularyFromRanks(parseRanks(gpt2.bpe_ranks)))
  .slice(256)
  .filter((token) => /^ ?[A-Za-z']+$/.test(token));
const english = (rng: Rng) =>
  many(
    rng,
    30,
    () => pick(rng, textTokens) + pick(rng, ['', '', ' ', ', ', '. ', "'s ", "'ll ", '\n', '  ']),
  );
const chinese = (rng: Rng) =>
  many(
    rng,
    30,
    () => pick(rng, ['，', '。', '', '', '']) + String.fromCodePoint(0x4e00 + below(rng, 0x51a6)),
  );
const emoji = (rng: Rng) =>
  many(
    rng,
    8,
    () =>
      String.fromCodePoint(0x1f300 + below(rng, 0x2ff)) + pick(rng, ['', '\u200d', '\ufe0f', ' ']),
  );
const code = (rng: Rng) =>
  many(
    rng,
    12,
    () =>
      pick(rng, ['  ', '\t', '    ', '']) +
      pick(rng, [
        'const ',
        'def f(',
        'if (',
        'return ',
        '#include <',
        '</div>',
        '=> {',
        '});',
        '!== ',
        '/* ',
      ]) +
      pick(rng, textTokens) +
      String(below(rng, 100000)) +
      pick(rng, ['\n', '\r\n', '\n\n', ';\n', ' ']),
  );
const control = (rng: Rng) =>
  many(rng, 10, () =>
    String.fromCharCode(pick(rng, ['a', 'b']) === 'a' ? below(rng, 32) : 127 + below(rng, 34)),
  );
const randomBytes = (rng: Rng) =>
  decodeUtf8(Array.from({ length: 1 + below(rng, 40) }, () => below(rng, 256)));
const anyCharacters = (rng: Rng) => many(rng, 20, () => String.fromCodePoint(below(rng, 0x110000)));
const loneSurrogates = (rng: Rng) =>
  many(rng, 3, () => String.fromCharCode(0xd800 + below(rng, 0x800)));
