import { defineScript } from '../../src/film/script';
import { show, showEntry } from '../../src/film/show';
import { lesson } from './lesson';
import { colored } from './weights';

const [one = '', two = '', three = ''] = colored;

export const script = defineScript(lesson, {
  title: { en: 'AdamW', zh: 'AdamW' },
  question: {
    en: 'Why is weight decay not an L₂ penalty under Adam?',
    zh: '在 Adam 里，权重衰减为什么不等于 L₂ 惩罚？',
  },
  setting: (f) => ({
    en: `three weights; learning rate η = ${show(f.rate)}, penalty {warning:λ} = ${show(f.lambda)}`,
    zh: `三个权重；学习率 η = ${show(f.rate)}，惩罚强度 {warning:λ} = ${show(f.lambda)}`,
  }),
  beats: {
    hook: {
      say: (f) => ({
        en: `An L₂ penalty should shrink three weights alike. After ${show(f.steps)} steps of Adam: why so unlike?`,
        zh: `L₂ 惩罚本该让三个权重一样缩小。用 Adam 走 ${show(f.steps)} 步，结果为何差这么多？`,
      }),
      proves: ['unlike'],
    },
    batches: {
      say: {
        en: `Each step needs a gradient $g$. Two batches of examples disagree: loudly on ${one}, less on ${two}. ${three} gets none.`,
        zh: `每一步都要用到梯度 $g$。两批样本意见相反：对 ${one} 分歧大，对 ${two} 分歧小；${three} 没有梯度。`,
      },
    },
    penalty: {
      say: (f) => ({
        en: `On average they cancel. What is left is the penalty: it adds {warning:$\\lambda w$} to every gradient, here ${showEntry(f.penalty, 0, 0)}.`,
        zh: `平均下来，分歧抵消，只剩惩罚：它给每个梯度加上 {warning:$\\lambda w$}，这里都是 ${showEntry(f.penalty, 0, 0)}。`,
      }),
      proves: ['cancel'],
    },
    sgd: {
      say: {
        en: String.raw`Plain gradient descent subtracts $\eta\,(g + \term{warning}{\lambda w})$ each step. Do all three shrink alike?`,
        zh: String.raw`普通梯度下降，每步减去 $\eta\,(g + \term{warning}{\lambda w})$。三个会一样缩小吗？`,
      },
      proves: ['sgdAlike'],
    },
    adam: {
      say: {
        en: String.raw`Adam takes running means (the lines above), then divides by the usual size of $g + \term{warning}{\lambda w}$.`,
        zh: String.raw`Adam 取滑动平均（式中上横线），再除以 $g + \term{warning}{\lambda w}$ 平时的大小。`,
      },
      proves: ['usual'],
    },
    inside: {
      say: (f) => ({
        en: `The penalty sits inside, the same {warning:${showEntry(f.penalty, 0, 0)}} for all. Now divide each bar by its own length.`,
        zh: `惩罚就混在里面，三个都是 {warning:${showEntry(f.penalty, 0, 0)}}。现在，每一条都除以自己的长度。`,
      }),
      proves: ['usual'],
    },
    pull: {
      say: {
        en: `So ${one} hardly feels the penalty, ${two} more. ${three} has nothing else, and falls by a whole η a step.`,
        zh: `于是 ${one} 几乎感觉不到惩罚，${two} 多一些；${three} 里只有它，每步足足降一个 η。`,
      },
      proves: ['felt', 'itself', 'unlike'],
    },
    turn: {
      say: {
        en: `Turn {warning:λ} down to a hundredth, then up a hundredfold. What does ${three} do?`,
        zh: `把 {warning:λ} 降到百分之一，再升到一百倍。${three} 会怎样？`,
      },
      proves: ['lambdaCancels', 'itself'],
    },
    real: {
      say: (f) => ({
        en: `Is it so in a real training? Each dot is a weight of number-translator, after ${show(f.updates)} steps with Adam and L₂.`,
        zh: `真实训练也这样吗？每个点是 number-translator 的一个权重，用 Adam 加 L₂ 训练了 ${show(f.updates)} 步。`,
      }),
    },
    law: {
      say: {
        en: 'Ten times the gradient, a tenth of the decay. All got more than the dashed line asked for.',
        zh: '梯度大十倍，衰减只剩一成。设定的只有虚线那么多，它们全都超过了。',
      },
      proves: ['law', 'more'],
    },
    adamw: {
      say: {
        en: 'AdamW takes the penalty out of the fraction: each step, the weight itself shrinks by the share {warning:ηλ}.',
        zh: 'AdamW 把惩罚挪到分数外面：每一步，权重自己按比例 {warning:ηλ} 缩小。',
      },
      proves: ['decoupled'],
    },
  },
  answer: {
    say: {
      en: 'Adam divides all that comes as gradient, the penalty too. The decay of AdamW goes around the division.',
      zh: '凡是混进梯度的，Adam 都要除，惩罚也不例外；AdamW 的衰减绕开了这道除法。',
    },
    proves: ['unlike', 'decoupled'],
  },
  words: {
    adam: { en: 'Adam + L₂', zh: 'Adam + L₂' },
    sgd: { en: 'gradient descent + L₂', zh: '梯度下降 + L₂' },
    adamw: { en: 'AdamW', zh: 'AdamW' },
    steps: { en: 'steps', zh: '步数' },
    first: { en: 'one batch', zh: '一批' },
    second: { en: 'the other', zh: '另一批' },
    joins: {
      en: String.raw`$+\,\term{warning}{\lambda w}$`,
      zh: String.raw`$+\,\term{warning}{\lambda w}$`,
    },
    average: { en: 'mean', zh: '平均' },
    size: {
      en: String.raw`usual size of $g + \term{warning}{\lambda w}$`,
      zh: String.raw`$g + \term{warning}{\lambda w}$ 平时的大小`,
    },
    pulls: { en: 'pull at first, in η', zh: '起步拉力（以 η 计）' },
    cancels: {
      en: String.raw`${three}: {warning:$\lambda w \div \lambda w = 1$} for every {warning:λ}`,
      zh: String.raw`${three}：{warning:$\lambda w \div \lambda w = 1$}，与 {warning:λ} 无关`,
    },
    weights: (f) => ({
      en: `${show(f.weights)} weights`,
      zh: `${show(f.weights)} 个权重`,
    }),
    gradient: { en: 'usual size of its gradient', zh: '它的梯度平时的大小' },
    decay: { en: '{warning:λ} that it got', zh: '实际得到的 {warning:λ}' },
    asked: (f) => ({ en: `asked: ${show(f.asked)}`, zh: `设定：${show(f.asked)}` }),
  },
});
