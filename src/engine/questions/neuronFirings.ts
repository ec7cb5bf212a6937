// neuronFirings: on what does one neuron fire? Its mean value on every token, and the places where it fires most.
import { ForwardPassError } from '../errors/ForwardPassError';
import type { Observation, ObservedRow } from './observeNeurons';

export interface NeuronFirings {
  /** Highest mean first. */
  readonly byToken: readonly {
    readonly token: string;
    readonly count: number;
    readonly mean: number;
  }[];
  /** Highest value first. */
  readonly strongest: readonly Firing[];
}

export interface Firing {
  readonly row: number;
  readonly t: number;
  readonly value: number;
  /** What the neuron has seen of the text, and the token it stands on. */
  readonly before: ObservedRow;
  readonly token: string;
}

export interface FiringSettings {
  /** The name in the trace, as observed. */
  readonly layer: string;
  readonly neuron: number;
  /** How many places, and how many tokens before each. */
  readonly places?: number;
  readonly before?: number;
}

export function neuronFirings(
  { rows, layers }: Observation,
  { layer, neuron, places = 10, before = 20 }: FiringSettings,
): NeuronFirings {
  const values = layers.find(({ name }) => name === layer)?.neurons[neuron];
  if (!values) throw notObserved(layers, layer, neuron);
  const at = rows.flatMap((row, b) => row.map((token, t) => ({ row: b, t, token })));
  const sums = new Map<string, { count: number; sum: number }>();
  at.forEach(({ token }, i) => {
    const { count, sum } = sums.get(token) ?? { count: 0, sum: 0 };
    sums.set(token, { count: count + 1, sum: sum + (values[i] as number) });
  });
  const byToken = [...sums].map(([token, { count, sum }]) => ({ token, count, mean: sum / count }));
  const firings = at.map((place, i) => ({ ...place, value: values[i] as number }));
  const highest = firings.sort((a, b) => b.value - a.value).slice(0, places);
  return {
    byToken: byToken.sort((a, b) => b.mean - a.mean),
    strongest: highest.map((place) => ({
      ...place,
      before: rows[place.row]?.slice(Math.max(0, place.t - before), place.t) ?? [],
    })),
  };
}

function notObserved(layers: Observation['layers'], layer: string, neuron: number) {
  const known = layers.map(({ name, neurons }) => `${name} 0–${neurons.length - 1}`);
  return new ForwardPassError({
    what: 'neuronFirings: a neuron that was observed',
    expected: known.join(', '),
    got: `${layer} ${neuron}`,
  });
}
