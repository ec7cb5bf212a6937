import { show, token } from '../../src/film/show';
import { defineScript } from '../../src/film/script';
import { lesson } from './lesson';

export const script = defineScript(lesson, {
  title: { en: 'Mamba’s selective scan', zh: 'Mamba 的选择性扫描' },
  question: {
    en: 'How does a fixed-size memory choose what to keep?',
    zh: '定长的记忆怎样决定留下什么？',
  },
  setting: {
    en: 'selective-copy: say the letters, not the dots',
    zh: 'selective-copy：只复述字母，不管圆点',
  },
  beats: {
    hook: {
      say: (f) => ({
        en: `${show(f.length)} tokens pass once, ${show(f.noise)} of them noise. Then: which letters? One memory gets ${show(f.right)} of ${show(f.kept)}; another, as large, ${show(f.twinRight)}.`,
        zh: `${show(f.length)} 个词元只流过一次，${show(f.noise)} 个是噪声。再问有哪些字母：${show(f.kept)} 个里，一份记忆答对 ${show(f.right)} 个；另一份同样大，答对 ${show(f.twinRight)} 个。`,
      }),
      proves: ['sameSize'],
    },
    memory: {
      say: (f) => ({
        en: `The memory is ${show(f.held)} numbers, however long the stream. These are ${show(f.entries)} of them, step by step: channel ${show(f.channel)}.`,
        zh: `记忆就是 ${show(f.held)} 个数，流再长也不变。这里是其中 ${show(f.entries)} 个，逐步画出：第 ${show(f.channel)} 个通道。`,
      }),
      proves: ['needed'],
    },
    input: {
      say: (f) => ({
        en: `It changes around letters. But what comes in, $x$, lies between ${show(f.xLeast)} and ${show(f.xMost)} at every step. What chooses?`,
        zh: `它只在字母附近变。可是输入 $x$ 每一步都在 ${show(f.xLeast)} 到 ${show(f.xMost)} 之间。那么是什么在选择？`,
      }),
    },
    delta: {
      say: (f) => ({
        en: `From the last ${show(f.sees)} tokens each step makes a number of its own, $\\Delta$: ${show(f.deltaNoise)} where all are noise. And where a letter is in sight?`,
        zh: `每一步由最近 ${show(f.sees)} 个词元算出一个数 $\\Delta$：全是噪声时是 ${show(f.deltaNoise)}。看得见字母时呢？`,
      }),
      proves: ['gate'],
    },
    climb: {
      say: (f) => ({
        en: `With “${token(f.symbol)}” in sight $\\Delta$ is ${show(f.deltaSymbol)}: of the old $h$, ${show(f.symbolKeep)} is kept, ${show(f.symbolAdd)} is added. It climbs.`,
        zh: `看得见“${token(f.symbol)}”时，$\\Delta$ 是 ${show(f.deltaSymbol)}：旧的 $h$ 保留 ${show(f.symbolKeep)}，再加 ${show(f.symbolAdd)}，上了一级。`,
      }),
      proves: ['recurrence', 'writes'],
    },
    rest: {
      say: (f) => ({
        en: `On noise, the same formula: ${show(f.noiseKeep)} is kept, ${show(f.noiseAdd)} is added. Hardly anything fades, hardly anything is written.`,
        zh: `只见噪声时，公式不变：保留 ${show(f.noiseKeep)}，只加 ${show(f.noiseAdd)}。几乎不忘，也几乎不写。`,
      }),
    },
    stairs: {
      say: (f) => ({
        en: `So it goes through the stream: ${show(f.quietPlaces)} % of the steps see noise only, and make ${show(f.quietRise)} % of the rise.`,
        zh: `整条流都是这样：只见噪声的步占 ${show(f.quietPlaces)} %，带来的上升只占 ${show(f.quietRise)} %。`,
      }),
      proves: ['stairs'],
    },
    counts: {
      say: (f) => ({
        en: `In ${show(f.streams)} other streams it stood, on average, at these levels, one for each count of letters. So this number counts letters.`,
        zh: `再看另外 ${show(f.streams)} 条流：每多过一个字母，平均就高一级。它数的是字母。`,
      }),
      proves: ['counts'],
    },
    pin: {
      say: {
        en: 'Is it really $\\Delta$? Pin it to its mean, the same for every token.',
        zh: '真是 $\\Delta$ 在选择吗？把它固定在平均值，每个词元都一样。',
      },
    },
    ramp: {
      say: (f) => ({
        en: `Now it counts tokens. Of ${show(f.streams)} streams ${show(f.frozenWhole)} are said whole; by the model trained without choice, ${show(f.twinWhole)}; with it, ${show(f.whole)}.`,
        zh: `台阶成了斜坡，数的是词元。${show(f.streams)} 条流里全对 ${show(f.frozenWhole)} 条；从头就不带选择训练的模型，${show(f.twinWhole)} 条；带选择的，${show(f.whole)} 条。`,
      }),
      proves: ['frozen'],
    },
    time: {
      say: (f) => ({
        en: `$\\Delta$ is a step of time. Draw each step as wide as its $\\Delta$: noise, ${show(f.quietPlaces)} % of the steps, takes ${show(f.quietTime)} % of the time.`,
        zh: `$\\Delta$ 其实是时间步长。让每一步与它的 $\\Delta$ 一样宽：噪声占步数的 ${show(f.quietPlaces)} %，只占时间的 ${show(f.quietTime)} %。`,
      }),
      proves: ['ownTime'],
    },
  },
  answer: {
    say: {
      en: 'Each token says how much time passes for the memory: on noise hardly any, so nothing fades and nothing is written.',
      zh: '每个词元决定记忆里的时间走多少：遇到噪声几乎不走，于是既不淡忘，也不写入。',
    },
  },
  words: {
    chooses: { en: 'chooses', zh: '会选择' },
    fixed: { en: 'cannot choose', zh: '不会选择' },
    pinned: { en: 'Δ pinned', zh: '固定 Δ' },
    numbers: (f) => ({
      en: `channel ${show(f.channel)}: its numbers, step by step`,
      zh: `第 ${show(f.channel)} 通道的各个数，逐步`,
    }),
    input: { en: 'what comes in, $x$', zh: '输入 $x$' },
    delta: { en: 'its step, $\\Delta$', zh: '步长 $\\Delta$' },
    state: { en: 'one of its numbers, $h$', zh: '其中一个数 $h$' },
    time: { en: 'the channel’s own time', zh: '通道自己的时间' },
  },
});
