/** What 16 bits lose in a fine-tuning of shakespeare-gpt: pushes too small for the gap at a weight, gradients too small for the exponent. */
import { bfloat16 } from '../../src/engine/formats/bfloat16';
import { float16 } from '../../src/engine/formats/float16';
import { float32 } from '../../src/engine/formats/float32';
import { sum } from '../../src/lessons/arithmetic';
import { defineLesson, integerParam } from '../../src/lessons/defineLesson';
import { array, scalar, tokens, type ArrayFact } from '../../src/lessons/facts';
import { evaluateEvery, learningRate, steps } from './fineTuning';
import { bitsOf, exponentOf, gapAt, neighbours, pushedIn } from './formats';
import recorded from './record.json';

const { pushed, gradients, ...curves } = recorded.values;
/** Powers of two that the loss is multiplied by. */
const lift = 16;
/** Weights that stay above their power of two, which gaps depend on; those above 0 first. */
const choices = pushed.followed
  .map(({ values }) => values)
  .filter((path) => path.every((value) => exponentOf(value) === exponentOf(path[0] ?? NaN)))
  .sort((a, b) => Math.sign(b[0] ?? 0) - Math.sign(a[0] ?? 0));
/** Numbers of bf16 on each side of the weight: more than one power of two has. */
const around = 300;

/** From the smallest to the largest, and a share more on both sides. */
function widened(values: readonly number[], share: number): [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return [low - share * (high - low), high + share * (high - low)];
}

