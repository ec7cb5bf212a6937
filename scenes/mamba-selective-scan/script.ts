import { show, token } from '../../src/film/show';
import { defineScript } from '../../src/film/script';
import type { Text } from '../../src/lessons/language';
import { lesson } from './lesson';

/** How long ago the symbol came, as a clause. */
function came({ symbol, lag }: Awaited<ReturnType<typeof lesson.facts>>): Text {
  const en = ['is here', 'came one token ago'][lag.value] ?? `came ${show(lag)} tokens ago`;
  const zh = ['出现时', '过去一步时'][lag.value] ?? `过去 ${show(lag)} 步时`;
  return { en: `“${token(symbol)}” ${en}`, zh: `“${token(symbol)}”${zh}` };
}

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
        en: `${show(f.length)} tokens pass once, ${show(f.noise)} of them noise. Which letters were there? Two memories of one size answer.`,
        zh: `${show(f.length)} 个词元只流过一次，${show(f.noise)} 个是噪声。刚才有哪些字母？请两份同样大的记忆来答。`,
      }),
      proves: ['sameSize'],
    },
    memory: {
      say: (f) => ({
        en: `The first tells ${show(f.whole)} of ${show(f.streams)} streams whole, the second ${show(f.twinWhole)}. Each is ${show(f.held)} numbers; these ${show(f.entries)} are channel ${show(f.channel)} of the first.`,
        zh: `${show(f.streams)} 条流里，第一份全对 ${show(f.whole)} 条，第二份 ${show(f.twinWhole)} 条。各是 ${show(f.held)} 个数；这里是第一份的第 ${show(f.channel)} 通道，${show(f.entries)} 个。`,
      }),
      proves: ['needed'],
    },
    input: {
      say: (f) => ({
        en: `They change when a letter has come. But what comes in, $x$, is between ${show(f.xLeast)} and ${show(f.xMost)} at every token. What chooses?`,
        zh: `字母来过，它们就变。可是输入 $x$ 在每个词元处都在 ${show(f.xLeast)} 到 ${show(f.xMost)} 之间。那么是什么在选择？`,
      }),
    },
    delta: {
      say: (f) => ({
        en: `The last ${show(f.sees)} tokens make one more number, $\\Delta$: ${show(f.deltaNoise)} where all of them are noise. And where a letter is among them?`,
        zh: `最近 ${show(f.sees)} 个词元还算出一个数 $\\Delta$：全是噪声时是 ${show(f.deltaNoise)}。其中有字母呢？`,
      }),
      proves: ['gate'],
    },
    climb: {
      say: (f) => ({
        en: `${came(f).en}: $\\Delta$ is ${show(f.deltaSymbol)}. Of the old $h$, ${show(f.symbolKeep)} is kept, and ${show(f.symbolAdd)} is added.`,
        zh: `${came(f).zh}，$\\Delta$ 是 ${show(f.deltaSymbol)}：旧的 $h$ 保留 ${show(f.symbolKeep)}，再加 ${show(f.symbolAdd)}。`,
      }),
      proves: ['recurrence', 'writes'],
    },
    rest: {
      say: (f) => ({
        en: `On noise alone $\\Delta$ is ${show(f.ratio)} times smaller: ${show(f.noiseKeep)} is kept, ${show(f.noiseAdd)} is added. Hardly anything fades, or is written.`,
        zh: `只见噪声时，$\\Delta$ 只有它的 ${show(f.ratio)} 分之一：保留 ${show(f.noiseKeep)}，只加 ${show(f.noiseAdd)}。几乎不忘，也几乎不写。`,
      }),
    },
    stairs: {
      say: (f) => ({
        en: `The whole stream: from token ${show(f.sees)} on, ${show(f.quietPlaces)} % of the steps see noise only. They make ${show(f.quietRise)} % of the rise.`,
        zh: `整条流：从第 ${show(f.sees)} 个词元起，只见噪声的步占 ${show(f.quietPlaces)} %，带来的上升只占 ${show(f.quietRise)} %。`,
      }),
      proves: ['stairs'],
    },
    counts: {
      say: (f) => ({
        en: `Where does it stand after so many letters, on average over ${show(f.streams)} streams? At these levels: it counts letters, a little late.`,
        zh: `${show(f.streams)} 条流里，经过这么多字母后，它平均停在哪里？在这些高度：它数字母，只是慢一点。`,
      }),
      proves: ['counts'],
    },
    pin: {
      say: {
        en: 'Is it $\\Delta$? Pin it, in every channel, to its mean over the stream.',
        zh: '真是 $\\Delta$ 在选择吗？把每个通道的 $\\Delta$ 都固定在整条流的平均值。',
      },
    },
    ramp: {
      say: (f) => ({
        en: `Almost a ramp: now it counts tokens. Of ${show(f.streams)} streams ${show(f.frozenWhole)} come out whole; trained without choice from the start, ${show(f.twinWhole)}.`,
        zh: `几乎成了斜坡：现在它数的是词元。${show(f.streams)} 条流里全对 ${show(f.frozenWhole)} 条；从头就不带选择训练的，${show(f.twinWhole)} 条。`,
      }),
      proves: ['frozen'],
    },
    time: {
      say: (f) => ({
        en: `$\\Delta$ is a step of time. Draw each token as wide as its $\\Delta$: noise, ${show(f.quietPlaces)} % of the tokens, takes ${show(f.quietTime)} % of the time.`,
        zh: `$\\Delta$ 其实是时间步长。让每个词元与它的 $\\Delta$ 一样宽：噪声占词元的 ${show(f.quietPlaces)} %，只占时间的 ${show(f.quietTime)} %。`,
      }),
      proves: ['ownTime'],
    },
  },
  answer: {
    say: (f) => ({
      en: `The last ${show(f.sees)} tokens say how much time passes for the memory: on noise hardly any, so hardly anything fades or is written.`,
      zh: `最近 ${show(f.sees)} 个词元决定记忆里的时间走多少：遇到噪声几乎不走，于是几乎不忘，也几乎不写。`,
    }),
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
    delta: { en: 'its $\\Delta$', zh: '它的 $\\Delta$' },
    state: { en: 'one of its numbers, $h$', zh: '其中一个数 $h$' },
    time: { en: 'the channel’s own time', zh: '通道自己的时间' },
  },
});
