/** Which neurons the film follows: chosen by what the text makes them do, not by hand. */
import type { ArrayFact } from '../../src/lessons/facts';
import { argmax } from '../../src/lessons/arithmetic';

/** Places along T, neurons along F. */
export const atPlace = ({ values, shape: [, F = 0] }: ArrayFact, t: number): readonly number[] =>
  values.slice(t * F, (t + 1) * F);

export const ofNeuron = (fact: ArrayFact, n: number): ArrayFact => ({
  ...fact,
  of: `${fact.of}, neuron ${n}`,
  dims: fact.dims.slice(0, 1),
  shape: fact.shape.slice(0, 1),
  values: fact.values.filter((_, i) => i % (fact.shape[1] ?? 1) === n),
});

/** A neuron with a place at which it says plus and one at which it says minus, its gate open at both. */
export interface BothSigns {
  readonly neuron: number;
  readonly plus: number;
  readonly minus: number;
}

/** The one whose weaker sign is the strongest. */
export function bothSigns(gate: ArrayFact, product: ArrayFact): BothSigns {
  const neurons = Array.from({ length: product.shape[1] ?? 0 }, (_, neuron) => {
    const gates = ofNeuron(gate, neuron).values;
    const said = ofNeuron(product, neuron).values.map((x, t) => ((gates[t] ?? 0) > 0 ? x : 0));
    const [plus, minus] = [argmax(said), argmax(said.map((x) => -x))];
    return { neuron, plus, minus, weaker: Math.min(said[plus] ?? 0, -(said[minus] ?? 0)) };
  });
  const best = neurons[argmax(neurons.map(({ weaker }) => weaker))];
  return best ?? { neuron: 0, plus: 0, minus: 0 };
}
