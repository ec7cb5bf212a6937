// associativeScan: every state of h_t = a_t h_(t−1) + w_t at once, in 2 log₂ T rounds instead of T steps, from h = 0.
//   A step is a pair (a, w), and two steps in a row are one:  (a₁, w₁) then (a₂, w₂)  =  (a₁ a₂, a₂ w₁ + w₂)
//   That rule is associative, so steps may be joined in any grouping, side by side. Blelloch 1990:
//     up    join neighbours, then neighbours among those, …: a tree, whose nodes are all the steps below them
//     down  each node tells its first child what came before it, and its second child that, joined with the first
//   h_t is what came before t, joined with step t.                            a, w (B, T, E, N) → h (B, T, E, N)
// The other way of Gu & Dao 2023, sec. 3.3.2. Within rounding the same as selectiveScan; tested. Without gradients.
import { concat } from '../ops/concat';
import { dims } from '../tensor/dims';
import { zipElements } from '../tensor/elementwise';
import { filled } from '../tensor/tensorFrom';
import type { Tensor } from '../tensor/Tensor';
import { sliceView } from '../tensor/views';

/** h ← decay · h + written; (B, 1, E, N) each. */
export interface Step {
  readonly decay: Tensor;
  readonly written: Tensor;
}

export interface AssociativeScan {
  readonly states: Tensor;
  /** The rounds: the T steps, then half as many joined ones, … up to a single one. */
  readonly up: readonly (readonly Step[])[];
  /** What came before each of those, in the same order; worked out from the last to the first. */
  readonly before: readonly (readonly Step[])[];
}

export function associativeScan(decay: Tensor, written: Tensor): AssociativeScan {
  const { B, T, E, N } = dims(decay, 'B T E N', {}, 'associativeScan: decay');
  dims(written, 'B T E N', { B, T, E, N }, 'associativeScan: written');
  const at = (x: Tensor, t: number) => sliceView(x, 1, t, t + 1);
  const steps = Array.from({ length: T }, (_, t) => ({
    decay: at(decay, t),
    written: at(written, t),
  }));

  const up: Step[][] = [steps];
  for (let nodes = steps; nodes.length > 1; up.push(nodes)) nodes = pairsOf(nodes);

  const nothing = {
    decay: filled([B, 1, E, N], 1, decay.dtype),
    written: filled([B, 1, E, N], 0, decay.dtype),
  };
  let before: Step[] = [nothing];
  const down = [before];
  for (const nodes of up.slice(0, -1).reverse()) {
    const parents = before;
    before = nodes.map((_, i) => {
      const parent = parents[Math.floor(i / 2)] as Step;
      return i % 2 === 0 ? parent : then(parent, nodes[i - 1] as Step);
    });
    down.unshift(before);
  }
  const states = steps.map((step, t) => then(before[t] as Step, step).written);
  return { states: concat(...states, { axis: 1 }), up, before: down };
}

/** Two steps in a row, as one. */
function then(first: Step, second: Step): Step {
  const faded = zipElements(second.decay, first.written, 'associativeScan', (a, w) => a * w);
  return {
    decay: zipElements(first.decay, second.decay, 'associativeScan', (a, b) => a * b),
    written: zipElements(faded, second.written, 'associativeScan', (a, b) => a + b),
  };
}

/** Neighbours joined; a last one without a neighbour stays. */
function pairsOf(nodes: readonly Step[]): Step[] {
  const firsts = nodes.filter((_, i) => i % 2 === 0);
  return firsts.map((first, i) => {
    const second = nodes[2 * i + 1];
    return second ? then(first, second) : first;
  });
}
