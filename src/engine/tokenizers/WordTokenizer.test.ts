import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CharacterTokenizer } from './CharacterTokenizer';
import { numberTokenizer } from './numberTokenizer';
import { WordTokenizer } from './WordTokenizer';

const tokenizer = numberTokenizer();
const words = (text: string) => tokenizer.encode(text).map((id) => tokenizer.token(id));

describe('number words', () => {
  it.each([
    ['three hundred forty two', ['three', 'hundred', 'forty', 'two']],
    ['  Forty-Two ', ['forty', 'two']],
    ['三百四十二', [...'三百四十二']],
    ['342', [...'342']],
    ['two 两 2', ['two', '两', '2']],
    ['', []],
  ])('cuts %s', (text, expected) => expect(words(text)).toEqual(expected));

  it('has the ids that its comment promises', () => {
    const { pad, start, end } = tokenizer.specials;
    expect([pad, start, end]).toEqual([0, 1, 2]);
    expect([0, 1, 2, 3, 12, 13, 42, 43, 56].map((id) => tokenizer.token(id)).join(' ')).toBe(
      '‹pad› ‹start› ‹end› 0 9 zero thousand 零 千',
    );
    expect(tokenizer.size).toBe(57);
  });

  it('takes any sequence of words there and back, special tokens left out', () => {
    const { start, end } = tokenizer.specials;
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 3, max: 56 })), (ids) => {
        expect(tokenizer.encode(tokenizer.decode([start, ...ids, end]))).toEqual(ids);
      }),
    );
    expect(tokenizer.decode(tokenizer.encode('three hundred forty two'))).toBe(
      'three hundred forty two',
    );
    expect(tokenizer.decode(tokenizer.encode('三百四十二'))).toBe('三百四十二');
  });

  it('names an unknown word and what is allowed', () => {
    expect(() => tokenizer.encode('three dozen')).toThrow(
      /hundred thousand[^]*"dozen" in "three dozen"/,
    );
    expect(() => tokenizer.encode('三万')).toThrow(/"万"/);
    expect(() => tokenizer.encode('‹end›')).toThrow(/"‹end›"/);
    expect(() => tokenizer.token(57)).toThrow(/from 0 to 56/);
  });

  it('refuses words that no text could reach', () => {
    expect(() => new WordTokenizer(['forty-two'], [])).toThrow(/"forty-two"/);
    expect(() => new WordTokenizer(['Two'], [])).toThrow(/"Two"/);
    expect(() => new WordTokenizer(['two', 'two'], [])).toThrow(/twice/);
  });
});

describe('characters', () => {
  it('takes its own text there and back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const characters = CharacterTokenizer.fromText(text);
        expect(characters.decode(characters.encode(text))).toBe(text);
      }),
    );
    expect(CharacterTokenizer.fromText('cab😀a').characters).toEqual(['a', 'b', 'c', '😀']);
  });

  it('names an unknown character or id', () => {
    const characters = CharacterTokenizer.fromText('abc');
    expect(() => characters.encode('abd')).toThrow(/"d"/);
    expect(() => characters.decode([3])).toThrow(/from 0 to 2/);
  });
});
