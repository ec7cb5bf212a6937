import { literal } from '../../src/components/text/literal';
import { defineScript } from '../../src/film/script';
import { show, token } from '../../src/film/show';
import { lesson } from './lesson';

type F = Awaited<ReturnType<typeof lesson.facts>>;
const text = (f: F) => literal(f.text.values.join(''));
const old = (f: F) => token(f.text, f.changedAt.value);
const fresh = (f: F) => token(f.others, f.changedAt.value);
/** All that the twin writes, or nearly, it has just read. */
const parrots = (f: F) => f.repeated.value >= 0.8 * f.babbled.values.length;

export const script = defineScript(lesson, {
  title: { en: 'The decoder', zh: '解码器' },
  question: { en: 'Why may a decoder not look ahead?', zh: '解码器为什么不许看后文？' },
  setting: (f) => ({
    en: `shakespeare-gpt and a twin · layer ${show(f.layer)}, head ${show(f.head)}`,
    zh: `shakespeare-gpt 与孪生模型 · 第 ${show(f.layer)} 层第 ${show(f.head)} 个头`,
  }),
  beats: {
    hook: {
      say: (f) => ({
        en: `Twins read “${text(f)}” and guess each next letter. One may {warning:look ahead}, and is nearly sure of all. Which one can write?`,
        zh: `一对孪生模型读“${text(f)}”，逐个猜下一个字符。一个{warning:能看后文}，个个笃定。哪一个会写？`,
      }),
      proves: ['sees'],
    },
    write: {
      say: (f) => ({
        en: parrots(f)
          ? 'Now both write on. The sure one stirs the letters it has read. What went wrong?'
          : 'Now both write on. What has the sure one learned, and what has it not?',
        zh: parrots(f)
          ? '现在都往下写。笃定的那个，只会翻搅读过的字符。哪里出了错？'
          : '现在都往下写。笃定的那个学会了什么，没学会什么？',
      }),
    },
    scores: {
      say: {
        en: 'Look inside one attention head. Each letter scores every letter: how much to take from it.',
        zh: '看一个注意力头的内部：每个字符给每个字符打分，决定从它那里取多少。',
      },
    },
    leak: {
      say: (f) => ({
        en: `Left free, “${token(f.leakLetter)}” would take ${show(f.leak)}% from {warning:letters to come}; the answer, “${token(f.leakNext)}”, among them.`,
        zh: `若不加限制，“${token(f.leakLetter)}”有 ${show(f.leak)}% 会取自{warning:后面的字符}，答案“${token(f.leakNext)}”就在其中。`,
      }),
      proves: ['leak'],
    },
    mask: {
      say: (f) => ({
        en: String.raw`So the future is struck out, ${show(f.struck)} scores become −∞. Their shares are $e^{-\infty}$: exactly 0.`,
        zh: String.raw`于是划掉后文：${show(f.struck)} 个得分变成 −∞，份额是 $e^{-\infty}$，恰好为 0。`,
      }),
      proves: ['struck', 'zeros'],
    },
    change: {
      say: (f) => ({
        en: `Does that hold in the whole model? Change one letter, “${old(f)}” to “${fresh(f)}”. Which rows notice?`,
        zh: `整个模型都守得住吗？改一个字符：“${old(f)}”换成“${fresh(f)}”。哪些行会察觉？`,
      }),
    },
    still: {
      say: (f) => ({
        en: `From “${fresh(f)}” on, nearly all changes. Above it, in all layers, stand ${show(f.above)} numbers: not one bit.`,
        zh: `从“${fresh(f)}”起几乎全变。它上面各层共 ${show(f.above)} 个数：一个比特都没变。`,
      }),
      proves: ['still'],
    },
    exam: {
      say: (f) => ({
        en: `So every row must guess its next letter unseen. One reading is ${show(f.exercises)} exercises, all at once.`,
        zh: `所以每一行都得在看不见答案时猜下一个。读一遍，就同时做了 ${show(f.exercises)} 道题。`,
      }),
    },
    twin: {
      say: (f) => ({
        en: `The twin learned without a mask. The same head looks one letter ahead, with ${show(f.next)}%: it copies the answer.`,
        zh: `孪生模型学习时没有掩码。同一个头把 ${show(f.next)}% 给了后一个字符：它在抄答案。`,
      }),
      proves: ['copies'],
    },
    places: {
      say: (f) => ({
        en: `Let both read ${show(f.texts)} unseen texts of ${show(f.length)} letters. How much do they give the letter that comes?`,
        zh: `让两者读 ${show(f.texts)} 段没见过的文本，各 ${show(f.length)} 个字符。真正的下一个字符各得多少？`,
      }),
    },
    fall: {
      say: (f) => ({
        en: `Behind the last letter nothing can be copied. There the twin falls from ${show(f.usualTwin)}% to ${show(f.finalTwin)}%.`,
        zh: `最后一个字符后面，没有可抄的。孪生模型从 ${show(f.usualTwin)}% 跌到 ${show(f.finalTwin)}%。`,
      }),
      proves: ['cliff'],
    },
    grow: {
      say: {
        en: 'And there all writing happens: guess, draw, append. Old rows stay as they are; the twin’s all change.',
        zh: '而写作恰恰总在那里：猜，抽，接上。旧行原样不动；孪生模型则每行都要重算。',
      },
      proves: ['grows'],
    },
  },
  answer: {
    say: {
      en: 'Nothing stands after what is being written. Hide the future, and each row learns just that guess, and is never made again.',
      zh: '写到哪里，哪里就没有后文。遮住后文，每一行学的正是这一猜，而且算过就不必重算。',
    },
    proves: ['cliff', 'grows'],
  },
  words: {
    back: { en: '{target:looks back only}', zh: '{target:只看前文}' },
    ahead: { en: '{warning:may look ahead}', zh: '{warning:能看后文}' },
    scores: { en: 'scores', zh: '得分' },
    shares: { en: 'shares', zh: '份额' },
    toCome: { en: '{warning:to come}', zh: '{warning:后面的}' },
    free: (f) => ({
      en: `“${token(f.leakLetter)}” would take, left free`,
      zh: `若不限制，“${token(f.leakLetter)}”取用`,
    }),
    bound: (f) => ({
      en: `“${token(f.leakLetter)}” takes`,
      zh: `“${token(f.leakLetter)}”取用`,
    }),
    changed: { en: 'numbers that changed', zh: '变了的数' },
    next: { en: 'next letter, given', zh: '给下一个字符' },
    letters: { en: 'letters read', zh: '已读字符数' },
    given: { en: '% for the true next letter', zh: '真正的下一个，%' },
    end: (f) => ({
      en: `unseen texts: ${show(f.usual)}%, at the last letter ${show(f.final)}%`,
      zh: `没见过的文本：${show(f.usual)}%，最后一处 ${show(f.final)}%`,
    }),
    endTwin: (f) => ({
      en: `unseen texts: ${show(f.usualTwin)}%, at the last letter ${show(f.finalTwin)}%`,
      zh: `没见过的文本：${show(f.usualTwin)}%，最后一处 ${show(f.finalTwin)}%`,
    }),
  },
});
