// Mistakes that people make in losses, optimizers, schedules and clipping, planted one at a time: each must be noticed by the
// comparison that the right engine passes.
import { expect, it } from 'vitest';
import { crossEntropy } from '../../../src/engine/ops/crossEntropy';
import { flat } from '../../../src/engine/tensor/flat';
import { Tensor } from '../../../src/engine/tensor/Tensor';
import { tensorFrom } from '../../../src/engine/tensor/tensorFrom';
import { adam, adamW } from '../../../src/engine/train/adam';
import { clipGradients, globalNorm } from '../../../src/engine/train/clipGradients';
import { lion } from '../../../src/engine/train/lion';
import { scaled } from '../../../src/engine/train/namedTensors';
import { defineOptimizer, type Optimizer, type UpdateRule } from '../../../src/engine/train/Optimizer';
import { warmupCosine, type Schedule } from '../../../src/engine/train/Schedule';
import { sgd } from '../../../src/engine/train/sgd';
import clippingGolden from './clipping.json';
import lossGolden from './crossEntropy.json';
import { allFromGolden, firstDivergence, fromGolden, type GoldenRecord } from './firstDivergence';
import optimizersGolden from './optimizers.json';
import schedulesGolden from './schedules.json';
import { adamSettings, trained } from './trainingCases';

type OptimizerCase = 'momentum' | 'nesterov' | 'adam' | 'adamW' | 'lion';

const comparedWith = (name: OptimizerCase, optimizer: Optimizer, learningRate: number) =>
  firstDivergence(optimizersGolden[name] as GoldenRecord, trained(optimizer, learningRate));

/** The same optimizer, told another step. */
const counting = (optimizer: Optimizer, count: (step: number) => number): Optimizer => ({
  ...optimizer,
  update: (params, gradients, state, at) =>
    optimizer.update(params, gradients, state, { ...at, step: count(at.step) }),
});

/** One parameter's update, written by hand. */
const byHand = (slots: string[], update: UpdateRule['update']) =>
  defineOptimizer({ name: 'by hand', settings: {}, slots, weightDecay: 0.1, update });

type Element = (value: number, g: number, m: number, v: number, step: number, lambda: number) => [value: number, m: number, v: number]; // prettier-ignore

const adamByHand = (element: Element) =>
  byHand(['first_moment', 'second_moment'], ({ values, gradient, slots: [m, v], decay }, { step }) => {
    values.forEach((value: number, i: number) => {
      const at = (from?: ArrayLike<number>) => from?.[i] ?? NaN;
      const found = element(value, at(gradient), at(m), at(v), step, decay);
      values[i] = found[0];
      if (m) m[i] = found[1];
      if (v) v[i] = found[2];
    });
  });

const adamWithSize = (sizeOf: (unbiased: number) => number) =>
  adamByHand((value, g, m, v, step, lambda) => {
    const first = 0.9 * m + 0.1 * g;
    const second = 0.99 * v + 0.01 * g * g;
    const size = sizeOf(second / (1 - 0.99 ** step));
    return [value * (1 - 0.05 * lambda) - (0.05 * first) / (1 - 0.9 ** step) / size, first, second];
  });

const lossOf = (name: 'smoothed' | 'ignored' | 'both', change: (right: number) => number) => {
  const { logits, targets, smoothing, steps } = lossGolden[name];
  const found = crossEntropy(fromGolden(logits), tensorFrom(targets, 'int32'), {
    smoothing,
    ignore: -100,
  });
  return firstDivergence({ loss: steps.loss }, { loss: tensorFrom(change(found.item())) });
};

const scheduleOf = (schedule: Schedule) => {
  const golden = schedulesGolden.steps.warmupCosine;
  const rates = tensorFrom(golden.values.map((_, n) => schedule(n)), 'float64'); // prettier-ignore
  return firstDivergence({ rates: golden }, { rates }, 1e-8);
};
const cosine = warmupCosine(schedulesGolden);

const clipped = (name: 'above' | 'below', wrong: (gradients: Record<string, Tensor>, limit: number) => Readonly<Record<string, Tensor>>) => {
  const { limit, steps, gradients } = clippingGolden[name];
  const { norm: _, ...golden } = steps;
  return firstDivergence(golden, wrong(allFromGolden(gradients), limit));
};

