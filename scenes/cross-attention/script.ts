import { defineScript } from '../../src/film/script';
import { extentOf, percent, show, showEntry, token } from '../../src/film/show';
import type { TokensFact } from '../../src/lessons/facts';
import { lesson } from './lesson';

type Facts = Awaited<ReturnType<typeof lesson.facts>>;

/** As a text is written in its own language. */
const joined = (words: readonly string[]) => words.join(/[a-z]/.test(words[0] ?? '') ? ' ' : '');
const textOf = (words: TokensFact) => joined(words.values.filter((word) => word !== '‹end›'));
const isSpared = (f: Facts) => token(f.idleAnswer) === token(f.answer);
const follows = (f: Facts) => token(f.lentAnswer) === token(f.otherAnswer);
const root = (f: Facts) => `$\\sqrt{D} = \\sqrt{${extentOf(f.queries, 'D')}}$`;
const isOwned = (f: Facts) => f.owned.value === f.answer.values.join('').length;
const isRunnerUp = (f: Facts) => f.coveredPlace.value === f.runnerUp.value;
const isStaircase = (f: Facts) => f.hits.value === f.named.value;

const headName = (f: Facts, i: number) => ({
  en: `layer ${showEntry(f.headPlaces, i, 0)}, head ${showEntry(f.headPlaces, i, 1)}`,
  zh: `第 ${showEntry(f.headPlaces, i, 0)} 层第 ${showEntry(f.headPlaces, i, 1)} 头`,
});