export const lesson = defineLesson({
  id: 'mixed-precision',
  params: { weight: integerParam(1, { min: 1, max: choices.length }) },
  run({ weight }) {
    const path = choices[weight - 1] ?? [];
    const start = path[0] ?? NaN;
    const pushes = path.slice(1).map((after, k) => after - (path[k] ?? NaN));
    const alone = pushedIn(bfloat16, start, pushes);
    const copied = path.map((value) => bfloat16.round(value));
    const gap = gapAt(start, bfloat16);
    const exponent = exponentOf(start);
    const places = (of: string, values: readonly number[]) => array(of, values, 'N', 5);
    const count = (of: string, value: number) => scalar(of, value, 0);
    const percent = (of: string, part: number, whole: number, decimals = 0) => scalar(of, (100 * part) / whole, decimals); // prettier-ignore
    const gradientCount = sum(gradients.counts);
    const curve = (of: keyof typeof curves) => array('loss, nats per character', curves[of] as number[], 'N', 3); // prettier-ignore
    const gain = (losses: readonly number[]) => (losses[0] ?? NaN) - (losses.at(-1) ?? NaN);
    return {
      formats: tokens('formats', [float32.name, bfloat16.name, float16.name]),
      steps: count('steps', steps),
      path: places('weight', path),
      pushes: places('update', pushes),
      alone: places('weight in bf16', alone),
      copied: places('bf16 of the fp32 weight', copied),
      unpushed: places('no update', pushes.map(() => 0)), // prettier-ignore
      jumps: count('times that the copy is another number', copied.slice(1).filter((value, k) => value !== copied[k]).length), // prettier-ignore
      way: places('from where to where it goes', widened([...path, ...alone], 0.1)),
      binade: places('from a power of 2 to the next', widened([2 ** exponent, 2 ** (exponent + 1)].map((power) => Math.sign(start) * power), 0.04)), // prettier-ignore
      near: places('two gaps and a half on each side', widened([(alone[0] ?? NaN) - 2.5 * gap, (alone[0] ?? NaN) + 2.5 * gap], 0)), // prettier-ignore
      zone: places('half a gap on each side', widened([(alone[0] ?? NaN) - gap / 2, (alone[0] ?? NaN) + gap / 2], 0)), // prettier-ignore
      ticks: places('bf16', neighbours(bfloat16.round(start), bfloat16, around)),
      bits32: tokens('fp32', bitsOf(start, float32)),
      bits16: tokens('bf16', bitsOf(start, bfloat16)),
      bitsHalf: tokens('fp16', bitsOf(start, float16)),
      exponentBits: count('bits of exponent, bf16', bfloat16.exponentBits),
      mantissaBits: count('bits of mantissa, bf16', bfloat16.mantissaBits),
      mantissaBits32: count('bits of mantissa, fp32', float32.mantissaBits),
      halfExponentBits: count('bits of exponent, fp16', float16.exponentBits),
      halfMantissaBits: count('bits of mantissa, fp16', float16.mantissaBits),
      bits: count('bits', float32.bits),
      halfBits: count('bits', bfloat16.bits),
      low: count('exponent', exponent),
      high: count('exponent + 1', exponent + 1),
      share: percent('of the way from one power of 2 to the next, per cent', Math.abs(start) - 2 ** exponent, 2 ** exponent), // prettier-ignore
      numbersBetween: count('numbers of bf16 from a power of two to the next', 2 ** bfloat16.mantissaBits), // prettier-ignore
      gap: scalar('gap of bf16', gap, 6),
      halfGap: scalar('half a gap', gap / 2, 6),
      largestPush: scalar('largest update', Math.max(...pushes.map(Math.abs)), 6),
      firstPush: scalar('first update', Math.abs(pushes[0] ?? NaN), 6),

      weights: scalar('weights, in millions', sum(pushed.weights) / 1e6, 2),
      weightsWan: scalar('weights, in ten thousands', sum(pushed.weights) / 1e4, 0),
      weightSizes: array('weights by exponent', pushed.weights, 'N', 0),
      stuckSizes: array('weights that never moved, by exponent', pushed.stuck, 'N', 0),
      sizeWindow: array('exponents', [-20, 2], 'N', 0),
      firstSize: count('smallest exponent', pushed.first),
      firstStuck: count('smallest exponent where half a gap is more than the learning rate', Math.floor(Math.log2(learningRate)) + 1 + bfloat16.mantissaBits + 1), // prettier-ignore
      learningRate: scalar('learning rate', learningRate, 5),
      stuck: percent('per cent that never moved', sum(pushed.stuck), sum(pushed.weights)),

      checks: array('steps', curves.fp32.map((_, k) => k * evaluateEvery), 'N', 0), // prettier-ignore
      fp32: curve('fp32'),
      bf16Copied: curve('bf16Copied'),
      bf16Alone: curve('bf16Alone'),
      fp16: curve('fp16'),
      fp16Divided: curve('fp16Divided'),
      fp16Scaled: curve('fp16Scaled'),
      fp32Divided: curve('fp32Divided'),
      gainAlone: percent('gain of bf16 without a copy, per cent of that of fp32', gain(curves.bf16Alone), gain(curves.fp32)), // prettier-ignore
      gainCopied: percent('gain of bf16 with a copy, per cent of that of fp32', gain(curves.bf16Copied), gain(curves.fp32)), // prettier-ignore

      gradients: scalar('gradients that are not 0, in millions', gradientCount / 1e6, 2),
      gradientsWan: scalar('gradients that are not 0, in ten thousands', gradientCount / 1e4, 0),
      gradientSizes: array('gradients by exponent', gradients.counts, 'N', 0),
      gradientWindow: array('exponents', [-48, 16], 'N', 0),
      tickEvery: count('exponents from tick to tick', 8),
      axisTicks: count('ticks of an axis', 4),
      firstGradient: count('smallest exponent', gradients.first),
      floor: count('exponent of half of the smallest number of fp16', Math.log2(float16.smallestSubnormal) - 1), // prettier-ignore
      lost: percent('per cent that become 0', gradients.lost, gradientCount, 1),
      lostScaled: percent('per cent that become 0', gradients.lostScaled, gradientCount, 1),
      lostDivided: percent('per cent that become 0', gradients.lostDivided, gradientCount, 1),
      lostBfloat: percent('per cent that become 0 in bf16', gradients.lostBfloat, gradientCount),
      overflowed: count('gradients that overflow', gradients.overflowed),
      lift: count('powers of two', lift),
      scale: count('loss scale', 2 ** lift),
    };
  },
  claims: {
    pushedOneWay: {
      text: { en: 'every step pushes it the same way', zh: '每一步都朝同一方向推' },
      holds: ({ pushes }) => pushes.values.every((push) => push * (pushes.values[0] ?? NaN) > 0),
    },
    never: {
      text: { en: 'in bf16 alone it never moves', zh: '只用 bf16，它从未移动' },
      holds: ({ alone }) => alone.values.every((value) => value === alone.values[0]),
    },
    bits: {
      text: { en: 'the bits are the number', zh: '这些位就是这个数' },
      holds: (f) =>
        float32.decode(parseInt(f.bits32.values.join(''), 2)) === f.path.values[0] &&
        bfloat16.decode(parseInt(f.bits16.values.join(''), 2)) === f.alone.values[0] &&
        float16.decode(parseInt(f.bitsHalf.values.join(''), 2)) ===
          float16.round(f.path.values[0] ?? NaN),
    },
    underHalf: {
      text: { en: 'no push reaches the middle of a gap', zh: '没有一次推动到达间隔的中点' },
      holds: ({ largestPush, halfGap }) => largestPush.value < halfGap.value,
    },
    evenlySpaced: {
      text: { en: 'its neighbours are a gap away', zh: '它与邻数相隔一个间隔' },
      holds: ({ ticks, alone, gap }) => {
        const at = ticks.values.indexOf(alone.values[0] ?? NaN);
        const [before = NaN, here = NaN, after = NaN] = ticks.values.slice(at - 1, at + 2);
        return after - here === gap.value && here - before === gap.value;
      },
    },
    mostStuck: {
      text: {
        en: 'all but a few of the larger weights, few of the smaller',
        zh: '大的几乎都不动，小的几乎都动',
      },
      holds: ({ weightSizes, stuckSizes, firstSize, firstStuck }) => {
        const part = (from: number, to: number) => sum(stuckSizes.values.slice(from, to)) / sum(weightSizes.values.slice(from, to)); // prettier-ignore
        const cliff = firstStuck.value - firstSize.value;
        return part(0, cliff) < 0.01 && part(cliff, Infinity) > 0.99 && pushed.largest < 1.25 * learningRate; // prettier-ignore
      },
    },
    follows: {
      text: { en: 'the rounded copy follows', zh: '舍入出的副本跟着走' },
      holds: ({ copied, jumps, path, gap }) =>
        jumps.value > 1 &&
        copied.values.every((value, k) => Math.abs(value - (path.values[k] ?? NaN)) <= gap.value / 2), // prettier-ignore
    },
    saved: {
      text: {
        en: 'with the copy all of the gain, else a part',
        zh: '有副本得全部，没有只得一部分',
      },
      holds: ({ gainCopied, gainAlone }) =>
        Math.abs(gainCopied.value - 100) < 0.5 && gainAlone.value < 50,
    },
    lostInHalf: {
      text: { en: 'fp16 loses some, bf16 none', zh: 'fp16 丢一些，bf16 不丢' },
      holds: ({ lost, lostBfloat }) => lost.value > 1 && lostBfloat.value === 0,
    },
    lifted: {
      text: {
        en: 'scaled, few are lost and none overflow, and it learns as in fp32',
        zh: '放大后几乎不丢，也不溢出，学得和 fp32 一样',
      },
      holds: ({ lost, lostScaled, overflowed, fp16Scaled, fp32 }) =>
        lostScaled.value < lost.value / 10 &&
        overflowed.value === 0 &&
        near(last(fp16Scaled), last(fp32)),
    },
    borne: {
      text: { en: 'fp16 as it is learns as fp32 here', zh: '不放大的 fp16 在这里学得和 fp32 一样' },
      holds: ({ fp16, fp32 }) => near(last(fp16), last(fp32)),
    },
    vanished: {
      text: {
        en: 'divided, fp16 learns nothing, and fp32 as before',
        zh: '除小之后，fp16 什么也学不到，fp32 照旧',
      },
      holds: ({ lostDivided, fp16Divided, fp32Divided, fp32 }) =>
        lostDivided.value > 99 &&
        near(last(fp16Divided), fp16Divided.values[0] ?? NaN) &&
        near(last(fp32Divided), last(fp32)),
    },
  },
});

const last = ({ values }: ArrayFact) => values.at(-1) ?? NaN;
/** As losses are shown. */
const near = (a: number, b: number) => Math.abs(a - b) < 0.0005;
