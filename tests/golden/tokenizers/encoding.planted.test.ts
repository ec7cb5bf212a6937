// Are the comparisons of the tokenizers sharp? Mistakes that people really make, planted one at a time in a chain of the
// engine's own parts: each must be noticed by the comparison that the chain passes without them.
import gpt2 from 'js-tiktoken/ranks/gpt2';
import { encode as independent } from 'gpt-tokenizer/encoding/r50k_base';
import { describe, expect, it } from 'vitest';
import { Rng } from '../../../src/engine/random/Rng';
import { applyMerges } from '../../../src/engine/tokenizers/applyMerges';
import { toByteString, toBytes } from '../../../src/engine/tokenizers/ByteString';
import { tokensOf, vocabularyFromRanks } from '../../../src/engine/tokenizers/ByteVocabulary';
import { decodeUtf8 } from '../../../src/engine/tokenizers/decodeUtf8';
import { encodeUtf8 } from '../../../src/engine/tokenizers/encodeUtf8';
import { mergeByHeap } from '../../../src/engine/tokenizers/mergeByHeap';
import { mergePair } from '../../../src/engine/tokenizers/mergePair';
import { MergeTable, type Pair } from '../../../src/engine/tokenizers/MergeTable';
import { parseRanks } from '../../../src/engine/tokenizers/parseRanks';
import { preToken, preTokenize } from '../../../src/engine/tokenizers/preTokenize';
import { mixedText } from './mixedText';
import preTokens from './pre_tokens.json';

describe('cutting text before any merge', () => {
  const firstOtherCut = (cut: (text: string) => readonly string[]): string | null =>
    preTokens.find(({ text, pieces }) => cut(text).join('|') !== pieces.join('|'))?.text ?? null;
  const changed = (from: string, to: string, flags = 'gu') => {
    expect(preToken.source).toContain(from);
    const pattern = new RegExp(preToken.source.replaceAll(from, to), flags);
    return firstOtherCut((text) => text.match(pattern) ?? []);
  };

  it('is right without a mistake', () => expect(firstOtherCut(preTokenize)).toBeNull());

  it.each<[string, () => string | null]>([
    ["JavaScript's white space", () => changed('\\p{White_Space}', '\\s')],
    ['only the letters of English', () => changed('\\p{L}', 'A-Za-z')],
    ['only the digits 0 to 9', () => changed('\\p{N}', '0-9')],
    ['contractions in capitals too', () => changed("'s", "'s", 'giu')],
    ["one contraction forgotten: 're", () => changed("|'re", '')],
    ['marks taken for letters', () => changed('\\p{L}', '\\p{L}\\p{M}')],
    ['no space before a number', () => changed(' ?\\p{N}', '\\p{N}')],
    ['no space before a sign', () => changed(' ?[^', '[^')],
    ['any white space before a word', () => changed(' ?\\p{L}', '\\p{White_Space}?\\p{L}')],
    ['the last space stays', () => changed('(?!\\P{White_Space})', '')],
    ['at most three digits together, as later', () => changed('\\p{N}+', '\\p{N}{1,3}')],
    ['the white space at the end lost', () => firstOtherCut((t) => preTokenize(t.trimEnd()))],
  ])('%s: noticed', (_, firstWrong) => expect(firstWrong()).not.toBeNull());
});

