// rope: rotary position embedding: turn each pair of components by an angle that grows with position. Su et al. 2021
// (RoFormer), eq. 34.                                                                           (…, T, D) → (…, T, D)
//   pair i at position m:  (a, b) → (a cos mθ_i − b sin mθ_i,  a sin mθ_i + b cos mθ_i),   θ_i = base^(−2i/D)
//   dx: the gradient, turned back by −mθ_i
// A scaling makes θ_i smaller, for texts longer than those first learned from, and may make the vectors longer (see scaledAngle).
// Which two components make pair i:
//   'interleaved'  2i and 2i + 1       the paper; what the film draws
//   'half-split'   i and i + D/2       Llama in Hugging Face's layout: its checkpoints have the rows of Wq and Wk in
//                                      that order; the scores are the same, since q and k are permuted alike
import { ForwardPassError } from '../errors/ForwardPassError';
import { normalDoubles } from '../random/randomTensor';
import { allocate, floatTypeOf } from '../tensor/allocate';
import { dims } from '../tensor/dims';
import { flat } from '../tensor/flat';
import { showShape } from '../tensor/shape';
import { Tensor } from '../tensor/Tensor';
import { defineOp } from './defineOp';
import { scaledAngles, scaledMagnitude, type RopeScaling } from './scaledAngle';

export type PairLayout = 'interleaved' | 'half-split';

export interface Rotation {
  /** The position of each of the T rows. */
  readonly positions: readonly number[];
  /** 10000 in the paper. */
  readonly base?: number;
  readonly scaling?: RopeScaling | undefined;
  /** Of the whole text: some scalings depend on it. Up to the last of the positions when absent. */
  readonly length?: number;
  /** θ_i of each pair, instead of base and scaling. */
  readonly angles?: readonly number[];
  readonly layout?: PairLayout;
}

export const rope = defineOp<[x: Tensor], Rotation>({
  name: 'rope',
  formula: "(a', b') = R(m·θ_i) (a, b),  θ_i = base^(−2i/D)",
  forward: ([x], rotation) => ({ output: turned(x, rotation, 1) }),
  backward: ({ gradient, settings }) => [turned(gradient, settings, -1)],
  probe: (rng) => [
    { inputs: [normalDoubles(rng, [2, 3, 4])], settings: { positions: [0, 1, 5], base: 100 } },
    { inputs: [normalDoubles(rng, [2, 6])], settings: { positions: [2, 7], layout: 'half-split' } },
    {
      inputs: [normalDoubles(rng, [2, 4])],
      settings: { positions: [3, 8], scaling: { rope_type: 'linear', factor: 4 } },
    },
    { inputs: [normalDoubles(rng, [2, 4])], settings: { positions: [1, 2], angles: [0, 0.7] } },
    {
      inputs: [normalDoubles(rng, [2, 4])],
      settings: {
        positions: [1, 9],
        scaling: { rope_type: 'yarn', factor: 4, original_max_position_embeddings: 8 },
      },
    },
  ],
});

/** θ_i for every pair of a head of width D, in radians per position: fast hands first. */
export function ropeAngles(D: number, base = 10000, scaling?: RopeScaling, length = 0): number[] {
  return scaledAngles(D, base, length, scaling);
}

/** The two components of pair i. */
export function pairAt(i: number, D: number, layout: PairLayout): readonly [number, number] {
  return layout === 'interleaved' ? [2 * i, 2 * i + 1] : [i, i + D / 2];
}

function turned(x: Tensor, rotation: Rotation, direction: 1 | -1): Tensor {
  const { positions, base, scaling, layout = 'interleaved' } = rotation;
  const { T, D } = dims(x, '... T D', {}, 'rope');
  const { length = positions.reduce((a, b) => Math.max(a, b), -1) + 1 } = rotation;
  const { angles = ropeAngles(D, base, scaling, length) } = rotation;
  const by = scaledMagnitude(scaling);
  const pairs = D / 2;
  if (positions.length !== T || angles.length !== pairs) throw unfit(x, positions, angles);

  const turns = positions.flatMap((position) =>
    angles.map((theta) => direction * position * theta),
  );
  const [cosines, sines] = [Math.cos, Math.sin].map((of) => turns.map((turn) => by * of(turn))) as [
    number[],
    number[],
  ]; // (T, pairs), the same for every head
  const places = angles.map((_, i) => pairAt(i, D, layout));
  const [firsts, seconds] = [places.map(([first]) => first), places.map(([, second]) => second)];
  const values = flat(x);
  const out = allocate(floatTypeOf(x), x.size);
  for (let row = 0, turn = 0; row < x.size; row += D, turn = (turn + pairs) % turns.length) {
    for (let i = 0; i < pairs; i++) {
      const [first, second] = [row + (firsts[i] as number), row + (seconds[i] as number)];
      const [a, b] = [values[first] as number, values[second] as number];
      const [cos, sin] = [cosines[turn + i] as number, sines[turn + i] as number];
      out[first] = a * cos - b * sin;
      out[second] = a * sin + b * cos;
    }
  }
  return new Tensor(out, x.shape);
}

function unfit(
  x: Tensor,
  positions: readonly number[],
  angles: readonly number[],
): ForwardPassError {
  return new ForwardPassError({
    what: 'rope: turn each pair of components',
    expected:
      'one position per row T, an even width D, and an angle per pair, in a tensor (…, T, D)',
    got: `shape ${showShape(x.shape)} with ${positions.length} positions and ${angles.length} angles`,
  });
}
