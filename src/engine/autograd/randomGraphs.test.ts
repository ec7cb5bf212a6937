// Random small graphs, in which any tensor may be used again: gradients agree with central differences, are linear in the
// seed, and those of intermediates carry on to the leaves.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add } from '../ops/add';
import { cumsum } from '../ops/cumsum';
import { gather } from '../ops/gather';
import { logSoftmax } from '../ops/logSoftmax';
import { matmul } from '../ops/matmul';
import { mul } from '../ops/mul';
import { transpose } from '../ops/permute';
import { scale } from '../ops/scale';
import { sigmoid } from '../ops/sigmoid';
import { softmax } from '../ops/softmax';
import { sub } from '../ops/sub';
import { sum } from '../ops/sum';
import { tanh } from '../ops/tanh';
import { where } from '../ops/where';
import { Rng } from '../random/Rng';
import { normalDoubles } from '../random/randomTensor';
import { flat } from '../tensor/flat';
import { tensorFrom } from '../tensor/tensorFrom';
import type { Tensor } from '../tensor/Tensor';
import { gradientCheck } from './gradientCheck';
import { gradients } from './gradients';
import { watch } from './watch';

const n = 3; // every tensor is (n, n), so that any op takes any two
const chosen = tensorFrom(
  [
    [0, 2, 2],
    [1, 1, 1],
    [2, 0, 1],
  ],
  'int32',
);
const steps: readonly ((a: Tensor, b: Tensor) => Tensor)[] = [
  add,
  sub,
  (a, b) => mul(tanh(a), sigmoid(b)),
  (a, b) => scale(matmul(softmax(a), b), { by: 0.7 }),
  (a, b) => add(transpose(a), sum(b, { axis: 0 })),
  (a, b) => sub(cumsum(a, { axis: 0 }), sum(b, { axis: -1, keep: true })),
  (a, b) => gather(add(a, b), chosen, { axis: -1 }),
  (a, b) => where(chosen, logSoftmax(a), b),
];

/** A graph as data: each step takes two of the tensors before it. */
const plans = fc.array(
  fc.record({ step: fc.nat(steps.length - 1), a: fc.nat(20), b: fc.nat(20) }),
  {
    minLength: 1,
    maxLength: 7,
  },
);

type Plan = readonly { readonly step: number; readonly a: number; readonly b: number }[];

/** All tensors of the graph, leaves first, result last. */
function computed(plan: Plan, leaves: readonly Tensor[]): Tensor[] {
  const tensors = [...leaves];
  for (const { step, a, b } of plan) {
    const of = (which: number) => tensors[which % tensors.length] as Tensor;
    tensors.push((steps[step] as (typeof steps)[number])(of(a), of(b)));
  }
  return tensors;
}

const leavesOf = (seed: number) => {
  const rng = new Rng(seed);
  return [normalDoubles(rng, [n, n]), normalDoubles(rng, [n, n])];
};

describe('gradients of random graphs', () => {
  it('are the derivative', () => {
    fc.assert(
      fc.property(plans, fc.integer(), (plan, seed) => {
        const run = (inputs: readonly Tensor[]) => computed(plan, inputs).at(-1) as Tensor;
        expect(gradientCheck(run, leavesOf(seed), new Rng(seed))).toBeLessThan(1e-6);
      }),
      { numRuns: 60 },
    );
  });

  it('are linear in the seed, at every tensor', () => {
    fc.assert(
      fc.property(
        plans,
        fc.integer(),
        fc.double({ min: -3, max: 3, noNaN: true }),
        (plan, seed, by) => {
          const { all, y } = watchedGraph(plan, seed);
          const rng = new Rng(seed).fork('seeds');
          const [p, q] = [normalDoubles(rng, [n, n]), normalDoubles(rng, [n, n])];
          const both = gradients(y, all, add(p, scale(q, { by })));
          const [first, second] = [gradients(y, all, p), gradients(y, all, q)];
          for (const name of Object.keys(all)) {
            close(both[name], add(first[name] as Tensor, scale(second[name] as Tensor, { by })));
          }
        },
      ),
    );
  });

  it('at an intermediate are the same whether or not others are asked for', () => {
    fc.assert(
      fc.property(plans, fc.integer(), (plan, seed) => {
        const { all, y } = watchedGraph(plan, seed);
        const dy = normalDoubles(new Rng(seed), [n, n]);
        const together = gradients(y, all, dy);
        for (const [name, tensor] of Object.entries(all)) {
          const alone = gradients(y, { [name]: tensor }, dy);
          expect(alone[name]?.toNested()).toEqual(together[name]?.toNested());
        }
        expect(together[`${Object.keys(all).length - 1}`]?.toNested()).toEqual(dy.toNested());
      }),
    );
  });

  it('of a sum of two results are the sum of their gradients', () => {
    fc.assert(
      fc.property(plans, plans, fc.integer(), (left, right, seed) => {
        const [a, b] = leavesOf(seed);
        const leaves = watch({ a: a as Tensor, b: b as Tensor });
        const end = (plan: Plan) => sum(computed(plan, Object.values(leaves)).at(-1) as Tensor);
        const together = gradients(add(end(left), end(right)), leaves);
        const [first, second] = [gradients(end(left), leaves), gradients(end(right), leaves)];
        for (const name of ['a', 'b'] as const)
          close(together[name], add(first[name], second[name]));
      }),
    );
  });
});

function watchedGraph(plan: Plan, seed: number) {
  const [a, b] = leavesOf(seed);
  const leaves = watch({ a: a as Tensor, b: b as Tensor });
  const tensors = computed(plan, Object.values(leaves));
  const all: Record<string, Tensor> = Object.fromEntries(tensors.map((t, i) => [`${i}`, t]));
  return { all, y: tensors.at(-1) as Tensor };
}

function close(found: Tensor | undefined, expected: Tensor) {
  const right = flat(expected);
  flat(found as Tensor).forEach((value: number, i: number) => {
    const size = Math.max(1, Math.abs(right[i] ?? 0));
    expect(Math.abs(value - (right[i] ?? NaN)) / size).toBeLessThan(1e-9);
  });
}
