/**
 * `rope_scaling` of a Llama's config.json, or `rope_parameters`, as newer files name it: the same fields, and rope_theta among
 * them. Older files say `type` for `rope_type`.
 */
import { z } from 'zod';
import type { RopeScaling } from '../../engine/ops/scaledAngle';

const positive = z.number().positive();
const common = {
  rope_theta: positive.nullish(),
  partial_rotary_factor: z.literal(1).nullish(), // all of a head is turned
};

/** The context that the weights learned with: max_position_embeddings when absent. */
const original = positive.int().nullish();
const known = 'default, linear, dynamic, yarn or llama3';

const byType = z.discriminatedUnion(
  'rope_type',
  [
    z.object({ ...common, rope_type: z.literal('default') }),
    z.object({ ...common, rope_type: z.literal('linear'), factor: positive }),
    z
      .object({
        ...common,
        rope_type: z.literal('llama3'),
        factor: positive,
        low_freq_factor: positive,
        high_freq_factor: positive,
        original_max_position_embeddings: positive.int(),
      })
      .refine((scaling) => scaling.low_freq_factor < scaling.high_freq_factor, {
        path: ['high_freq_factor'],
        error: 'more than low_freq_factor',
      }),
    z.object({
      ...common,
      rope_type: z.literal('dynamic'),
      factor: positive,
      original_max_position_embeddings: original,
    }),
    z
      .object({
        ...common,
        rope_type: z.literal('yarn'),
        factor: positive,
        original_max_position_embeddings: original,
        beta_fast: positive.nullish(),
        beta_slow: positive.nullish(),
        truncate: z.boolean().nullish(),
        attention_factor: positive.nullish(),
        mscale: positive.nullish(),
        mscale_all_dim: positive.nullish(),
      })
      .refine((scaling) => (scaling.beta_slow ?? 1) < (scaling.beta_fast ?? 32), {
        path: ['beta_fast'],
        error: 'more than beta_slow',
      }),
  ],
  { error: ({ code }) => (code === 'invalid_union' ? known : undefined) },
);

/** The scaling as the engine takes it. */
export function completed(
  scaling: z.infer<typeof ropeSchema>['scaling'],
  max_position_embeddings: number,
): RopeScaling | undefined {
  if (scaling?.rope_type !== 'dynamic' && scaling?.rope_type !== 'yarn') return scaling;
  const given = Object.entries(scaling).filter(
    ([, value]) => value !== null && value !== undefined,
  );
  const old = { original_max_position_embeddings: max_position_embeddings };
  return { ...old, ...Object.fromEntries(given) } as RopeScaling;
}

export const ropeSchema = z
  .preprocess(withRopeType, byType)
  .transform(({ rope_theta: theta, partial_rotary_factor: _, ...scaling }) => ({
    theta,
    scaling: scaling.rope_type === 'default' ? undefined : scaling,
  }));

function withRopeType(given: unknown): unknown {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given;
  const { type, ...fields } = given as Record<string, unknown>;
  const absent = 'factor' in fields ? undefined : 'default';
  return { ...fields, rope_type: fields['rope_type'] ?? type ?? absent };
}

/** One value may be said in several places, if it is the same in all of them. */
export function agree(...values: readonly unknown[]): boolean {
  const said = values.filter((value) => value !== undefined && value !== null);
  return new Set(said.map((value) => JSON.stringify(value))).size < 2;
}

/** `dynamic` begins to change the angles at max_position_embeddings, whatever else is said, and needs more than one pair. */
export function agreesWithContext(
  scaling: z.infer<typeof ropeSchema>['scaling'],
  config: { max_position_embeddings: number; hidden_size: number; num_attention_heads: number; head_dim?: number | null | undefined }, // prettier-ignore
): boolean {
  if (scaling?.rope_type !== 'dynamic') return true;
  const old = scaling.original_max_position_embeddings ?? config.max_position_embeddings;
  const width = config.head_dim ?? config.hidden_size / config.num_attention_heads;
  return old === config.max_position_embeddings && width > 2;
}
