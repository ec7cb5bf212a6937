import { defineScript, type Script } from '../../src/film/script';
import { show } from '../../src/film/show';
import type { Stage } from '../../src/film/Stage';
import type { BpeFacts } from './bpeFacts';
import { lesson } from './lesson';
import { grouped, many, step, tied } from './reading';

export const script = defineScript(lesson, {
  title: { en: 'Byte-pair encoding', zh: '字节对编码' },
  question: { en: 'Where do tokens come from?', zh: '词元（token）从哪里来？' },
  setting: (f) => ({
    en: `byte-pair encoding · ${show(f.merges)} merges, then the ${grouped(f.gptMerges)} of ${f.model.values[0]}`,
    zh: `字节对编码（BPE）· 先做 ${show(f.merges)} 次合并，再看 ${f.model.values[0]} 的 ${grouped(f.gptMerges)} 次`,
  }),
  beats: {
    hook: {
      say: (f) => ({
        en: `${f.model.values[0]} reads this text as ${many(f.textSize, 'piece')}, its tokens. Who decided where to cut?`,
        zh: `${f.model.values[0]} 把这段文本读成 ${show(f.textSize)} 块，叫做词元。在哪里切，是谁定的？`,
      }),
      proves: ['tokenCount'],
    },
    corpus: {
      say: (f) => ({
        en: `To find out, take a tiny corpus: ${show(f.corpusSize)} words, and how often each one occurs.`,
        zh: `先看一份小语料：${show(f.corpusSize)} 个不同的词，以及各自出现的次数。`,
      }),
    },
    letters: {
      say: (f) => ({
        en: `Cut into letters; {position:${f.mark.values[0]}} marks where a word ends. These ${show(f.alphabetSize)} symbols are the first vocabulary.`,
        zh: `拆成字母，用 {position:${f.mark.values[0]}} 标出词尾。这 ${show(f.alphabetSize)} 个符号就是最初的词表。`,
      }),
      proves: ['lettersFirst'],
    },
    count: {
      say: {
        en: 'Count every pair of neighbours, each as often as its word occurs.',
        zh: '数一数每一对相邻的符号：一个词出现几次，其中每一对就记几次。',
      },
      proves: ['mergeOrder'],
    },
    top: {
      say: (f) => ({
        en: `{query:${step(f, 0).pair}} occurs {target:${show(f.firstCount)}} times, the most.${tied(f).en}`,
        zh: `{query:${step(f, 0).pair}} 出现 {target:${show(f.firstCount)}} 次，次数最多${tied(f).zh}。`,
      }),
      proves: ['mergeOrder', 'topTies'],
    },
    merge: {
      say: (f) => ({
        en: `Fuse it everywhere into one new symbol, {key:${step(f, 0).token}}, and enter it in the vocabulary.`,
        zh: `把所有 {query:${step(f, 0).pair}} 都合并成新符号 {key:${step(f, 0).token}}，加入词表。`,
      }),
      proves: ['mergesEverywhere'],
    },
    again: {
      say: (f) => ({
        en: `Count again, with the new symbol: {query:${step(f, 1).pair}} occurs {target:${show(f.secondCount)}} times and becomes {key:${step(f, 1).token}}.`,
        zh: `带着新符号重新计数：{query:${step(f, 1).pair}} 出现 {target:${show(f.secondCount)}} 次，合并成 {key:${step(f, 1).token}}。`,
      }),
      proves: ['mergeOrder', 'symbolTakesPart'],
    },
    faster: {
      say: (f) => ({
        en: `And so on. We stop after ${show(f.merges)} merges: ${show(f.alphabetSize)} + ${show(f.merges)} = ${show(f.vocabularySize)} symbols.`,
        zh: `如此重复，合并 ${show(f.merges)} 次后停下：词表里有 ${show(f.alphabetSize)} + ${show(f.merges)} = ${show(f.vocabularySize)} 个符号。`,
      }),
      proves: ['mergeOrder', 'counted'],
    },
    thesis: {
      say: (f) => ({
        en:
          f.wholeWords.values.length === 0
            ? `No word is one token yet: ${show(f.merges)} merges are too few even for the most frequent.`
            : `Frequent words have become {key:one token}. ${f.brokenWords.values.length > 0 ? 'The rarer ones are still in pieces.' : 'With so many merges, even the rare ones have.'}`,
        zh:
          f.wholeWords.values.length === 0
            ? `还没有一个词成为一个词元：${show(f.merges)} 次合并，连最常见的词也不够。`
            : `常见的词已经成为{key:一个词元}${f.brokenWords.values.length > 0 ? '，少见的仍是碎片。' : '；合并得够多，少见的也成了。'}`,
      }),
      proves: ['frequentWhole'],
    },
    unseen: {
      say: (f) => ({
        en: `A word that was never there: “${f.unseen.values[0]}”. Run down the list of merges, in the order learned.`,
        zh: `再看语料里没有的词 ${f.unseen.values[0]}：按学到的顺序，把合并规则走一遍。`,
      }),
      proves: ['unseenIsNew'],
    },
    apply: {
      say: (f) => ({
        en: `It is spelled from what is known: {key:${f.unseenTokens.values.join(' + ')}}: ${many(f.unseenSize, 'token')}.`,
        zh: `它由已有的片段拼成：{key:${f.unseenTokens.values.join(' + ')}}，共 ${show(f.unseenSize)} 个词元。`,
      }),
      proves: ['learnedOrder', 'wordRoundTrip'],
    },
    gpt: {
      say: (f) => ({
        en: `${f.model.values[0]} learned ${grouped(f.gptMerges)} merges like these, starting from bytes. In English a letter is one byte.`,
        zh: `${f.model.values[0]} 照此学到 ${grouped(f.gptMerges)} 条合并规则，从字节开始：一个英文字母占一个字节。`,
      }),
      proves: ['asciiIsOneByte'],
    },
    fuse: {
      say: (f) => ({
        en: `Always the merge learned first, until none applies: ${many(f.textByteCount, 'byte')} become ${many(f.textSize, 'token')}.`,
        zh: `先学到的先合并，直到没有可合并的：${show(f.textByteCount)} 个字节变成 ${show(f.textSize)} 个词元。`,
      }),
      proves: ['risingMerges'],
    },
    ids: {
      say: {
        en: 'A token’s {value:id} is its place in the vocabulary. The model sees only these numbers.',
        zh: '词元的{value:编号}就是它在词表里的位置。模型看到的只有这些数字。',
      },
      proves: ['idIsPlace', 'idAddsUp'],
    },
    bytes: {
      say: (f) => ({
        en: `Chinese works too: each of these ${show(f.characterCount)} characters is ${show(f.bytesEach)} bytes.`,
        zh: `中文也一样：这 ${show(f.characterCount)} 个字，每个占 ${show(f.bytesEach)} 个字节。`,
      }),
      proves: ['threeBytes'],
    },
    parts: {
      say: (f) => ({
        en: `${show(f.characterCount)} characters, ${many(f.chineseSize, 'token')}. Of these, ${show(f.wholeCount)} are {key:whole characters}; the others were too rare to become one.`,
        zh: `${show(f.characterCount)} 个字变成 ${show(f.chineseSize)} 个词元：其中 ${show(f.wholeCount)} 个是{key:完整的字}，其余的字不够常见，没能合成一个。`,
      }),
      proves: ['risingMerges', 'wholeCharacters'],
    },
    back: {
      say: {
        en: 'Nothing is lost: look up each {value:id}’s bytes, join them, and the same text is back.',
        zh: '没有任何丢失：由{value:编号}查到字节，再由字节还原出原文。',
      },
      proves: ['roundTrip'],
    },
  },
  answer: {
    say: {
      en: 'From counting: the most {target:frequent} {query:pair} becomes one {key:token}, again and again. Rare words stay in pieces.',
      zh: '靠计数：{target:最常见}的{query:一对}合成一个{key:词元}，一再重复；少见的词仍是碎片。',
    },
    proves: ['mergeOrder'],
  },
  words: {
    pair: { en: 'pair', zh: '相邻对' },
    count: { en: 'count', zh: '次数' },
    vocabulary: { en: 'vocabulary', zh: '词表' },
    learned: { en: 'merges, in the order learned', zh: '合并，按学到的先后' },
    merges: { en: 'merges', zh: '次合并' },
    mergeBefore: { en: 'merge', zh: '第' },
    mergeAfter: { en: ':', zh: ' 次合并：' },
    space: (f) => ({
      en: `{text:${f.spaces.values[0] ?? ''}} stands for a space`,
      zh: `{text:${f.spaces.values[0] ?? ''}} 代表空格`,
    }),
    hex: { en: 'bytes, in hexadecimal', zh: '字节，用十六进制表示' },
    idRule: (f) => ({
      en: `${f.latestToken.values[0] ?? ''}: ${grouped(f.byteIds)} bytes + ${grouped(f.latestBefore)} earlier merges → id {value:${show(f.latestId)}}`,
      zh: `${f.latestToken.values[0] ?? ''}：${grouped(f.byteIds)} 个字节 + 之前的 ${grouped(f.latestBefore)} 次合并 → 编号 {value:${show(f.latestId)}}`,
    }),
    most: { en: 'the pair with the highest count', zh: '次数最多的一对' },
  },
});

type Names<S> = S extends Script<BpeFacts, infer Beat, infer Word> ? [Beat, Word] : never;
export type BpeStage = Stage<BpeFacts, Names<typeof script>[0], Names<typeof script>[1]>;
