// neuronSelectivity: which neuron fires most selectively, and on what? Each class of tokens is tried on each neuron; each
// neuron keeps the class that it tells best from all other tokens.
//   selectivity = (AP − share) / (1 − share)      AP: average precision of the neuron's values for the class;
//                                                 share: the class's share of all tokens, which chance would get
// 1: every token of the class above every other token; 0: no better than chance; so that rare and frequent classes compare.
// A neuron as a detector, judged by AP: Suau et al. 2020 ("Finding Experts in Transformer Models"); chance is taken off as in
// Cohen's κ.
import { averagePrecision } from './averagePrecision';
import type { Observation } from './observeNeurons';
import type { TokenClass } from './TokenClass';

export interface NeuronSelectivity {
  /** In the trace: `block.2.ffn_activation`. */
  readonly layer: string;
  readonly neuron: number;
  /** The name of the class it tells best. */
  readonly fires: string;
  readonly selectivity: number;
  readonly averagePrecision: number;
  /** Of the class among all tokens. */
  readonly share: number;
  /** The neuron's mean value on the class, and on all other tokens. */
  readonly inside: number;
  readonly outside: number;
}

export interface SelectivitySettings {
  /** A class of fewer tokens, or with fewer tokens outside, is passed over: too few to tell from luck. */
  readonly atLeast?: number;
}

/** Every neuron of every layer, the most selective first. */
export function neuronSelectivity(
  { rows, tokens, layers }: Observation,
  classes: readonly TokenClass[],
  { atLeast = 20 }: SelectivitySettings = {},
): NeuronSelectivity[] {
  const places = rows.flatMap((row) => row.map((_, t) => ({ row, t })));
  const members = classes.flatMap((one) => {
    const inside = places.flatMap(({ row, t }, i) => (one.has(row, t) ? [i] : []));
    const enough = inside.length >= atLeast && tokens - inside.length >= atLeast;
    return enough ? [{ name: one.name, inside, share: inside.length / tokens }] : [];
  });
  const all = layers.flatMap(({ name: layer, neurons }) =>
    neurons.flatMap((values, neuron): NeuronSelectivity[] => {
      const ascending = values.toSorted();
      const tried = members.map(({ name, inside, share }) => {
        const own = picked(values, inside);
        const precision = averagePrecision(ascending, own.toSorted());
        return { name, own, share, precision, selectivity: (precision - share) / (1 - share) };
      });
      const best = tried.reduce<(typeof tried)[number] | undefined>(
        (a, b) => (a && a.selectivity >= b.selectivity ? a : b),
        undefined,
      );
      if (!best) return [];
      const { name: fires, own, share, precision, selectivity } = best;
      const [total, within] = [sumOf(values), sumOf(own)];
      return [
        {
          layer,
          neuron,
          fires,
          selectivity,
          averagePrecision: precision,
          share,
          inside: within / own.length,
          outside: (total - within) / (tokens - own.length),
        },
      ];
    }),
  );
  return all.sort((a, b) => b.selectivity - a.selectivity);
}

function picked(values: Float32Array, places: readonly number[]): Float32Array {
  const out = new Float32Array(places.length);
  for (let i = 0; i < out.length; i++) out[i] = values[places[i] as number] as number;
  return out;
}

const sumOf = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0);
