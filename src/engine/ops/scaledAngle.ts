// scaledAngle: the angle of a RoPE pair where texts may be longer than those that the model first learned from.    θ → θ'
//   linear   θ' = θ / factor                    position interpolation, Chen et al. 2023: positions lie closer together
//   llama3   θ' = s θ + (1 − s) θ / factor      Llama 3.1, as Hugging Face's modeling_rope_utils publishes it
//            s  = (turns − low) / (high − low), from 0 to 1;   turns = original · θ / 2π, full turns within the old context
//   dynamic  another base, which grows with the text once that is longer than the old context:
//            base' = base · (factor · length / original − (factor − 1))^(D / (D − 2))
//   yarn     see there
// So under llama3 a fast hand, of `high` turns or more, keeps its angle; a slow one, of `low` or fewer, is slowed by the whole factor.
// Checked against torch.

import { yarnAngles, yarnMagnitude, type Yarn } from './yarn';

/** `rope_scaling` of a config.json. */
export type RopeScaling = Linear | Llama3 | Dynamic | Yarn;

interface Linear {
  readonly rope_type: 'linear';
  readonly factor: number;
}

interface Llama3 {
  readonly rope_type: 'llama3';
  readonly factor: number;
  readonly low_freq_factor: number;
  readonly high_freq_factor: number;
  readonly original_max_position_embeddings: number;
}

interface Dynamic {
  readonly rope_type: 'dynamic';
  readonly factor: number;
  /** The context that the model learned with. */
  readonly original_max_position_embeddings: number;
}

/** Of every pair of a head of width D. `length`: of the whole text. */
export function scaledAngles(
  D: number,
  base: number,
  length: number,
  scaling?: RopeScaling,
): number[] {
  const plain = (of: number) => Array.from({ length: D / 2 }, (_, i) => of ** ((-2 * i) / D));
  if (scaling === undefined) return plain(base);
  switch (scaling.rope_type) {
    case 'dynamic':
      return plain(dynamicBase(D, base, length, scaling));
    case 'yarn':
      return yarnAngles(plain(base), base, scaling);
    default:
      return plain(base).map((theta) => scaledAngle(theta, scaling));
  }
}

/** What a scaling multiplies turned vectors by. */
export function scaledMagnitude(scaling: RopeScaling | undefined): number {
  return scaling?.rope_type === 'yarn' ? yarnMagnitude(scaling) : 1;
}

function dynamicBase(D: number, base: number, length: number, scaling: Dynamic): number {
  const { factor, original_max_position_embeddings: original } = scaling;
  const longest = Math.max(length, original);
  return base * ((factor * longest) / original - (factor - 1)) ** (D / (D - 2));
}

export function scaledAngle(theta: number, scaling: Linear | Llama3): number {
  const slowed = theta / scaling.factor;
  if (scaling.rope_type === 'linear') return slowed;
  const { low_freq_factor: low, high_freq_factor: high } = scaling;
  const turns = (scaling.original_max_position_embeddings * theta) / (2 * Math.PI);
  const kept = Math.min(1, Math.max(0, (turns - low) / (high - low)));
  return kept * theta + (1 - kept) * slowed;
}
