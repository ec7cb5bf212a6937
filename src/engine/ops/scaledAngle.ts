// scaledAngle: the angle of a RoPE pair where texts may be longer than those that the model first learned from.    θ → θ'
//   linear   θ' = θ / factor                    position interpolation, Chen et al. 2023: positions lie closer together
//   llama3   θ' = s θ + (1 − s) θ / factor      Llama 3.1, as Hugging Face's modeling_rope_utils publishes it
//            s  = (turns − low) / (high − low), from 0 to 1;   turns = original · θ / 2π, full turns within the old context
// So a fast hand, of `high` turns or more, keeps its angle; a slow one, of `low` or fewer, is slowed by the whole factor.
// Checked against torch.

/** `rope_scaling` of a config.json. */
export type RopeScaling =
  | { readonly rope_type: 'linear'; readonly factor: number }
  | {
      readonly rope_type: 'llama3';
      readonly factor: number;
      readonly low_freq_factor: number;
      readonly high_freq_factor: number;
      readonly original_max_position_embeddings: number;
    };

export function scaledAngle(theta: number, scaling: RopeScaling): number {
  const slowed = theta / scaling.factor;
  if (scaling.rope_type === 'linear') return slowed;
  const { low_freq_factor: low, high_freq_factor: high } = scaling;
  const turns = (scaling.original_max_position_embeddings * theta) / (2 * Math.PI);
  const kept = Math.min(1, Math.max(0, (turns - low) / (high - low)));
  return kept * theta + (1 - kept) * slowed;
}
