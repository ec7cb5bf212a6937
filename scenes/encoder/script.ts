import { defineScript } from '../../src/film/script';
import { extentOf, show, token } from '../../src/film/show';
import type { TokensFact } from '../../src/lessons/facts';
import { lesson } from './lesson';

type EncoderFacts = Awaited<ReturnType<typeof lesson.facts>>;

/** As a text is written in its own language. */
const joined = ({ values }: TokensFact) => values.join(/[a-z]/.test(values[0] ?? '') ? ' ' : '');
const changes = (f: EncoderFacts) => token(f.cutAnswer) !== token(f.answer);
/** The other word of the two. */
const other = (f: EncoderFacts) => token(f.pair, f.pairPlace.value === 0 ? 1 : 0);
const C = (f: EncoderFacts) => extentOf(f.input, 'C');
const D = (f: EncoderFacts) => extentOf(f.query, 'D');
const ends = (f: EncoderFacts) => token(f.cutMost) === token(f.words, f.words.values.length - 1);

export const script = defineScript(lesson, {
  title: { en: 'The encoder', zh: '编码器' },
  question: { en: 'How does a word know its neighbours?', zh: '一个词怎么知道自己身边是谁？' },
  setting: {
    en: 'number-translator: number words in, digits out',
    zh: 'number-translator：读数词，写数字',
  },
  poster: 'answer',
  beats: {
    hook: {
      say: (f) => ({
        en: `The model reads “${token(f.focus)}” as ${token(f.aloneAnswer)}, but “${joined(f.pair)}” as ${token(f.pairAnswer)}.`,
        zh: `“${token(f.focus)}”写作 ${token(f.aloneAnswer)}，“${joined(f.pair)}”却写作 ${token(f.pairAnswer)}。`,
      }),
      proves: ['sameRow'],
    },
    same: {
      say: (f) => ({
        en: `Yet “${token(f.focus)}” always starts as the same ${C(f)} numbers. How does it know who is beside it?`,
        zh: `可模型一开始给“${token(f.focus)}”的，总是同样的 ${C(f)} 个数。它怎么知道自己身边是谁？`,
      }),
      proves: ['sameRow'],
    },
    wires: {
      say: {
        en: 'In the encoder, words hear each other along these wires. What if all between words are cut?',
        zh: '在编码器里，词与词沿着这些线互相听。如果把词与词之间的线全剪断呢？',
      },
    },
    apart: {
      say: (f) => ({
        en: `It writes ${token(f.apartAnswer)}. Of ${show(f.examined)} numbers never seen in training it gets ${show(f.apartRight)} right. And with wires?`,
        zh: `它写出 ${token(f.apartAnswer)}。训练时没见过的 ${show(f.examined)} 种写法，只写对 ${show(f.apartRight)} 种。把线接上呢？`,
      }),
      proves: ['apart'],
    },
    row: {
      say: (f) => ({
        en: `Follow “${token(f.focus)}”: the ${C(f)} numbers looked up for it, plus ${C(f)} that tell its {position:place}.`,
        zh: `跟着“${token(f.focus)}”走：先查到它的 ${C(f)} 个数，再加上表示{position:位置}的 ${C(f)} 个数。`,
      }),
      proves: ['input'],
    },
    query: {
      say: (f) => ({
        en: `Two heads listen side by side. In head ${show(f.head)}, a learned matrix turns its ${C(f)} numbers into ${D(f)} to ask with: a {query:query}.`,
        zh: `这一层有两个注意力头，先看第 ${show(f.head)} 个：用学到的矩阵，把 ${C(f)} 个数变成 ${D(f)} 个，用来提问：{query:查询}。`,
      }),
      proves: ['query'],
    },
    keys: {
      say: {
        en: 'Another matrix gives every word a {key:key}. {query:Query} times {key:key}, added up: whose key fits best?',
        zh: '另一个矩阵给每个词算出一个{key:键}，供别的词匹配。{query:查询}与每个{key:键}做点积，谁最大？',
      },
      proves: ['products'],
    },
    shares: {
      say: (f) => ({
        en: `That of “${token(f.best)}”. Softmax makes shares: divide by $\\sqrt{${D(f)}}$, raise e to each, divide by the sum.`,
        zh: `“${token(f.best)}”最大。softmax 把得分变成权重：除以 $\\sqrt{${D(f)}}$，取指数，再除以总和。`,
      }),
      proves: ['shares'],
    },
    values: {
      say: (f) => ({
        en: `Every word also gives a {value:value}. “${token(f.focus)}” takes of each as much as its share, and adds it up.`,
        zh: `每个词还给出一个{value:值}。“${token(f.focus)}”按权重，把各个{value:值}加权求和。`,
      }),
      proves: ['heard'],
    },
    blend: {
      say: (f) => ({
        en: `Head ${show(f.otherHead)}, with matrices of its own, has heard ${D(f)} numbers too. One more blends all ${C(f)}: a message.`,
        zh: `第 ${show(f.otherHead)} 个头用自己的矩阵，也听到 ${D(f)} 个数。再用一个矩阵把这 ${C(f)} 个数合成一条消息。`,
      }),
      proves: ['blend'],
    },
    adds: {
      say: (f) => ({
        en: `“${token(f.focus)}” adds the message to its row: it is still itself, but it has heard the others.`,
        zh: `“${token(f.focus)}”把消息加到自己那一行上：它还是“${token(f.focus)}”，只是已经带上了邻居的信息。`,
      }),
      proves: ['added'],
    },
    all: {
      say: {
        en: 'All words do so at once. Then each row passes a feed-forward network alone, and a second layer does it all again.',
        zh: '所有的词同时这样做。随后每一行再各自过一遍前馈网络，第二层又整套重来。',
      },
    },
    cut: {
      say: (f) => ({
        en: `Now cut one wire in the first layer: “${token(f.focus)}” no longer hears “${token(f.partner)}”, in both heads.`,
        zh: `现在剪断第一层里的一根线：两个头里，“${token(f.focus)}”都听不到“${token(f.partner)}”了。`,
      }),
      proves: ['cut'],
    },
    instead: {
      say: (f) => ({
        en: `Now it hears ${token(f.cutMost)} most${ends(f) ? ', as if nothing followed' : ''}. ${changes(f) ? 'And the model writes' : 'Still the model writes'} ${token(f.cutAnswer)}.`,
        zh: `它转而主要听 ${token(f.cutMost)}${ends(f) ? '，好像后面没有了' : ''}。模型${changes(f) ? '写出' : '写的仍是'} ${token(f.cutAnswer)}。`,
      }),
      proves: ['cut'],
    },
    luck: {
      say: (f) => ({
        en: `Luck? Cut this wire of Y in all ${show(f.fieldSize)} numbers “X thousand Y hundred”. How many go wrong?`,
        zh: `碰巧吗？在全部 ${show(f.fieldSize)} 个“X 千 Y 百”里，都剪断 Y 听“百”的线。错几个？`,
      }),
      proves: ['field'],
    },
    others: {
      say: (f) => ({
        en: `All ${show(f.fieldWrong)}. And if Y loses any other of its wires instead, one at a time?`,
        zh: `${show(f.fieldWrong)} 个全错。换成 Y 的其他线，每次剪一根呢？`,
      }),
      proves: ['otherWires'],
    },
    back: {
      say: (f) => ({
        en: `Not one goes wrong. So back to the start: what does “${token(f.focus)}” hear in each text?`,
        zh: `一个也没错。回到开头：同样的“${token(f.focus)}”，在两处各听到了什么？`,
      }),
      proves: ['otherWires', 'both'],
    },
  },
  answer: {
    say: (f) => ({
      en: `Each word asks all, weighs what they offer, adds it to its row: the “${token(f.focus)}” of ${token(f.pairAnswer)} has heard “${other(f)}”.`,
      zh: `每个词问遍所有的词，按权重取用，加到自己那一行：${token(f.pairAnswer)} 里的“${token(f.focus)}”，听到了“${other(f)}”。`,
    }),
    proves: ['both'],
  },
  words: {
    lookedUp: (f) => ({
      en: `looked up for “${token(f.focus)}”`,
      zh: `“${token(f.focus)}”的词嵌入`,
    }),
    row: (f) => ({ en: `row of “${token(f.focus)}”`, zh: `“${token(f.focus)}”这一行` }),
    place: { en: '+ its place', zh: '+ 位置' },
    input: { en: 'x: row + place', zh: 'x：词嵌入 + 位置' },
    isInput: { en: '= x', zh: '= x' },
    message: { en: '+ message', zh: '+ 消息' },
    blended: { en: 'message', zh: '消息' },
    sum: { en: '= new row', zh: '= 新的一行' },
    newRow: (f) => ({
      en: `“${token(f.focus)}”, having heard`,
      zh: `听过之后的“${token(f.focus)}”`,
    }),
    learned: { en: 'learned', zh: '学到的' },
    query: { en: 'query', zh: '查询' },
    keys: { en: 'keys', zh: '键' },
    values: { en: 'values', zh: '值' },
    weighted: { en: 'share × value', zh: '权重 × 值' },
    heard: (f) => ({ en: `head ${show(f.head)} hears`, zh: `第 ${show(f.head)} 个头听到` }),
    head: { en: 'head', zh: '头' },
    scaled: (f) => ({ en: `$s=\\q\\cdot\\k/\\sqrt{${D(f)}}$`, zh: `$s=\\q\\cdot\\k/\\sqrt{${D(f)}}$` }), // prettier-ignore
    power: { en: '$e^s$', zh: '$e^s$' },
    share: { en: 'share', zh: '权重' },
    oldRow: { en: 'before the cut', zh: '剪断之前' },
    right: { en: 'new numbers right', zh: '没见过的写法，写对几种' },
    deaf: { en: 'wires cut', zh: '互不相听' },
    open: { en: 'with wires', zh: '互相听' },
    writes: { en: 'X thousand Y hundred: what the model writes', zh: 'X 千 Y 百：模型写出的' },
    fieldCut: { en: 'wrong, this wire cut', zh: '剪断这根线，写错' },
    fieldOther: { en: 'wrong, another wire cut', zh: '剪断别的线，写错' },
  },
});
