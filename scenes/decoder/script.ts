import { defineScript } from '../../src/film/script';
import { show, token } from '../../src/film/show';
import { lesson } from './lesson';

type F = Awaited<ReturnType<typeof lesson.facts>>;
const text = (f: F) => f.text.values.map((_, t) => token(f.text, t)).join('');
const old = (f: F) => token(f.text, f.changedAt.value);
const fresh = (f: F) => token(f.others, f.changedAt.value);
/** Letters that hardly ever follow one another are hard even to copy. */
const sure = (f: F) => Math.min(...f.guessesTwin.values) > 90;
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
        en: `Twins read “${text(f)}” and guess each next letter. One may {warning:look ahead}, ${sure(f) ? 'and is nearly sure of all' : 'and guesses better'}. Which one can write?`,
        zh: `一对孪生模型读“${text(f)}”，逐个猜下一个字符。一个{warning:能看后文}，${sure(f) ? '个个笃定' : '猜得更准'}。哪一个会写？`,
      }),
      proves: ['sees'],
    },
    write: {
      say: (f) => ({
        en: parrots(f)
          ? 'Now both write on. The good guesser only repeats letters it has read. What went wrong?'
          : 'Now both write on. What has the good guesser learned, and what has it not?',
        zh: parrots(f)
          ? '接着都往下写。猜得准的那个，只会重复读过的字符。哪里出了错？'
          : '接着都往下写。猜得准的那个学会了什么，没学会什么？',
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
        en: `Softmax makes shares of scores. Left free, “${token(f.leakLetter)}” takes ${show(f.leak)}% from {warning:letters to come}, the answer “${token(f.leakNext)}” among them.`,
        zh: `softmax 把得分变成份额。若不限制，“${token(f.leakLetter)}”有 ${show(f.leak)}% 取自{warning:后面的字符}，答案“${token(f.leakNext)}”就在其中。`,
      }),
      proves: ['leak'],
    },
    mask: {
      say: (f) => ({
        en: String.raw`So a mask strikes out the future: ${show(f.struck)} scores become −∞. Their shares, $e^{-\infty}$, are exactly 0.`,
        zh: String.raw`于是用掩码划掉后文：${show(f.struck)} 个得分变成 −∞，份额是 $e^{-\infty}$，恰好为 0。`,
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
        en: `From “${fresh(f)}” on, most numbers change. Above it stand ${show(f.above)}, in all layers: not one bit.`,
        zh: `从“${fresh(f)}”起大多变了。它上面各层共 ${show(f.above)} 个数：一个比特都没变。`,
      }),
      proves: ['still'],
    },
    exam: {
      say: (f) => ({
        en: `So every row must guess its next letter unseen. To learn, one reading is ${show(f.exercises)} exercises at once.`,
        zh: `所以每一行都得在看不见答案时猜下一个。读一遍，就同时做了 ${show(f.exercises)} 道题。`,
      }),
    },
    twin: {
      say: (f) => ({
        en: `The twin learned without a mask. In “${text(f)}”, where does the same head of it look?`,
        zh: `孪生模型学习时没有掩码。同样读“${text(f)}”，它的同一个头看向哪里？`,
      }),
    },
    copy: {
      say: (f) => ({
        en: `One letter ahead, with ${show(f.next)}%. No need to guess: it copies the answer.`,
        zh: `看后一个字符，给了 ${show(f.next)}%。不用猜：答案照抄就行。`,
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
        zh: '而写作总在那里：猜、抽样、接上。旧行原样不动；孪生模型每一行都变。',
      },
      proves: ['grows'],
    },
  },
  answer: {
    say: {
      en: 'Writing has no future to copy from. So hide it: every row learns that very guess, and never has to be redone.',
      zh: '写作时没有后文可抄。所以一律遮住：每一行练的正是这一步猜测，算过也不必重算。',
    },
    proves: ['cliff', 'grows'],
  },
  words: {
    back: { en: '{target:looks back only}: chance of each next letter', zh: '{target:只看前文}：给下一个字符的概率' }, // prettier-ignore
    ahead: { en: '{warning:may look ahead}: chance of each next letter', zh: '{warning:能看后文}：给下一个字符的概率' }, // prettier-ignore
    scores: { en: 'scores', zh: '得分' },
    shares: { en: 'shares', zh: '份额' },
    toCome: { en: '{warning:to come}', zh: '{warning:后面的}' },
    free: (f) => ({
      en: `“${token(f.leakLetter)}”, left free`,
      zh: `“${token(f.leakLetter)}”，不加限制`,
    }),
    bound: (f) => ({
      en: `“${token(f.leakLetter)}”, masked`,
      zh: `“${token(f.leakLetter)}”，有掩码`,
    }),
    changed: { en: 'numbers that changed', zh: '变了多少个数' },
    next: { en: 'chance of each next letter', zh: '给下一个字符的概率' },
    final: (f) => ({ en: `${show(f.final)}%`, zh: `${show(f.final)}%` }),
    finalTwin: (f) => ({ en: `${show(f.finalTwin)}%`, zh: `${show(f.finalTwin)}%` }),
    letters: { en: 'letters read', zh: '已读字符数' },
    given: {
      en: '% for the true next letter, geometric mean',
      zh: '给真正的下一个字符的 %，几何平均',
    },
    end: (f) => ({
      en: `unseen texts: ${show(f.usual)}%, after the last letter {target:${show(f.final)}%}`,
      zh: `没见过的文本：${show(f.usual)}%，最后一处 {target:${show(f.final)}%}`,
    }),
    endTwin: (f) => ({
      en: `unseen texts: ${show(f.usualTwin)}%, after the last letter {warning:${show(f.finalTwin)}%}`,
      zh: `没见过的文本：${show(f.usualTwin)}%，最后一处 {warning:${show(f.finalTwin)}%}`,
    }),
  },
});
