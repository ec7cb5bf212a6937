import { defineScript, type Script } from '../../src/film/script';
import { show } from '../../src/film/show';
import type { Stage } from '../../src/film/Stage';
import type { BpeFacts } from './bpeFacts';
import { lesson } from './lesson';
import { grouped, many, step } from './reading';

export const script = defineScript(lesson, {
  title: { en: 'Byte-pair encoding', zh: '字节对编码' },
  question: { en: 'Where do tokens come from?', zh: '词元从哪里来？' },
  setting: (f) => ({
    en: `byte-pair encoding · ${show(f.merges)} merges, then the ${grouped(f.gptMerges)} of ${f.model.values[0]}`,
    zh: `字节对编码（BPE）· 先学 ${show(f.merges)} 次合并，再看 ${f.model.values[0]} 的 ${grouped(f.gptMerges)} 次`,
  }),
  beats: {
    corpus: {
      say: (f) => ({
        en: `A tiny corpus: ${show(f.corpusSize)} words, and how often each one occurs.`,
        zh: `一份小小的语料：${show(f.corpusSize)} 个词，以及各自出现的次数。`,
      }),
    },
    letters: {
      say: (f) => ({
        en: `Cut into letters; {position:${f.mark.values[0]}} marks where a word ends. These ${show(f.alphabetSize)} symbols are the first vocabulary.`,
        zh: `拆成字母，用{position:${f.mark.values[0]}}标出词尾。这 ${show(f.alphabetSize)} 个符号就是最初的词表。`,
      }),
      proves: ['lettersFirst'],
    },
    count: {
      say: {
        en: 'Count every pair of neighbours, each as often as its word occurs.',
        zh: '数一数所有相邻的符号对：词出现几次，它的每一对就记几次。',
      },
      proves: ['mergeOrder'],
    },
    top: {
      say: (f) => ({
        en: `{query:${step(f, 0).pair}} occurs {target:${show(f.firstCount)}} times. No pair has more, and of ${show(f.firstTies)} equals it was met first.`,
        zh: `{query:${step(f, 0).pair}} 出现 {target:${show(f.firstCount)}} 次，次数最多；${show(f.firstTies)} 对并列，取最先遇到的。`,
      }),
      proves: ['mergeOrder', 'topTies'],
    },
    merge: {
      say: (f) => ({
        en: `Fuse it everywhere into one new symbol, {key:${step(f, 0).token}}, and enter it in the vocabulary.`,
        zh: `把它处处合成一个新符号{key:${step(f, 0).token}}，记入词表。`,
      }),
      proves: ['mergesEverywhere'],
    },
    again: {
      say: (f) => ({
        en: `Count again. The new symbol forms pairs too: {query:${step(f, 1).pair}}, {target:${show(f.secondCount)}} times, becomes {key:${step(f, 1).token}}.`,
        zh: `再数一遍。新符号也参与配对：{query:${step(f, 1).pair}} 有 {target:${show(f.secondCount)}} 次，合成{key:${step(f, 1).token}}。`,
      }),
      proves: ['mergeOrder', 'symbolTakesPart'],
    },
    faster: {
      say: (f) => ({
        en: `And again: after ${show(f.merges)} merges the vocabulary has ${show(f.vocabularySize)} symbols.`,
        zh: `一遍又一遍：合并 ${show(f.merges)} 次之后，词表里有 ${show(f.vocabularySize)} 个符号。`,
      }),
      proves: ['mergeOrder', 'counted'],
    },
    unseen: {
      say: (f) => ({
        en: `A word that was not in the corpus: “${f.unseen.values[0]}”. Its letters are known.`,
        zh: `来一个语料里没有的词：“${f.unseen.values[0]}”。它的字母都认得。`,
      }),
      proves: ['unseenIsNew'],
    },
    apply: {
      say: (f) => ({
        en: `The merges, applied in the order learned, make it {key:${f.unseenTokens.values.join(' + ')}}: ${many(f.unseenSize, 'token')}.`,
        zh: `按学到的先后逐条合并，得到{key:${f.unseenTokens.values.join(' + ')}}，只剩 ${show(f.unseenSize)} 个词元。`,
      }),
      proves: ['learnedOrder', 'wordRoundTrip'],
    },
    gpt: {
      say: (f) => {
        const [sign] = f.spaces.values;
        const space = {
          en: sign ? `, {position:${sign}} a space` : '',
          zh: sign ? `，{position:${sign}}是空格` : '',
        };
        return {
          en: `${f.model.values[0]} learned ${grouped(f.gptMerges)} merges this way, starting from bytes: one per letter${space.en}.`,
          zh: `${f.model.values[0]} 照此学了 ${grouped(f.gptMerges)} 次合并，起点是字节：一个英文字母一个${space.zh}。`,
        };
      },
      proves: ['asciiIsOneByte'],
    },
    fuse: {
      say: (f) => ({
        en: `The earliest merge goes first, until none applies: ${many(f.textByteCount, 'byte')} become ${many(f.textSize, 'token')}.`,
        zh: `先学到的先合并，直到再也合不动：${show(f.textByteCount)} 个字节变成 ${show(f.textSize)} 个词元。`,
      }),
      proves: ['risingMerges'],
    },
    ids: {
      say: {
        en: 'A token’s {value:id} is its place in the vocabulary. The model sees only these numbers.',
        zh: '词元的{value:编号}就是它在词表里的位置。模型看到的只有这些数字。',
      },
      proves: ['idIsPlace'],
    },
    bytes: {
      say: (f) => ({
        en: `Chinese works too: each of these ${show(f.characterCount)} characters is ${show(f.bytesEach)} bytes.`,
        zh: `中文也一样：这 ${show(f.characterCount)} 个字，每个字是 ${show(f.bytesEach)} 个字节。`,
      }),
      proves: ['threeBytes'],
    },
    parts: {
      say: (f) => ({
        en: `${show(f.characterCount)} characters, ${many(f.chineseSize, 'token')}. {key:Whole characters} among them: ${show(f.wholeCount)}; the rest are parts.`,
        zh: `${show(f.characterCount)} 个字变成 ${show(f.chineseSize)} 个词元，其中{key:完整的字}有 ${show(f.wholeCount)} 个，其余只是一部分。`,
      }),
      proves: ['risingMerges', 'wholeCharacters'],
    },
    back: {
      say: {
        en: 'Nothing is lost: the {value:ids} give back the bytes, and the bytes the very same text.',
        zh: '什么都没丢：由{value:编号}找回字节，由字节还原出一模一样的文字。',
      },
      proves: ['roundTrip'],
    },
  },
  answer: {
    say: {
      en: 'From counting: the most {target:frequent} {query:pair} becomes one new {key:token}, again and again.',
      zh: '数出来的：{target:最常}相邻的{query:一对}合成一个新{key:词元}，如此反复。',
    },
    proves: ['mergeOrder'],
  },
  words: {
    pair: { en: 'pair', zh: '相邻对' },
    count: { en: 'count', zh: '次数' },
    vocabulary: { en: 'vocabulary', zh: '词表' },
    merges: { en: 'merges', zh: '次合并' },
    mergeNumber: { en: 'merge', zh: '合并' },
  },
});

type Names<S> = S extends Script<BpeFacts, infer Beat, infer Word> ? [Beat, Word] : never;
export type BpeStage = Stage<BpeFacts, Names<typeof script>[0], Names<typeof script>[1]>;
