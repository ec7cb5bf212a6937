/**
 * Byte-pair encoding, learned from four words and then at GPT-2's scale.
 *   source: Sennrich et al. 2016, section 3.2 (corpus, algorithm); Radford et al. 2019 (bytes)
 */
import { z } from 'zod';
import { encodeUtf8 } from '../../src/engine/tokenizers/encodeUtf8';
import { defineLesson, integerParam, textParam, type Param } from '../../src/lessons/defineLesson';
import { bpeFacts } from './bpeFacts';
import * as proofs from './proofs';

const bytesPerIdeograph = 3;
const chineseLength = { min: 2, max: 8 };

const isThreeBytes = (text: string) =>
  Array.from(text).every((character) => encodeUtf8(character).length === bytesPerIdeograph);

const chinese: Param<string> = {
  schema: z
    .string()
    .trim()
    .regex(/^[\p{Script=Han}，。？！、：；《》]+$/u, 'not Chinese')
    .refine(isThreeBytes, 'has a character of more than three bytes')
    .refine(
      (text) => text.length >= chineseLength.min && text.length <= chineseLength.max,
      'too short or too long',
    ),
  initial: { en: '今天天气很好', zh: '今天天气很好' },
  allowed: `${chineseLength.min} to ${chineseLength.max} Chinese characters`,
};