export const script = defineScript(lesson, {
  title: { en: 'Cross-attention', zh: '交叉注意力' },
  question: { en: 'Where does the answer look?', zh: '答案往哪里看？' },
  setting: (f) => ({
    en: `number-translator, layer ${show(f.layer)}, head ${show(f.head)} of its cross-attention`,
    zh: `number-translator，交叉注意力第 ${show(f.layer)} 层第 ${show(f.head)} 个头`,
  }),
  poster: 'stairs',
  beats: {
    hook: {
      say: (f) => ({
        en: `The encoder reads number words, the decoder writes digits. Hide “${token(f.missedWord)}” from the decoder.`,
        zh: `编码器读数词，解码器写数字。现在对解码器遮住“${token(f.missedWord)}”。`,
      }),
    },
    other: {
      say: (f) => ({
        en: `Without “${token(f.missedWord)}” it writes ${token(f.coveredAnswer)}. And without “${token(f.idleWord)}”?`,
        zh: `没有“${token(f.missedWord)}”，写出 ${token(f.coveredAnswer)}。没有“${token(f.idleWord)}”呢？`,
      }),
    },
    puzzle: {
      say: (f) => ({
        en: `${isSpared(f) ? 'Still' : 'It writes'} ${token(f.idleAnswer)}. ${isOwned(f) ? 'So each digit has one word that it needs' : 'Some words are missed, some are not'}. Where does it look?`,
        zh: `${isSpared(f) ? '还是' : '写出'} ${token(f.idleAnswer)}。${isOwned(f) ? '看来每个数位都有一个离不开的词' : '有的词少不得，有的可以'}。它在看哪里？`,
      }),
    },
    memory: {
      say: (f) => ({
        en: `The encoder reads the words once and leaves ${extentOf(f.memory, 'C')} numbers under each: the memory. It will not change.`,
        zh: `编码器把词读一遍，在每个词下留下 ${extentOf(f.memory, 'C')} 个数，这就是记忆，之后不再改变。`,
      }),
      proves: ['memoryOnce'],
    },
    offers: {
      say: (f) => ({
        en: `Learned matrices make ${extentOf(f.keys, 'D')} + ${extentOf(f.values, 'D')} numbers of them: a {key:key} to be found by, a {value:value} to give.`,
        zh: `再用学到的矩阵把每列变成 ${extentOf(f.keys, 'D')} + ${extentOf(f.values, 'D')} 个数：{key:键}供查询匹配，{value:值}是被取走的内容。`,
      }),
    },
    query: {
      say: (f) => ({
        en: `The digits come from the decoder. So far it holds only ${token(f.read)}, and makes a {query:query} of it.`,
        zh: `数字由解码器来写。眼下它手里只有 ${token(f.read)}，由此算出一个{query:查询}。`,
      }),
      proves: ['sides'],
    },
    score: {
      say: (f) => ({
        en: `The {query:query} meets each {key:key}: multiply, add up, divide by ${root(f)}. Which word fits best?`,
        zh: `{query:查询}逐个碰上{key:键}：对应相乘，相加，除以 ${root(f)}。哪个词最匹配？`,
      }),
      proves: ['scores'],
    },
    share: {
      say: (f) => ({
        en: `“${token(f.firstWord)}”, with ${show(f.score)}. Softmax turns the scores into shares of one: its share is ${show(f.share)}.`,
        zh: `是“${token(f.firstWord)}”，得 ${show(f.score)}。softmax 把得分变成权重，总和为一：它占 ${show(f.share)}。`,
      }),
      proves: ['shares'],
    },
    take: {
      say: (f) => ({
        en: `Of each {value:value} it takes that share. The rest of the decoder makes a digit of it: ${token(f.written)}.`,
        zh: `按权重取走各个{value:值}。解码器余下的部分由此写出一个数字：${token(f.written)}。`,
      }),
      proves: ['taken'],
    },
    next: {
      say: (f) => ({
        en: `The ${token(f.written)} goes back in: a new {query:query}, the same {key:keys}. Where does it look now?`,
        zh: `${token(f.written)} 送回解码器：{query:查询}是新的，{key:键}还是那些。这回看哪里？`,
      }),
    },
    rest: {
      say: (f) => ({
        en: `At “${token(f.looks, 1)}”, and writes ${token(f.written, 1)}. So it goes on, until the decoder writes ‹end›.`,
        zh: `看“${token(f.looks, 1)}”，写出 ${token(f.written, 1)}。就这样一步步，直到写出 ‹end›。`,
      }),
      proves: ['writes'],
    },
    stairs: {
      say: (f) =>
        isStaircase(f)
          ? {
              en: 'A staircase: each digit looks at the word that names it. Nobody taught it that: only right digits counted.',
              zh: '一道阶梯：每个数位都看着对应它的那个词。没人教过它看哪里，训练只管数字写得对不对。',
            }
          : {
              en: `${show(f.hits)} of ${show(f.named)} digits look most at the word that names them. Nobody taught it that: only right digits counted.`,
              zh: `${show(f.named)} 个数位里有 ${show(f.hits)} 个主要看对应它的那个词。没人教过它看哪里，训练只管数字写得对不对。`,
            },
      proves: ['stairs'],
    },
    measured: {
      say: (f) => ({
        en: `Over ${show(f.examined)} digits of numbers never seen, this head lays ${percent(f.mass)} of its weight on the right word.`,
        zh: `在没见过的数里，共 ${show(f.examined)} 个数位，这个头把 ${percent(f.mass)} 的权重放在了对的词上。`,
      }),
      proves: ['measured'],
    },
    swap: {
      say: (f) => ({
        en: `Keep the {key:keys}, but lay the {value:values} of “${textOf(f.otherWords)}” under them. What will it write?`,
        zh: `{key:键}不动，换上“${textOf(f.otherWords)}”的{value:值}。它会写出什么？`,
      }),
    },
    follows: {
      say: (f) =>
        follows(f)
          ? {
              en: `It looks where it looked, and writes ${token(f.lentAnswer)}. The {key:key} says where to look, the {value:value} what is there.`,
              zh: `看的地方没变，写出的却是 ${token(f.lentAnswer)}。{key:键}管看哪里，{value:值}管那里有什么。`,
            }
          : {
              en: `It writes ${token(f.lentAnswer)}. In ${show(f.lentFollowed)} of ${show(f.lentTrials)} trials it writes the number of the {value:values}: {key:keys} say only where.`,
              zh: `它写出 ${token(f.lentAnswer)}。${show(f.lentTrials)} 次试验里有 ${show(f.lentFollowed)} 次写出{value:值}那个数：{key:键}只管看哪里。`,
            },
      proves: ['lent'],
    },
    cover: {
      say: (f) => ({
        en: `Back to the riddle. Hide “${token(f.missedWord)}”: the ${token(f.missedDigit)} cannot look there. Where does its weight go?`,
        zh: `回到谜题。遮住“${token(f.missedWord)}”，${token(f.missedDigit)} 看不到它了。它的权重会去哪里？`,
      }),
      proves: ['covered'],
    },
    zero: {
      say: (f) => ({
        en: `To “${token(f.coveredLook)}”${isRunnerUp(f) ? ', the next best match' : ''}. With the {value:value} taken there, it writes ${token(f.coveredWritten, f.digit.value)}: ${token(f.coveredAnswer)}.`,
        zh: `去了${isRunnerUp(f) ? '匹配程度第二的' : ''}“${token(f.coveredLook)}”。取到那里的{value:值}，就写成 ${token(f.coveredWritten, f.digit.value)}：${token(f.coveredAnswer)}。`,
      }),
    },
    idle: {
      say: (f) =>
        isSpared(f)
          ? {
              en: `Hide “${token(f.idleWord)}”: hardly any weight lay there. In ${show(f.idleUnharmed)} of ${show(f.idleTrials)} trials with new numbers, no digit fails.`,
              zh: `遮住“${token(f.idleWord)}”：权重本来就几乎不在那里。用没见过的数试 ${show(f.idleTrials)} 次，${show(f.idleUnharmed)} 次毫无影响。`,
            }
          : {
              en: `Hide “${token(f.idleWord)}”: ${token(f.idleAnswer)}, here it is missed. With numbers of three digits, in ${show(f.idleUnharmed)} of ${show(f.idleTrials)} trials it is not.`,
              zh: `遮住“${token(f.idleWord)}”：${token(f.idleAnswer)}，这里少不了它。三位数试 ${show(f.idleTrials)} 次，${show(f.idleUnharmed)} 次毫无影响。`,
            },
      proves: ['idle'],
    },
  },
  answer: {
    say: {
      en: 'Each digit asks with its own {query:query} and looks where a {key:key} fits; what it takes from there is the {value:value}.',
      zh: '每个数位用自己的{query:查询}来问，哪个{key:键}匹配就看哪里；从那里取走的，是{value:值}。',
    },
  },
  words: {
    memory: { en: 'memory', zh: '记忆' },
    keys: { en: 'keys', zh: '键' },
    values: { en: 'values', zh: '值' },
    queries: { en: 'queries', zh: '查询' },
    taken: { en: 'taken', zh: '取来的' },
    mass: { en: 'weight on the right word', zh: '放在对的词上的权重' },
    encoder: { en: 'encoder', zh: '编码器' },
    decoder: { en: 'decoder', zh: '解码器' },
    headOne: (f) => headName(f, 0),
    headTwo: (f) => headName(f, 1),
    headThree: (f) => headName(f, 2),
    headFour: (f) => headName(f, 3),
  },
});
