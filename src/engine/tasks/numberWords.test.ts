// Spelled-out numbers against lists written by hand.
import { describe, expect, it } from 'vitest';
import { numberTokenizer } from '../tokenizers/numberTokenizer';
import { languages, largestNumber, numberWords, spellings, textOf } from './numberWords';

const byHand: readonly (readonly [number, string, string])[] = [
  [0, 'zero', '零'],
  [1, 'one', '一'],
  [2, 'two', '二'],
  [3, 'three', '三'],
  [4, 'four', '四'],
  [5, 'five', '五'],
  [6, 'six', '六'],
  [7, 'seven', '七'],
  [8, 'eight', '八'],
  [9, 'nine', '九'],
  [10, 'ten', '十'],
  [11, 'eleven', '十一'],
  [12, 'twelve', '十二'],
  [13, 'thirteen', '十三'],
  [14, 'fourteen', '十四'],
  [15, 'fifteen', '十五'],
  [16, 'sixteen', '十六'],
  [17, 'seventeen', '十七'],
  [18, 'eighteen', '十八'],
  [19, 'nineteen', '十九'],
  [20, 'twenty', '二十'],
  [21, 'twenty one', '二十一'],
  [30, 'thirty', '三十'],
  [40, 'forty', '四十'],
  [42, 'forty two', '四十二'],
  [50, 'fifty', '五十'],
  [60, 'sixty', '六十'],
  [70, 'seventy', '七十'],
  [80, 'eighty', '八十'],
  [90, 'ninety', '九十'],
  [99, 'ninety nine', '九十九'],
  [100, 'one hundred', '一百'],
  [101, 'one hundred one', '一百零一'],
  [102, 'one hundred two', '一百零二'],
  [110, 'one hundred ten', '一百一十'],
  [111, 'one hundred eleven', '一百一十一'],
  [115, 'one hundred fifteen', '一百一十五'],
  [120, 'one hundred twenty', '一百二十'],
  [200, 'two hundred', '二百'],
  [209, 'two hundred nine', '二百零九'],
  [219, 'two hundred nineteen', '二百一十九'],
  [222, 'two hundred twenty two', '二百二十二'],
  [342, 'three hundred forty two', '三百四十二'],
  [500, 'five hundred', '五百'],
  [680, 'six hundred eighty', '六百八十'],
  [999, 'nine hundred ninety nine', '九百九十九'],
  [1000, 'one thousand', '一千'],
  [1001, 'one thousand one', '一千零一'],
  [1010, 'one thousand ten', '一千零一十'],
  [1015, 'one thousand fifteen', '一千零一十五'],
  [1100, 'one thousand one hundred', '一千一百'],
  [1101, 'one thousand one hundred one', '一千一百零一'],
  [2020, 'two thousand twenty', '二千零二十'],
  [3456, 'three thousand four hundred fifty six', '三千四百五十六'],
  [7008, 'seven thousand eight', '七千零八'],
  [9090, 'nine thousand ninety', '九千零九十'],
  [9900, 'nine thousand nine hundred', '九千九百'],
];

it.each(byHand)('%i is %s, %s', (n, english, chinese) => {
  expect(textOf(numberWords(n, 'english'))).toBe(english);
  expect(textOf(numberWords(n, 'chinese'))).toBe(chinese);
});

describe.each(languages)('in %s', (language) => {
  const all = Array.from({ length: largestNumber + 1 }, (_, n) => n);

  it('no two numbers are spelled alike', () => {
    const texts = all.flatMap((n) => spellings(n, language).map(textOf));
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('every digit but a silent zero is named by exactly one word', () => {
    const wrong = all.filter((n) =>
      [...String(n)].some((digit, place) => {
        const naming = numberWords(n, language).filter(({ names }) => names.includes(place));
        return naming.length > 1 || (naming.length === 0 && digit !== '0');
      }),
    );
    expect(wrong).toEqual([]);
  });
});

it('takes 两 for 二 before 百 and 千, nowhere else', () => {
  const texts = (n: number) => spellings(n, 'chinese').map(textOf);
  expect(texts(2200)).toEqual(['二千二百', '二千两百', '两千二百', '两千两百']);
  expect(texts(222)).toEqual(['二百二十二', '两百二十二']);
  expect(texts(22)).toEqual(['二十二']);
  expect(texts(2)).toEqual(['二']);
  expect(spellings(2200, 'english').map(textOf)).toEqual(['two thousand two hundred']);
});

it('says which digit each word names', () => {
  const named = (n: number, language: (typeof languages)[number]) =>
    numberWords(n, language)
      .map(({ word, names }) => `${word} ${names.join('+')}`.trim())
      .join(', ');
  expect(named(342, 'english')).toBe('three 0, hundred, forty 1, two 2');
  expect(named(316, 'english')).toBe('three 0, hundred, sixteen 1+2');
  expect(named(10, 'english')).toBe('ten 0+1');
  expect(named(40, 'english')).toBe('forty 0');
  expect(named(342, 'chinese')).toBe('三 0, 百, 四 1, 十, 二 2');
  expect(named(15, 'chinese')).toBe('十 0, 五 1');
  expect(named(102, 'chinese')).toBe('一 0, 百, 零 1, 二 2');
  expect(named(1002, 'chinese')).toBe('一 0, 千, 零 1+2, 二 3');
});

it('uses no word that the tokenizer does not know', () => {
  const tokenizer = numberTokenizer();
  for (const [, ...spelled] of byHand) {
    for (const text of spelled) expect(tokenizer.decode(tokenizer.encode(text))).toBe(text);
  }
});

it.each([-1, 10000, 1.5, NaN])('refuses %d', (n) => {
  expect(() => numberWords(n, 'english')).toThrow(/from 0 to 9999/);
});
