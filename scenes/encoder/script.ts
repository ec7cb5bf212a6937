import { defineScript } from '../../src/film/script';
import { extentOf, percent, show, token } from '../../src/film/show';
import type { TokensFact } from '../../src/lessons/facts';
import { lesson } from './lesson';

type EncoderFacts = Awaited<ReturnType<typeof lesson.facts>>;

/** As a text is written in its own language. */
const joined = ({ values }: TokensFact) => values.join(/[a-z]/.test(values[0] ?? '') ? ' ' : '');
const changes = (f: EncoderFacts) => token(f.cutAnswer) !== token(f.answer);

export const script = defineScript(lesson, {
  title: { en: 'The encoder', zh: '编码器' },
  question: { en: 'How does a word know its neighbours?', zh: '一个词怎么知道它的邻居？' },
  setting: (f) => ({
    en: `number-translator reads “${joined(f.text)}”`,
    zh: `number-translator 读“${joined(f.text)}”`,
  }),
  poster: 'cut',
  beats: {
    hook: {
      say: (f) => ({
        en: `“${token(f.focus)}” alone means ${token(f.aloneAnswer)}; “${joined(f.pair)}” means ${token(f.pairAnswer)}. Yet the row looked up for “${token(f.focus)}” is the same.`,
        zh: `“${token(f.focus)}”是 ${token(f.aloneAnswer)}，“${joined(f.pair)}”是 ${token(f.pairAnswer)}。可模型为“${token(f.focus)}”取出的，是同一行数。`,
      }),
      proves: ['sameRow'],
    },
    closed: {
      say: (f) => ({
        en: `Keep each word in a closed box: ${token(f.closedAnswer)}. Of numbers never seen, ${show(f.closedRight)} of ${show(f.examined)} are right. Open: ${show(f.openRight)}.`,
        zh: `把每个词关在盒子里：${token(f.closedAnswer)}。没见过的 ${show(f.examined)} 种写法，只答对 ${show(f.closedRight)} 种；打开，答对 ${show(f.openRight)} 种。`,
      }),
      proves: ['boxes'],
    },
    row: {
      say: (f) => ({
        en: `Follow “${token(f.focus)}”. It starts as ${extentOf(f.input, 'C')} learned numbers, plus ${extentOf(f.position, 'C')} that tell its {position:place}.`,
        zh: `跟着“${token(f.focus)}”走。它的起点是学来的 ${extentOf(f.input, 'C')} 个数，再加上表示{position:位置}的 ${extentOf(f.position, 'C')} 个数。`,
      }),
      proves: ['input'],
    },
    offers: {
      say: {
        en: 'Each word offers two short rows: a {key:key} to be found by, and a {value:value} to give. Learned matrices make them.',
        zh: '每个词各出两小行：{key:键}，凭它被找到；{value:值}，能给出什么。都由学来的矩阵算出。',
      },
    },
    score: {
      say: (f) => ({
        en: `“${token(f.focus)}” asks with a {query:query}: times each {key:key}, added up. “${token(f.best)}” fits best: ${show(f.product)}.`,
        zh: `“${token(f.focus)}”拿{query:查询}去对每个{key:键}，相乘再相加。最匹配的是“${token(f.best)}”：${show(f.product)}。`,
      }),
      proves: ['products'],
    },
    shares: {
      say: (f) => ({
        en: `Divide by $\\sqrt{D}$, raise e to each, divide by their sum: shares. “${token(f.best)}” gets ${percent(f.share)}.`,
        zh: `除以 $\\sqrt{D}$，各取 e 的幂，再除以总和，就是权重。“${token(f.best)}”占 ${percent(f.share)}。`,
      }),
      proves: ['shares'],
    },
    hears: {
      say: (f) => ({
        en: `So much of each {value:value}, added up: that is what “${token(f.focus)}” hears.`,
        zh: `按权重取各个{value:值}，加起来，就是“${token(f.focus)}”听到的话。`,
      }),
      proves: ['heard'],
    },
    adds: {
      say: (f) => ({
        en: `A matrix blends what both heads hear, and “${token(f.focus)}” adds it to its own row. Then each row is worked on alone.`,
        zh: `一个矩阵融合两个头听到的话，“${token(f.focus)}”把它加到自己那一行上。随后每行各自加工。`,
      }),
      proves: ['added'],
    },
    cut: {
      say: (f) =>
        changes(f)
          ? {
              en: `Cut this one wire, in the first layer: “${token(f.focus)}” hears mostly ${token(f.cutMost)} instead. The model writes ${token(f.cutAnswer)}.`,
              zh: `在第一层剪断这一根线：“${token(f.focus)}”转而主要听 ${token(f.cutMost)}。模型写出 ${token(f.cutAnswer)}。`,
            }
          : {
              en: `Cut this one wire, in the first layer: the row moves by ${show(f.moved)}. Still ${token(f.cutAnswer)}: the others make up for it.`,
              zh: `在第一层剪断这一根线：这一行变了 ${show(f.moved)}，写出的仍是 ${token(f.cutAnswer)}，别的线补上了。`,
            },
      proves: ['cut'],
    },
    one: {
      say: (f) => ({
        en: `Was that luck? In all ${show(f.fieldSize)} numbers “X thousand Y hundred”, cut this wire of Y: ${show(f.fieldWrong)} go wrong.`,
        zh: `是碰巧吗？取全部 ${show(f.fieldSize)} 个“X 千 Y 百”，剪断 Y 到“百”的线：${show(f.fieldWrong)} 个全错。`,
      }),
      proves: ['field'],
    },
    others: {
      say: (f) => ({
        en: `And any other wire of Y? ${show(f.fieldOthers)} go wrong. The word does not just hear the others: it needs one of them.`,
        zh: `剪 Y 的其他线呢？错 ${show(f.fieldOthers)} 个。它不只是听别人说话：它离不开其中一个。`,
      }),
      proves: ['otherWires'],
    },
  },
  answer: {
    say: (f) => ({
      en: `Each word asks all others, weighs what they offer, adds it to itself: so “${token(f.focus)}” finds its place in ${token(f.answer)}.`,
      zh: `每个词问遍所有的词，按权重取其所给，加到自己身上：“${token(f.focus)}”就这样在 ${token(f.answer)} 里找到了自己的位置。`,
    }),
  },
  words: {
    row: (f) => ({ en: `row of “${token(f.focus)}”`, zh: `“${token(f.focus)}”这一行` }),
    place: { en: '+ its place', zh: '+ 位置' },
    message: { en: '+ what both heads hear', zh: '+ 两个头听到的' },
    weighted: { en: 'share × value', zh: '权重 × 值' },
    oldRow: { en: 'before the cut', zh: '剪断之前' },
    keys: { en: 'keys', zh: '键' },
    values: { en: 'values', zh: '值' },
    query: (f) => ({ en: `query of “${token(f.focus)}”`, zh: `“${token(f.focus)}”的查询` }),
    afterLayer: (f) => ({
      en: `“${token(f.focus)}” after the layer`,
      zh: `这一层之后的“${token(f.focus)}”`,
    }),
    product: { en: 'q · k', zh: 'q · k' },
    scaled: { en: 'scaled', zh: '缩放后' },
    power: { en: 'e to it', zh: 'e 的幂' },
    share: { en: 'share', zh: '权重' },
    heard: (f) => ({ en: `“${token(f.focus)}” hears`, zh: `“${token(f.focus)}”听到` }),
    closedBoxes: { en: 'closed', zh: '关着' },
    openBoxes: { en: 'open', zh: '打开' },
    right: { en: 'new numbers right', zh: '新数答对' },
    fieldTitle: { en: 'X thousand Y hundred', zh: 'X 千 Y 百' },
    fieldOther: { en: 'any other wire of Y cut', zh: '剪断 Y 的其他线' },
    fieldCut: { en: 'wire from Y to “hundred” cut', zh: '剪断 Y 到“百”的线' },
  },
});