const bugs: Record<string, () => string | null> = {
  'adam: no bias correction': () =>
    comparedWith('adam', counting(adam(adamSettings), () => 1e6), 0.05),
  'adam: bias correction counts from 2': () =>
    comparedWith('adam', counting(adam(adamSettings), (step) => step + 1), 0.05),
  'adam: β₂ of 0.999': () => comparedWith('adam', adam({ ...adamSettings, beta2: 0.999 }), 0.05),
  'adam: ε of 1e−8': () => comparedWith('adam', adam({ ...adamSettings, epsilon: 1e-8 }), 0.05),
  'adamW: ε inside the root': () => comparedWith('adamW', adamWithSize((v) => Math.sqrt(v + 1e-4)), 0.05),
  'adamW: ε added before the correction': () =>
    comparedWith('adamW', adamWithSize((v) => Math.sqrt(v) + 1e-4 * 3), 0.05),
  'adamW: L2 instead of decoupled decay': () => comparedWith('adamW', adam(adamSettings), 0.05),
  'adam: decoupled decay instead of L2': () => comparedWith('adam', adamW(adamSettings), 0.05),
  'adamW: decay not times the learning rate': () =>
    comparedWith('adamW', adamW({ ...adamSettings, weightDecay: 0.1 / 0.05 }), 0.05),
  'adamW: norms and biases decay too': () =>
    comparedWith('adamW', adamW({ ...adamSettings, decays: () => true }), 0.05),
  'sgd: Nesterov for plain momentum': () =>
    comparedWith('momentum', sgd({ momentum: 0.9, weightDecay: 0.1, nesterov: true }), 0.1),
  'sgd: plain momentum for Nesterov': () =>
    comparedWith('nesterov', sgd({ momentum: 0.9, weightDecay: 0.1 }), 0.1),
  'sgd: Nesterov looks ahead with the old velocity': () =>
    comparedWith(
      'nesterov',
      adamByHand((value, given, v, _, __, lambda) => {
        const g = given + lambda * value;
        return [value - 0.1 * (g + 0.9 * v), 0.9 * v + g, 0];
      }),
      0.1,
    ),
  'sgd: dampened, the gradient times 1 − μ': () =>
    comparedWith(
      'momentum',
      adamByHand((value, given, v, _, __, lambda) => {
        const next = 0.9 * v + 0.1 * (given + lambda * value);
        return [value - 0.1 * next, next, 0];
      }),
      0.1,
    ),
  'lion: β₁ and β₂ exchanged': () =>
    comparedWith('lion', lion({ beta1: 0.99, beta2: 0.9, weightDecay: 0.1 }), 0.05),
  'lion: follows the new momentum': () =>
    comparedWith(
      'lion',
      adamByHand((value, g, m, _, __, lambda) => {
        const next = 0.99 * m + 0.01 * g;
        return [value - 0.05 * (Math.sign(next) + lambda * value), next, 0];
      }),
      0.05,
    ),
  'lion: no decay': () => comparedWith('lion', lion({ beta1: 0.9, beta2: 0.99 }), 0.05),

  'loss: smoothing over V − 1': () => {
    // with s spread over the V − 1 others, V·s/(V − 1) plays the part of s
    const { logits, targets, smoothing, steps } = lossGolden.smoothed;
    const V = logits.shape.at(-1) ?? 0;
    const wrong = { smoothing: (smoothing * V) / (V - 1) };
    const loss = crossEntropy(fromGolden(logits), tensorFrom(targets, 'int32'), wrong);
    return firstDivergence({ loss: steps.loss }, { loss });
  },
  'loss: ignored positions in the mean': () => lossOf('ignored', (loss) => (loss * 5) / 6),
  'loss: summed, not averaged': () => lossOf('both', (loss) => loss * 5),
  'loss: in bits': () => lossOf('smoothed', (loss) => loss / Math.LN2),
  'loss: log of softmax, which rounds to 0': () => {
    const { logits, steps } = lossGolden.large;
    const rows = logits.values.slice(0, 3).map((x) => Math.exp(x));
    return firstDivergence({ loss: steps.loss }, { loss: tensorFrom(-Math.log(rows[2] ?? 0)) });
  },

  'schedule: counts from 1': () => scheduleOf((n) => cosine(n + 1)),
  'schedule: warm-up from 0': () => scheduleOf((n) => (n < 5 ? (0.004 * n) / 5 : cosine(n))),
  'schedule: warm-up one too short': () => scheduleOf(warmupCosine({ ...schedulesGolden, warmup: 4 })),
  'schedule: cosine from step 0, not from the warm-up': () =>
    scheduleOf((n) => (n < 5 ? cosine(n) : warmupCosine({ ...schedulesGolden, warmup: 0 })(n))),
  'schedule: rises again after its end': () => {
    const { rate, floor, over, warmup } = schedulesGolden;
    return scheduleOf((n) =>
      n < over ? cosine(n) : floor + (rate - floor) * 0.5 * (1 + Math.cos((Math.PI * (n - warmup)) / (over - warmup))),
    );
  },

  'clipping: each tensor by its own norm': () =>
    clipped('above', (gradients, limit) =>
      Object.fromEntries(
        Object.entries(gradients).map(([name, g]) => {
          const alone = { [name]: g };
          return [name, clipGradients(alone, limit, globalNorm(alone))[name] ?? g];
        }),
      ),
    ),
  'clipping: short gradients stretched to the limit': () =>
    clipped('below', (gradients, limit) => scaled(gradients, limit / globalNorm(gradients))),
  'clipping: each value on its own': () =>
    clipped('above', (gradients, limit) =>
      Object.fromEntries(
        Object.entries(gradients).map(([name, g]) => {
          const cut = Float32Array.from(flat(g), (v) => Math.min(Math.max(v, -limit), limit));
          return [name, new Tensor(cut, g.shape)];
        }),
      ),
    ),
  'clipping: the squared norm': () =>
    clipped('above', (gradients, limit) => clipGradients(gradients, limit, globalNorm(gradients) ** 2)),
};

it.each(Object.entries(bugs))('notices %s', (_, planted) => {
  expect(planted()).not.toBeNull();
});

it('plants by hand what is right but for the bug', () => {
  expect(comparedWith('adamW', adamWithSize((v) => Math.sqrt(v) + 1e-4), 0.05)).toBeNull();
});
