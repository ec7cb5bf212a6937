import { show, showEntry, token } from '../../src/film/show';
import { defineScript } from '../../src/film/script';
import type { ScalarFact } from '../../src/lessons/facts';
import { lesson } from './lesson';

type F = Awaited<ReturnType<typeof lesson.facts>>;
const name = (f: F, i: number) => token(f.formats, i);
function power(f: F, exponent: ScalarFact): string {
  const above = String.raw`$\mathrm{2}^{${exponent.value}}$`;
  return (f.path.values[0] ?? 0) < 0 ? `−${above}` : above;
}
const fp32 = (f: F) => `{key:${name(f, 0)}}`;
const bf16 = (f: F) => `{query:${name(f, 1)}}`;
const fp16 = (f: F) => `{value:${name(f, 2)}}`;

export const script = defineScript(lesson, {
  title: { en: 'Mixed precision', zh: '混合精度' },
  question: {
    en: 'What is lost with half the bits, and how is it saved?',
    zh: '位数减半会丢掉什么，又怎样保住？',
  },
  setting: {
    en: 'shakespeare-gpt, fine-tuned on a new scene',
    zh: 'shakespeare-gpt，在一段新剧本上微调',
  },
  beats: {
    hook: {
      say: (f) => ({
        en: `${show(f.steps)} training steps push one weight ${show(f.steps)} times. In {key:${show(f.bits)} bits} it moves, in {query:${show(f.halfBits)}} it never does. Why?`,
        zh: `训练 ${show(f.steps)} 步，一个权重被推了 ${show(f.steps)} 次。{key:${show(f.bits)} 位}里它一直在走，{query:${show(f.halfBits)} 位}里一步没动。为什么？`,
      }),
      proves: ['pushedOneWay', 'never'],
    },
    bits: {
      say: (f) => ({
        en: `Its ${show(f.bits)} bits: a sign; an {position:exponent}, from which power of two on; a {pos:mantissa}, how far to the next power.`,
        zh: `它的 ${show(f.bits)} 位：符号；{position:指数}定下从二的几次幂起步；{pos:尾数}定下朝下一个幂走了多远。`,
      }),
      proves: ['bits'],
    },
    half: {
      say: (f) => ({
        en: `To save half the memory, ${bf16(f)} keeps the exponent and rounds the mantissa to ${show(f.mantissaBits)} bits.`,
        zh: `为了省一半存储，${bf16(f)} 保留指数，把尾数舍入到 ${show(f.mantissaBits)} 位。`,
      }),
      proves: ['bits'],
    },
    gap: {
      say: (f) => ({
        en: `${show(f.mantissaBits)} bits leave ${show(f.numbersBetween)} numbers from one power of two to the next. How far is it from one to its neighbour?`,
        zh: `尾数 ${show(f.mantissaBits)} 位，相邻两个幂之间就只有 ${show(f.numbersBetween)} 个数。从一个数到下一个有多远？`,
      }),
      proves: ['evenlySpaced'],
    },
    back: {
      say: (f) => ({
        en: `No push is more than ${show(f.largestPush)}, under half a gap: rounding puts the weight back, ${show(f.steps)} times.`,
        zh: `最大的一次推动是 ${show(f.largestPush)}，不到半个间隔：舍入又把它放回原处，${show(f.steps)} 次都是。`,
      }),
      proves: ['underHalf', 'never'],
    },
    all: {
      say: (f) => ({
        en: `All ${show(f.weights)} million weights, by size. No push is much over the learning rate, ${show(f.learningRate)}. {warning:Which never move?}`,
        zh: `全部 ${show(f.weightsWan)} 万个权重，按大小排开。推动的幅度至多约为学习率 ${show(f.learningRate)}。{warning:哪些从未移动？}`,
      }),
      proves: ['mostStuck'],
    },
    copy: {
      say: (f) => ({
        en: `So keep a {key:${show(f.bits)}-bit} master copy, and push that. Before each pass, round it to {query:${show(f.halfBits)} bits} anew.`,
        zh: `那就留一份 {key:${show(f.bits)} 位}的主副本，推动都加在它上面；每次计算前，再重新舍入成 {query:${show(f.halfBits)} 位}。`,
      }),
      proves: ['follows'],
    },
    curves: {
      say: {
        en: 'And the whole model? Three trainings, really run: its loss on text that it did not read.',
        zh: '整个模型呢？三次真实的训练：看它在没读过的文本上的损失。',
      },
      proves: ['saved'],
    },
    gradients: {
      say: (f) => ({
        en: `Each push comes from {target:gradients}, handed back through all that was computed: ${show(f.gradients)} million, by size.`,
        zh: `推动来自{target:梯度}：沿着算过的每个数往回传，一步里有 ${show(f.gradientsWan)} 万个，按大小排开。`,
      }),
    },
    floor: {
      say: (f) => ({
        en: `${fp16(f)} spends its bits the other way: finer gaps, but ${show(f.halfExponentBits)} bits of exponent. Where does it end?`,
        zh: `${fp16(f)} 换一种分法：间隔更细，但指数只有 ${show(f.halfExponentBits)} 位。它最小能到哪里？`,
      }),
      proves: ['lostInHalf'],
    },
    scale: {
      say: (f) => ({
        en: `Multiply the loss by ${show(f.scale)}: by the chain rule all gradients grow alike. The update divides again.`,
        zh: `那就把损失乘以 ${show(f.scale)}：按链式法则，所有梯度同样放大；更新时再除回去。`,
      }),
      proves: ['lifted'],
    },
    divided: {
      say: (f) => ({
        en: `With ${show(f.lost)}% lost, this small model learns as well. Divide by ${show(f.scale)} instead: what does it learn?`,
        zh: `丢了 ${show(f.lost)}%，这个小模型照样学得好。反过来除以 ${show(f.scale)}：它还学得到什么？`,
      }),
      proves: ['borne', 'vanished'],
    },
  },
  answer: {
    say: (f) => ({
      en: `${show(f.halfBits)} bits lose pushes under half a gap, and gradients below the smallest number: a {key:${show(f.bits)}-bit copy} saves the first, a scaled loss the second.`,
      zh: `${show(f.halfBits)} 位丢掉不到半个间隔的推动，和比最小的数还小的梯度：{key:${show(f.bits)} 位主副本}保住前者，放大损失保住后者。`,
    }),
    proves: ['follows', 'lifted'],
  },
  words: {
    wide: (f) => ({ en: `${fp32(f)}, ${show(f.bits)} bits`, zh: `${fp32(f)}，${show(f.bits)} 位` }),
    narrow: (f) => ({ en: `${bf16(f)}, ${show(f.halfBits)} bits`, zh: `${bf16(f)}，${show(f.halfBits)} 位` }), // prettier-ignore
    half: (f) => ({ en: `${fp16(f)}, ${show(f.halfBits)} bits`, zh: `${fp16(f)}，${show(f.halfBits)} 位` }), // prettier-ignore
    master: (f) => ({ en: `${fp32(f)} master copy, pushed`, zh: `${fp32(f)} 主副本，接受推动` }),
    rounded: (f) => ({ en: `${bf16(f)}, rounded from it`, zh: `${bf16(f)}，由它舍入` }),
    alone: (f) => ({ en: `${bf16(f)} alone`, zh: `只有 ${bf16(f)}` }),
    sign: { en: '±', zh: '±' },
    exponent: { en: 'exponent', zh: '指数' },
    mantissa: { en: 'mantissa', zh: '尾数' },
    from: (f) => ({ en: `from ${power(f, f.low)}`, zh: `从 ${power(f, f.low)} 起` }),
    towards: (f) => ({
      en: `${show(f.share)}% of the way to ${power(f, f.high)}`,
      zh: `往 ${power(f, f.high)} 走了 ${show(f.share)}%`,
    }),
    rounds: (f) => ({
      en: `all this rounds to ${showEntry(f.alone, 0)}`,
      zh: `这一段都舍入成 ${showEntry(f.alone, 0)}`,
    }),
    ours: { en: 'our weight', zh: '我们的权重' },
    gap: (f) => ({ en: `gap ${show(f.gap)}`, zh: `间隔 ${show(f.gap)}` }),
    stuck: (f) => ({ en: `never move in ${bf16(f)}`, zh: `在 ${bf16(f)} 里从未移动` }),
    wider: (f) => ({
      en: `half a gap is over ${show(f.learningRate)}`,
      zh: `半个间隔大于 ${show(f.learningRate)}`,
    }),
    zero: (f) => ({ en: `zero in ${fp16(f)}`, zh: `在 ${fp16(f)} 里是零` }),
    lost: (f) => ({
      en: `become zero in ${fp16(f)}, none in ${bf16(f)}`,
      zh: `在 ${fp16(f)} 里变成零，在 ${bf16(f)} 里一个也没有`,
    }),
    lostHalf: (f) => ({ en: `become zero in ${fp16(f)}`, zh: `在 ${fp16(f)} 里变成零` }),
    full: (f) => ({ en: name(f, 0), zh: name(f, 0) }),
    lonely: (f) => ({
      en: `${name(f, 1)} alone: ${show(f.gainAlone)}% of the gain`,
      zh: `只有 ${name(f, 1)}：收获的 ${show(f.gainAlone)}%`,
    }),
    withCopy: (f) => ({
      en: `${name(f, 1)} with copy: ${show(f.gainCopied)}%`,
      zh: `${name(f, 1)} 加副本：${show(f.gainCopied)}%`,
    }),
    fullDivided: (f) => ({ en: `${name(f, 0)}, divided too`, zh: `${name(f, 0)}，同样除小` }),
    asItIs: (f) => ({ en: name(f, 2), zh: name(f, 2) }),
    divided: (f) => ({ en: `${name(f, 2)}, divided`, zh: `${name(f, 2)}，除小` }),
    lossAxis: { en: 'loss on unseen text', zh: '没读过的文本上的损失' },
    stepAxis: { en: 'training steps', zh: '训练步数' },
  },
});
