// Mistakes that people make in mixtures of experts, planted one at a time: each must be noticed by the goldens.
import { expect, it } from 'vitest';
import { mixtureOfExperts } from '../../../src/engine/nn/mixtureOfExperts';
import { geluExact } from '../../../src/engine/ops/geluExact';
import { mul } from '../../../src/engine/ops/mul';
import { reshape } from '../../../src/engine/ops/reshape';
import { scale } from '../../../src/engine/ops/scale';
import { sum } from '../../../src/engine/ops/sum';
import { mapElements } from '../../../src/engine/tensor/elementwise';
import type { Tensor } from '../../../src/engine/tensor/Tensor';
import type { Trace } from '../../../src/engine/trace/Trace';
import type { GoldenRecord } from './firstDivergence';
import {
  goldenParams,
  mixtureDivergence,
  type MixtureBug,
  type MixtureCase,
} from './mixtureDivergence';

const bugs: Record<string, { readonly on: MixtureCase; readonly bug: MixtureBug }> = {
  'an expert too many': { on: 'top_2', bug: { settings: { chosen: 3 } } },
  'all experts, as in the dense variant': { on: 'top_2', bug: { settings: { chosen: 4 } } },
  'only the best, in the dense variant': { on: 'dense', bug: { settings: { chosen: 1 } } },
  'the least likely experts chosen': {
    on: 'top_2',
    bug: { params: { 'router.weight': times('router.weight', -1) } },
  },
  'the experts in another order': { on: 'top_2', bug: { params: expertsExchanged() } },
  'the exact GELU': { on: 'top_2', bug: { settings: { activation: geluExact } } },
  'noise left out': { on: 'noisy', bug: { settings: { rng: undefined } } },
  'noise half as loud': {
    on: 'noisy',
    bug: { params: { 'noise.weight': times('noise.weight', 0.5) } },
  },
  'gates as they were before the choice': {
    on: 'top_2',
    bug: {
      mixture: altered((name, tensor, seen) =>
        name === 'moe_gates' ? seen('moe_gate_probs') : tensor,
      ),
    },
  },
  'a balance loss without X': {
    on: 'top_2',
    bug: {
      mixture: altered((name, tensor) =>
        name === 'moe_balance_loss' ? scale(tensor, { by: 1 / 4 }) : tensor,
      ),
    },
  },
  'a balance loss that counts each row k times': {
    on: 'top_2',
    bug: {
      mixture: altered((name, tensor) =>
        name === 'moe_balance_loss' ? scale(tensor, { by: 2 }) : tensor,
      ),
    },
  },
  'a balance loss of probabilities alone': {
    on: 'top_2',
    bug: {
      mixture: altered((name, tensor, seen) => {
        if (name !== 'moe_balance_loss') return tensor;
        const probs = seen('moe_gate_probs');
        return reshape(scale(sum(mul(probs, probs)), { by: 4 / 8 }), { shape: [1] });
      }),
    },
  },
  'an expert that computes what nobody asked': {
    on: 'top_2',
    bug: {
      mixture: altered((name, tensor) =>
        name === 'expert_0_output' ? mapElements(tensor, (v) => v || 1e-3) : tensor,
      ),
    },
  },
};

it.each(Object.entries(bugs))('%s is noticed', (_, { on, bug }) => {
  expect(mixtureDivergence(on, bug)).toMatch(/relative error|shape|nothing of that name/);
});

function times(name: string, by: number) {
  const { shape = [], values = [] } = goldenParams[name] ?? {};
  return { shape, values: values.map((value) => value * by) };
}

function expertsExchanged(): GoldenRecord {
  const entries = Object.entries(goldenParams).map(([name, values]) => [
    name.replace(/^experts\.([01])/, (_, e) => `experts.${1 - Number(e)}`),
    values,
  ]);
  return Object.fromEntries(entries) as GoldenRecord;
}

type Alteration = (name: string, tensor: Tensor, seen: (name: string) => Tensor) => Tensor;

/** The mixture, one of its recorded steps exchanged for another tensor. */
function altered(alter: Alteration): typeof mixtureOfExperts {
  return (x, params, settings, trace) => {
    const seen = new Map<string, Tensor>();
    const recall = (name: string) => seen.get(name) ?? x;
    const record = (name: string, tensor: Tensor, letters: string) => {
      const other = alter(name, tensor, recall);
      seen.set(name, other);
      return trace?.record(name, other, letters) ?? other;
    };
    const altering: Trace = { record, changes: () => true, within: () => altering };
    return mixtureOfExperts(x, params, settings, altering);
  };
}
