/**
 * `rope_scaling` of a Llama's config.json, or `rope_parameters`, as newer files name it: the same fields, and rope_theta among
 * them. Older files say `type` for `rope_type`.
 */
import { z } from 'zod';

const positive = z.number().positive();
const common = {
  rope_theta: positive.nullish(),
  partial_rotary_factor: z.literal(1).nullish(), // all of a head is turned
};

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
  ],
  { error: ({ code }) => (code === 'invalid_union' ? 'default, linear or llama3' : undefined) },
);

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
