/** What a request may say of a model, a mask and a picture, with the defaults that clients of this interface expect. */
import { z } from 'zod';
import type { Limits } from '../limits';

const size = (most: number) => z.number().int().min(1).max(most);
const share = z.number().min(0).max(1);
const token = z.number().int().min(0).max(1_000_000);

export const patterns = [
  'dense',
  'sliding_window',
  'global_local',
  'blocked',
  'random',
  'custom',
] as const;

export function configSchemas(limits: Limits) {
  const sparse = z
    .strictObject({
      pattern: z.enum(patterns).default('sliding_window'),
      window_size: size(limits.tokens).default(3).describe('how many keys, its own included'),
      block_size: size(limits.tokens).default(4),
      global_tokens: z.array(token).max(limits.tokens).nullish(),
      random_ratio: share.default(0.1).describe('other keys that a query sees, of all of them'),
      custom_mask: z
        .array(z.array(z.union([z.literal(0), z.literal(1), z.boolean()])).max(limits.tokens))
        .max(limits.tokens)
        .nullish()
        .describe('a row for each query: 1 where it sees a key'),
    })
    .refine(({ pattern, custom_mask: mask }) => pattern !== 'custom' || mask, {
      path: ['custom_mask'],
      error: 'a mask, as the pattern is "custom"',
    });

  const moe = z
    .strictObject({
      enabled: z.boolean().default(false),
      n_experts: size(limits.experts).default(8),
      top_k: size(limits.experts).default(2),
      gate_noise: z.number().min(0).max(100).default(0),
      gate_dropout: z.number().min(0).lt(1).default(0),
    })
    .refine(({ top_k: k, n_experts: X }) => k <= X, {
      path: ['top_k'],
      error: 'at most n_experts',
    });

  const viz = z.strictObject({
    render_mode: z.enum(['2d', '3d', 'graph', 'timeline']).default('2d'),
    animate_transitions: z.boolean().default(true),
    show_metadata: z.boolean().default(true),
    precision: z.number().int().min(1).max(8).default(4),
    chunk_size: size(10_000).nullish(),
    enable_compression: z.boolean().default(true),
  });

  const model = z
    .strictObject({
      n_vocab: z.number().int().min(256).max(limits.vocabulary).default(50_257),
      n_embd: size(limits.width).default(768),
      n_layer: size(limits.layers).default(12),
      n_head: size(limits.heads).default(12),
      d_k: size(limits.width).nullish(),
      max_seq_len: size(limits.tokens).default(Math.min(512, limits.tokens)),
      attention_type: z.enum(['standard', 'sparse']).default('standard'),
      sparse_config: sparse.nullish(),
      moe_config: moe.nullish(),
      viz_config: viz.nullish(),
    })
    .refine(({ n_embd: C, n_head: H }) => C % H === 0, {
      path: ['n_head'],
      error: 'a number of heads that divides n_embd',
    })
    .refine(({ n_embd: C, n_head: H, d_k: D }) => (D ?? C / H) === C / H, {
      path: ['d_k'],
      error: 'n_embd / n_head',
    });

  return { model, sparse, moe, viz };
}

export type ConfigSchemas = ReturnType<typeof configSchemas>;
export type SeededConfig = z.infer<ConfigSchemas['model']>;
export type SparseConfig = z.infer<ConfigSchemas['sparse']>;
export type MoeConfig = z.infer<ConfigSchemas['moe']>;
export type VizConfig = z.infer<ConfigSchemas['viz']>;
