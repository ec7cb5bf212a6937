// yarn: angles of RoPE pairs for texts longer than those learned from, by how often a pair turns within the old context.
//   θ'_i = (1 − r_i) θ_i + r_i θ_i / factor,   r_i = (i − low) / (high − low), from 0 to 1
//   low, high: the pairs that turn beta_fast and beta_slow times:   pair(n) = D ln(original / 2πn) / (2 ln base)
// The turned vectors are multiplied by `yarnMagnitude`, so that attention stays as sharp: 0.1 ln(factor) + 1.
// Peng et al. 2023, as Hugging Face's modeling_rope_utils publishes it. Checked against torch.

export interface Yarn {
  readonly rope_type: 'yarn';
  readonly factor: number;
  readonly original_max_position_embeddings: number;
  /** 32 when absent. */
  readonly beta_fast?: number;
  /** 1 when absent. */
  readonly beta_slow?: number;
  /** Whether low and high are whole pairs: true when absent. */
  readonly truncate?: boolean;
  /** The magnitude itself, in place of what follows from factor. */
  readonly attention_factor?: number;
  readonly mscale?: number;
  readonly mscale_all_dim?: number;
}

export function yarnAngles(angles: readonly number[], base: number, scaling: Yarn): number[] {
  const { factor, original_max_position_embeddings: original } = scaling;
  const { beta_fast = 32, beta_slow = 1, truncate = true } = scaling;
  const D = 2 * angles.length;
  const pairOf = (turns: number) =>
    (D * Math.log(original / (turns * 2 * Math.PI))) / (2 * Math.log(base));
  const [first, last] = [pairOf(beta_fast), pairOf(beta_slow)];
  const low = Math.max(truncate ? Math.floor(first) : first, 0);
  const high = Math.min(truncate ? Math.ceil(last) : last, D - 1);
  const width = high === low ? 0.001 : high - low;
  return angles.map((theta, i) => {
    const slowed = Math.min(1, Math.max(0, (i - low) / width));
    return (1 - slowed) * theta + (slowed * theta) / factor;
  });
}

export function yarnMagnitude(scaling: Yarn): number {
  const { factor, attention_factor: given, mscale, mscale_all_dim: ofAll } = scaling;
  if (given !== undefined) return given;
  const by = (m: number) => (factor <= 1 ? 1 : 0.1 * m * Math.log(factor) + 1);
  return mscale && ofAll ? by(mscale) / by(ofAll) : by(1);
}