describe("GPT-2's ids", () => {
  const vocabulary = vocabularyFromRanks(parseRanks(gpt2.bpe_ranks));
  const table = new MergeTable(256, vocabulary.merges);
  const tokens = tokensOf(vocabulary);
  const idOfToken = new Map(tokens.map((token, id) => [token, id]));
  const idOfByte = new Map(vocabulary.bytes.map((byte, id) => [byte, id]));
  const text = mixedText(new Rng('planted'), 60_000).replace(/[\u0085\ufeff]/g, '');
  const expected = independent(text);

  const right = {
    cut: preTokenize as (text: string) => readonly string[],
    bytes: encodeUtf8 as (text: string) => Iterable<number>,
    merge: (symbols: readonly number[]): readonly number[] => mergeByHeap(symbols, table),
  };
  const firstOtherId = (mistake: Partial<typeof right>): number => {
    const { cut, bytes, merge } = { ...right, ...mistake };
    const ids = cut(text).flatMap((piece) =>
      merge(Array.from(bytes(piece), (byte) => idOfByte.get(byte) ?? 0)),
    );
    const at = expected.findIndex((id, i) => id !== ids[i]);
    return at < 0 && ids.length > expected.length ? expected.length : at;
  };
  const withTable = (merges: readonly Pair[], alphabet = 256) => {
    const other = new MergeTable(alphabet, merges);
    return firstOtherId({ merge: (symbols) => mergeByHeap(symbols, other) });
  };

  /** Any known pair at once, without looking for the one learned first. */
  const leftmost = (symbols: readonly number[]): readonly number[] => {
    for (let i = 0; i + 1 < symbols.length; i++) {
      const rank = table.rankOf(symbols[i] ?? 0, symbols[i + 1] ?? 0);
      if (rank === undefined) continue;
      return leftmost([...symbols.slice(0, i), table.tokenOf(rank), ...symbols.slice(i + 2)]);
    }
    return symbols;
  };
  const longest = (symbols: readonly number[]): number[] => {
    const bytes = symbols.map((id) => tokens[id]).join('');
    const ids: number[] = [];
    for (let at = 0; at < bytes.length;) {
      let end = bytes.length;
      while (!idOfToken.has(bytes.slice(at, end))) end--;
      ids.push(idOfToken.get(bytes.slice(at, end)) ?? 0);
      at = end;
    }
    return ids;
  };
  /** aaa → a aa */
  const fromTheRight = (symbols: readonly number[]): readonly number[] => {
    const [round] = applyMerges(symbols, table);
    if (!round) return symbols;
    const turned = [round.pair[1], round.pair[0]] as const;
    return fromTheRight(mergePair(symbols.toReversed(), turned, round.token).symbols.toReversed());
  };

  it('are right without a mistake', () => expect(firstOtherId({})).toBe(-1));

  it.each<[string, () => number]>([
    ['no pieces: merges across words', () => firstOtherId({ cut: (t) => [t] })],
    ['pieces at spaces', () => firstOtherId({ cut: (t) => t.split(/(?= )/) })],
    ['characters composed first', () => firstOtherId({ bytes: (t) => encodeUtf8(t.normalize()) })],
    ['small letters', () => firstOtherId({ bytes: (t) => encodeUtf8(t.toLowerCase()) })],
    ['surrogates encoded one by one', () => firstOtherId({ bytes: surrogatesAlone })],
    ['lone surrogates as bytes of their own', () => firstOtherId({ bytes: loneAsTheyAre })],
    [
      'lone surrogates left out',
      () => firstOtherId({ bytes: (t) => encodeUtf8(t.replace(/\p{Surrogate}/gu, '')) }),
    ],
    [
      'one byte per character',
      () => firstOtherId({ bytes: (t) => Array.from(t, (c) => (c.codePointAt(0) ?? 0) & 255) }),
    ],
    [
      'bytes numbered by their value',
      () =>
        firstOtherId({
          merge: (ids) =>
            mergeByHeap(
              ids.map((id) => vocabulary.bytes[id] ?? 0),
              table,
            ),
        }),
    ],
    ['the leftmost pair first', () => firstOtherId({ merge: leftmost })],
    ['the longest token first', () => firstOtherId({ merge: longest })],
    ['merged from the right', () => firstOtherId({ merge: fromTheRight })],
    [
      'only the first round',
      () => firstOtherId({ merge: (ids) => applyMerges(ids, table)[0]?.symbols ?? ids }),
    ],
    ['the first merge forgotten', () => withTable(vocabulary.merges.slice(1))],
    ['ids one too high', () => withTable(vocabulary.merges, 257)],
    ['half of the merges', () => withTable(vocabulary.merges.slice(0, 25_000))],
  ])('%s: noticed', (_, firstWrong) => expect(firstWrong()).toBeGreaterThanOrEqual(0));
});

describe('back to text', () => {
  const texts = ['我爱机器学习', 'a\ufeffb', '\ufeffa', '😀\u200d😀', 'naïve', '\0\x1b', 'a\r\nb '];
  const firstLost = (decode: (tokens: readonly string[]) => string): string | null =>
    texts.find((text) => {
      const bytes = toByteString(encodeUtf8(text));
      return decode(bytes.match(/[^]{1,2}/g) ?? []) !== text; // tokens of two bytes
    }) ?? null;
  const joined = (tokens: readonly string[]) => Uint8Array.from(toBytes(tokens.join('')));

  it('is right without a mistake', () => {
    expect(firstLost((tokens) => decodeUtf8(joined(tokens)))).toBeNull();
  });

  it.each<[string, (tokens: readonly string[]) => string]>([
    ['each token by itself', (tokens) => tokens.map((t) => decodeUtf8(toBytes(t))).join('')],
    ['the byte order mark dropped', (tokens) => new TextDecoder().decode(joined(tokens))],
    ['bytes as characters', (tokens) => tokens.join('')],
    [
      'broken characters left out',
      (tokens) => tokens.map((t) => decodeUtf8(toBytes(t)).replaceAll('\ufffd', '')).join(''),
    ],
    ['tokens trimmed', (tokens) => decodeUtf8(joined(tokens)).trim()],
    ['line ends made one kind', (tokens) => decodeUtf8(joined(tokens)).replaceAll('\r\n', '\n')],
  ])('%s: noticed', (_, decode) => expect(firstLost(decode)).not.toBeNull());
});

/** A character beyond U+FFFF as two of three bytes each (CESU-8). */
function surrogatesAlone(text: string): number[] {
  const units = Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
  return units.flatMap((unit) => unitBytes(unit));
}

/** ED A0 80 in place of EF BF BD (WTF-8). */
function loneAsTheyAre(text: string): number[] {
  return Array.from(text).flatMap((character) =>
    /\p{Surrogate}/u.test(character)
      ? unitBytes(character.charCodeAt(0))
      : [...encodeUtf8(character)],
  );
}

function unitBytes(unit: number): number[] {
  if (unit < 0x800) return [...encodeUtf8(String.fromCharCode(unit))];
  return [0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f)];
}