export const lesson = defineLesson({
  id: 'bpe',
  params: {
    text: textParam(
      { en: 'Tokenization is unbelievable', zh: 'Tokenization is unbelievable' },
      { max: 40 },
    ),
    chinese,
    merges: integerParam(10, { min: 5, max: 15 }),
  },
  run: bpeFacts,
  claims: {
    lettersFirst: {
      text: {
        en: 'the first vocabulary is the letters of the words and the end-of-word mark',
        zh: '最初的词表就是各词的字母加上词尾标记',
      },
      holds: (f) =>
        proofs.lettersFirst(f.words.rows, f.corpus.rows, f.alphabet.values, f.mark.values),
    },
    mergeOrder: {
      text: {
        en: 'recounted from the words, each merged pair is the first of the most frequent ones',
        zh: '从词里重新数一遍：每次合并的都是最多的一对里最先遇到的',
      },
      holds: (f) => f.steps.rows.every(proofs.choosesMostFrequent),
    },
    topTies: {
      text: { en: 'as many pairs share the largest count as is said', zh: '并列最多的对数属实' },
      holds: (f) => {
        const counts = f.steps.rows[0]?.pairs.map(({ count }) => count) ?? [];
        const most = Math.max(...counts);
        return (
          most === f.firstCount.value &&
          counts.filter((count) => count === most).length === f.firstTies.value
        );
      },
    },
    mergesEverywhere: {
      text: {
        en: 'a merge leaves no occurrence of its pair and changes no word',
        zh: '合并之后，这一对不再出现，词本身不变',
      },
      holds: (f) => f.steps.rows.every(proofs.mergesEverywhere),
    },
    symbolTakesPart: {
      text: {
        en: 'the second merge uses the symbol that the first one made',
        zh: '第二次合并用到了第一次造出的符号',
      },
      holds: (f) => {
        const [first, second] = f.steps.rows;
        return second?.chosen.left === first?.token || second?.chosen.right === first?.token;
      },
    },
    counted: {
      text: {
        en: 'the vocabulary has its letters and one more symbol per merge',
        zh: '词表 = 最初的符号 + 每次合并一个',
      },
      holds: (f) =>
        f.steps.rows.length === f.merges.value &&
        f.alphabetSize.value + f.merges.value === f.vocabularySize.value &&
        new Set([...f.alphabet.values, ...f.steps.rows.map((step) => step.token)]).size ===
          f.vocabularySize.value,
    },
    frequentWhole: {
      text: {
        en: 'every word that is one token occurs more often than every word in pieces',
        zh: '成为一个词元的词，都比仍是碎片的词出现得多',
      },
      holds: (f) =>
        f.wholeCounts.rows.every((whole) => f.brokenCounts.rows.every((broken) => whole > broken)),
    },
    tokenCount: {
      text: { en: 'the text is so many tokens', zh: '文本的词元数属实' },
      holds: (f) =>
        f.textIds.values.length === f.textSize.value &&
        f.textIds.values.join() === f.textTokens.rows.map(({ id }) => id).join(),
    },
    unseenIsNew: {
      text: {
        en: 'the word is not in the corpus, its letters are',
        zh: '这个词不在语料里，字母都在',
      },
      holds: (f) =>
        f.corpus.rows.every(({ word }) => word !== f.unseen.values[0]) &&
        f.unseenSymbols.values.every((symbol) => f.alphabet.values.includes(symbol)),
    },
    learnedOrder: {
      text: {
        en: 'the unseen word is cut by learned merges, in the order learned, until none is left',
        zh: '没见过的词按学到的先后顺序合并，直到一条也用不上',
      },
      holds: (f) => proofs.replays(f.steps.rows, f.unseenSymbols.values, f.unseenTokens.values),
    },
    wordRoundTrip: {
      text: { en: 'the tokens of the word decode to the word', zh: '词元还原成原来的词' },
      holds: (f) =>
        f.unseenDecoded.values[0] === f.unseen.values[0] &&
        f.unseenTokens.values.join('') === `${f.unseen.values[0]}${f.mark.values[0]}`,
    },
    asciiIsOneByte: {
      text: { en: 'a plain letter is one byte', zh: '一个英文字母是一个字节' },
      holds: (f) =>
        f.textCharacters.rows.every(
          ({ character, from, to }) => !/^[a-z]$/i.test(character) || to - from === 1,
        ),
    },
    risingMerges: {
      text: { en: "GPT-2's merges apply in the order learned", zh: 'GPT-2 的合并按学到的先后进行' },
      holds: (f) => [f.textMerges, f.chineseMerges].every(({ rows }) => proofs.rises(rows)),
    },
    idIsPlace: {
      text: {
        en: 'a token’s id is its place in the vocabulary: the bytes, then the merges in order',
        zh: '词元的编号就是它在词表里的位置：先是字节，再是依次学到的合并',
      },
      holds: (f) =>
        [f.textMerges, f.chineseMerges].every(({ rows }) => rows.every(proofs.idIsPlace)),
    },
    idAddsUp: {
      text: {
        en: 'the id of the token made last is the number of bytes and of merges before its own',
        zh: '最后合成的词元的编号 = 字节数 + 在它之前的合并数',
      },
      holds: (f) =>
        f.byteIds.value + f.latestBefore.value === f.latestId.value &&
        f.latestToken.values.every((token) =>
          f.textTokens.rows.some(({ text, id }) => text === token && id === f.latestId.value),
        ),
    },
    threeBytes: {
      text: { en: 'every Chinese character shown is three bytes', zh: '所示汉字每个占三个字节' },
      holds: (f) =>
        f.chineseCharacters.rows.every(
          ({ character, from, to }) =>
            to - from === f.bytesEach.value &&
            new TextEncoder().encode(character).length === f.bytesEach.value,
        ) && f.chineseBytes.rows.length === f.characterCount.value * f.bytesEach.value,
    },
    wholeCharacters: {
      text: {
        en: 'the whole characters among the tokens are counted, and merges made each of them',
        zh: '完整的汉字词元数目属实，且都由学到的合并而来',
      },
      holds: (f) =>
        f.chineseTokens.rows.filter((token) => proofs.textOf([token]) !== null).length ===
          f.wholeCount.value &&
        f.wholeTokens.rows.every((i) => (f.chineseTokens.rows[i]?.id ?? 0) >= f.byteIds.value),
    },
    roundTrip: {
      text: { en: 'ids decode to the very same text', zh: '编号还原出一模一样的文本' },
      holds: (f) =>
        f.textDecoded.values[0] === f.text.values[0] &&
        f.chineseDecoded.values[0] === f.chinese.values[0] &&
        proofs.textOf(f.textTokens.rows) === f.text.values[0] &&
        proofs.textOf(f.chineseTokens.rows) === f.chinese.values[0],
    },
  },
});
