// neuronSelectivity: which neuron fires most selectively, and on what? Each class of tokens is tried on each neuron; each
// neuron keeps the class that it tells best from all other tokens.
//   selectivity = (AP − share) / (1 − share)      AP: average precision of the neuron's values for the class;
//                                                 share: the class's share of all tokens, which chance would get
// 1: every token of the class above every other token; 0: no better than chance; so that rare and frequent classes compare.
// A neuron as a detector, judged by AP: Suau et al. 2020 ("Finding Experts in Transformer Models"); chance is taken off as in
// Cohen's κ.
import { averagePrecision, ranking } from './averagePrecision';
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
  const members = classes.flatMap(({ name, has }) => {
    const inside = Uint8Array.from(rows.flatMap((row) => row.map((_, t) => (has(row, t) ? 1 : 0))));
    const count = inside.reduce((sum, one) => sum + one, 0);
    const enough = count >= atLeast && tokens - count >= atLeast;
    return enough ? [{ name, inside, count, share: count / tokens }] : [];
  });
  const all = layers.flatMap(({ name: layer, neurons }) =>
    neurons.flatMap((values, neuron): NeuronSelectivity[] => {
      const ranked = ranking(values);
      const tried = members.map((member) => {
        const precision = averagePrecision(ranked, member.inside);
        return { member, precision, selectivity: (precision - member.share) / (1 - member.share) };
      });
      const best = tried.reduce<(typeof tried)[number] | undefined>(
        (a, b) => (a && a.selectivity >= b.selectivity ? a : b),
        undefined,
      );
      if (!best) return [];
      const { name: fires, inside, count, share } = best.member;
      const total = values.reduce((sum, value) => sum + value, 0);
      const within = values.reduce((sum, value, i) => sum + value * (inside[i] as number), 0);
      return [
        {
          layer,
          neuron,
          fires,
          selectivity: best.selectivity,
          averagePrecision: best.precision,
          share,
          inside: within / count,
          outside: (total - within) / (tokens - count),
        },
      ];
    }),
  );
  return all.sort((a, b) => b.selectivity - a.selectivity);
}
