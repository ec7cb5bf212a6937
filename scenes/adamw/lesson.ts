/** What an L₂ penalty and decoupled weight decay make of three weights on which the loss, on average, does not pull. */
import { adam, adamW } from '../../src/engine/train/adam';
import { sgd } from '../../src/engine/train/sgd';
import { close, dot, mean, variance } from '../../src/lessons/arithmetic';
import { defineLesson, integerParam } from '../../src/lessons/defineLesson';
import { array, entry, rows, scalar, type ArrayFact } from '../../src/lessons/facts';
import recorded from './record.json';
import { divisionsOf, everyWeight, pathsOf, round } from './toy';

const learningRate = 0.01;
const steps = 500;
/** Of w₂ and w₃; that of w₁ is the viewer's. */
const [quiet, silent] = [0.25, 0];
/** What λ is turned to, in its own multiples, in this order. */
const turns = [1, 0.1, 0.01, 10, 100] as const;
const { training } = recorded.values;

export const lesson = defineLesson({
  id: 'adamw',
  params: {
    /** λ in hundredths. */
    decay: integerParam(10, { min: 2, max: 20 }),
    /** The gradient of w₁. */
    loud: integerParam(4, { min: 2, max: 8 }),
  },
  run({ decay, loud }) {
    const lambda = decay / 100;
    const sizes = [loud, quiet, silent];
    const settings = { ...everyWeight, weightDecay: lambda };
    const paths = (optimizer: Parameters<typeof pathsOf>[0]) =>
      pathsOf(optimizer, sizes, learningRate, steps);
    const tracks = (of: string, values: number[][]) => array(of, values, 'C T', 2);
    const lambdas = turns.map((turn) => Number((turn * lambda).toPrecision(6)));
    const divisions = lambdas.map((one) => divisionsOf(sizes, one));
    const [logSizes, logDecays] = [training.sizes, training.decays].map((of) => of.map(Math.log10)) as [number[], number[]]; // prettier-ignore
    const fit = regression(logSizes, logDecays);
    return {
      lambda: scalar('λ', lambda, 2),
      rate: scalar('η', learningRate, 2),
      steps: scalar('steps', steps, 0),
      at: array('step', Array.from({ length: steps / round + 1 }, (_, i) => i * round), 'T', 0), // prettier-ignore
      sizes: array('size of g', sizes, 'C', 2),
      gradients: array('g', sizes.map((g) => [g, -g]), 'C N', 2), // prettier-ignore
      average: array('mean of g', sizes.map((g) => [mean([g, -g])]), 'C N', 2), // prettier-ignore
      penalty: array('λw at w = 1', sizes.map(() => [lambda]), 'C N', 2), // prettier-ignore
      sgd: tracks('w, gradient descent + L₂', paths(sgd(settings))),
      adam: tracks('w, Adam + L₂', paths(adam(settings))),
      adamW: tracks('w, AdamW', paths(adamW(settings))),
      lambdas: array('λ, turned', lambdas, 'N', 2),
      turned: array('w, Adam + L₂, λ turned', lambdas.map((one) => paths(adam({ ...settings, weightDecay: one }))), 'N C T', 2), // prettier-ignore
      usual: array('√v̂ of g + λw', divisions.map((one) => one.sizes), 'N C', 2), // prettier-ignore
      pulls: array('λw ÷ √v̂', divisions.map((one) => one.pulls), 'N C', 3), // prettier-ignore
      weights: scalar('weights above 0.01 with a gradient', training.sizes.length, 0),
      updates: scalar('updates', training.steps, 0),
      gradientSizes: array('√v̂ of the gradient', training.sizes, 'N', 4),
      decays: array('λ in effect', training.decays, 'N', 4),
      asked: scalar('λ of the training', training.lambda, 4),
      /** Room for all of them, and for λ itself. */
      range: array('λ, from and to', [training.lambda / 2, 2 * Math.max(...training.decays)], 'N', 4), // prettier-ignore
      slope: scalar('slope', fit.slope, 2),
      correlation: scalar('r', fit.r, 3),
      lineX: array('√v̂', ends(logSizes).map((x) => 10 ** x), 'N', 4), // prettier-ignore
      lineY: array('λ in effect, fitted', ends(logSizes).map((x) => 10 ** fit.at(x)), 'N', 4), // prettier-ignore
    };
  },
  claims: {
    unlike: {
      text: { en: 'under Adam + L₂ the three end apart', zh: 'Adam + L₂ 下三个权重终点各异' },
      holds: ({ adam }) => last(adam, 0) > 1.15 * last(adam, 1) && last(adam, 1) > last(adam, 2) + 0.01 && Math.abs(last(adam, 2)) < 0.005, // prettier-ignore
    },
    cancel: {
      text: { en: 'the gradients of both batches cancel', zh: '两批的梯度相互抵消' },
      holds: ({ average }) => average.values.every((g) => g === 0),
    },
    sgdAlike: {
      text: {
        en: 'gradient descent shrinks all alike, as (1 − ηλ)ᵗ',
        zh: '梯度下降一样缩，按 (1 − ηλ)ᵗ',
      },
      holds: (f) => [0, 1, 2].every((i) => Math.abs(last(f.sgd, i) - shrunk(f)) < 0.01),
    },
    usual: {
      text: { en: 'Adam divides by √(g² + (λw)²)', zh: 'Adam 除以 √(g² + (λw)²)' },
      holds: (f) => f.sizes.values.every((g, i) => close(entry(f.usual, 0, i).value, Math.hypot(g, f.lambda.value)) || Math.abs(entry(f.usual, 0, i).value / Math.hypot(g, f.lambda.value) - 1) < 0.001), // prettier-ignore
    },
    itself: {
      text: { en: 'without a gradient, λw is divided by itself', zh: '没有梯度时，λw 除以它自己' },
      holds: ({ pulls }) => rows(pulls).every((row) => Math.abs((row[2] ?? NaN) - 1) < 1e-3),
    },
    felt: {
      text: {
        en: 'w₁ loses what the division says, w₃ falls by η a step',
        zh: 'w₁ 按商缩小，w₃ 每步降 η',
      },
      holds: ({ adam, pulls, rate }) => {
        const [from, to] = [50, 100];
        const [one = [], , three = []] = rows(adam);
        const lost =
          Math.log((one[from] ?? NaN) / (one[to] ?? NaN)) / (round * (to - from)) / rate.value;
        const fallen = (1 - (three[5] ?? NaN)) / (5 * round) / rate.value;
        return Math.abs(lost / entry(pulls, 0, 0).value - 1) < 0.03 && Math.abs(fallen - 1) < 0.01;
      },
    },
    lambdaCancels: {
      text: { en: 'the path of w₃ is the same for every λ', zh: '无论 λ 多大，w₃ 的轨迹都一样' },
      holds: ({ turned }) => {
        const [first = [], ...others] = Array.from({ length: turns.length }, (_, n) => track(turned, n, 2)); // prettier-ignore
        return others.every((other) => other.every((w, t) => Math.abs(w - (first[t] ?? NaN)) < 5e-4)); // prettier-ignore
      },
    },
    decoupled: {
      text: {
        en: 'AdamW shrinks w₃ to exactly (1 − ηλ)ᵗ, the others alike',
        zh: 'AdamW 下 w₃ 恰为 (1 − ηλ)ᵗ，其余相近',
      },
      holds: (f) => Math.abs(last(f.adamW, 2) - shrunk(f)) < 1e-12 && [0, 1].every((i) => Math.abs(last(f.adamW, i) - shrunk(f)) < 0.01), // prettier-ignore
    },
    law: {
      text: {
        en: 'in a real training: ten times the gradient, a tenth of the decay',
        zh: '真实训练：梯度大十倍，衰减剩一成',
      },
      holds: (f) => f.correlation.value < -0.99 && Math.abs(f.slope.value + 1) < 0.02,
    },
    more: {
      text: { en: 'every weight is decayed more than asked', zh: '每个权重的衰减都超过设定' },
      holds: (f) => f.decays.values.every((decay) => decay > f.asked.value),
    },
  },
});

interface Shrinks {
  readonly lambda: { readonly value: number };
  readonly rate: { readonly value: number };
  readonly steps: { readonly value: number };
}

/** (1 − ηλ)ᵗ after all steps. */
const shrunk = ({ lambda, rate, steps }: Shrinks) => (1 - rate.value * lambda.value) ** steps.value;

const last = (paths: ArrayFact, i: number) => rows(paths)[i]?.at(-1) ?? NaN;

/** The path of weight `i` for the `n`-th λ. */
function track({ shape, values }: ArrayFact, n: number, i: number): readonly number[] {
  const [, C = 0, T = 0] = shape;
  const from = (n * C + i) * T;
  return values.slice(from, from + T);
}

const ends = (values: readonly number[]) => [Math.min(...values), Math.max(...values)];

/** The line of least squares, and how well it fits. */
function regression(x: readonly number[], y: readonly number[]) {
  const [mx, my] = [mean(x), mean(y)];
  const together = dot(x.map((v) => v - mx), y.map((v) => v - my)) / x.length; // prettier-ignore
  const slope = together / variance(x);
  return {
    slope,
    r: together / Math.sqrt(variance(x) * variance(y)),
    at: (value: number) => my + slope * (value - mx),
  };
}
