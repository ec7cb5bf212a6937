/**
 * What a config.json may say, per architecture, with the defaults of Hugging Face's configuration classes, and of
 * torch.nn.Transformer, where a file leaves a field out. A field that would change the computation into one that the engine
 * does not do has the one value that it may have.
 */
import { z } from 'zod';
import type { EncoderDecoderConfig } from '../../engine/models/encoderDecoder/EncoderDecoderConfig';
import { gpt2Activations, type Gpt2Config } from '../../engine/models/gpt2/Gpt2Config';
import type { LlamaConfig } from '../../engine/models/llama/LlamaConfig';
import type { MambaConfig } from '../../engine/models/mamba/MambaConfig';
import type { AttentionPattern } from '../../engine/nn/AttentionPattern';
import { agree, agreesWithContext, completed, ropeSchema } from './ropeSchema';

const size = z
  .number()
  .int()
  .min(1)
  .max(2 ** 24);
const index = z.number().int().min(0);
const layers = z.number().int().min(1).max(4096);
const rate = z.number().min(0).lt(1);
const epsilon = z.number().min(0).max(1);
const flag = z.boolean();
/** May be absent; when given it is this. */
const only = <Value extends boolean | string | number>(value: Value) => z.literal(value).nullish();

const attentionPattern: z.ZodType<AttentionPattern> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('dense') }),
    z.strictObject({ kind: z.literal('sliding_window'), window: size }),
    z.strictObject({ kind: z.literal('global_local'), window: size, global: z.array(index) }),
    z.strictObject({ kind: z.literal('strided'), stride: size }),
    z.strictObject({ kind: z.literal('blocked'), block: size, neighbours: index.optional() }),
    z.strictObject({ kind: z.literal('random'), keys: index, seed: z.number().int().optional() }),
    z.strictObject({ kind: z.literal('custom'), hidden: z.array(z.array(z.number())) }),
    z.strictObject({ kind: z.literal('union'), of: z.array(attentionPattern).min(1) }),
  ]),
);

const tanhGelus = ['gelu_pytorch_tanh', 'gelu_fast'] as const; // other names of gelu_new
const activations = Object.keys(gpt2Activations) as (keyof typeof gpt2Activations)[];

const gpt2 = z
  .object({
    model_type: z.literal('gpt2'),
    vocab_size: size,
    n_positions: size,
    n_embd: size,
    n_layer: layers,
    n_head: size,
    n_inner: size.nullish(),
    activation_function: z
      .enum([...activations, ...tanhGelus])
      .transform((name) => activations.find((known) => known === name) ?? 'gelu_new')
      .default('gelu_new'),
    layer_norm_epsilon: epsilon.default(1e-5),
    embd_pdrop: rate.default(0.1),
    attn_pdrop: rate.default(0.1),
    resid_pdrop: rate.default(0.1),
    tie_word_embeddings: flag.optional(),
    attention_pattern: attentionPattern.optional(),
    causal: flag.optional(),
    num_local_experts: size.max(4096).optional(),
    num_experts_per_tok: size.optional(),
    router_noise: flag.optional(),
    router_deviation: z.number().min(0).optional(),
    router_pdrop: rate.optional(),
    expert_pdrop: rate.optional(),
    scale_attn_weights: only(true),
    scale_attn_by_inverse_layer_idx: only(false),
    add_cross_attention: only(false),
  })
  .refine((c) => c.n_embd % c.n_head === 0, {
    path: ['n_head'],
    error: 'a number of heads that divides n_embd',
  })
  .refine((c) => (c.num_experts_per_tok ?? 2) <= (c.num_local_experts ?? Infinity), {
    path: ['num_experts_per_tok'],
    error: 'at most num_local_experts (2 when absent)',
  })
  .transform(withoutUndefined) satisfies z.ZodType<Gpt2Config>;

const llama = z
  .object({
    model_type: z.literal('llama'),
    vocab_size: size,
    hidden_size: size,
    intermediate_size: size,
    num_hidden_layers: layers,
    num_attention_heads: size,
    num_key_value_heads: size.nullish(),
    max_position_embeddings: size.default(2048),
    rms_norm_eps: epsilon.default(1e-6),
    rope_theta: z.number().positive().nullish(),
    rope_scaling: ropeSchema.nullish(),
    rope_parameters: ropeSchema.nullish(),
    tie_word_embeddings: flag.default(false),
    attention_dropout: rate.optional(),
    rope_interleave: flag.optional(),
    rope_interleaved: only(false),
    feed_forward: z.enum(['swiglu', 'relu']).optional(),
    head_dim: size.nullish(),
    hidden_act: only('silu'),
    attention_bias: flag.nullish(),
    qkv_bias: flag.optional(),
    use_sliding_window: only(false),
    max_window_layers: index.nullish(),
    layer_types: z.array(z.literal('full_attention')).nullish(),
    mlp_bias: only(false),
    sliding_window: index.nullish(),
  })
  .refine((c) => !c.sliding_window || c.use_sliding_window === false, {
    path: ['sliding_window'],
    error: 'null, or "use_sliding_window": false',
  })
  .refine((c) => c.head_dim || c.hidden_size % (2 * c.num_attention_heads) === 0, {
    path: ['num_attention_heads'],
    error: 'heads of an even width: a number that divides hidden_size / 2',
  })
  .refine((c) => (c.head_dim ?? 2) % 2 === 0, {
    path: ['head_dim'],
    error: 'an even number: RoPE turns pairs',
  })
  .refine((c) => c.num_attention_heads % (c.num_key_value_heads ?? 1) === 0, {
    path: ['num_key_value_heads'],
    error: 'a number that divides num_attention_heads',
  })
  .refine((c) => agree(c.rope_theta, c.rope_scaling?.theta, c.rope_parameters?.theta), {
    path: ['rope_theta'],
    error: 'one value in rope_theta, rope_scaling and rope_parameters',
  })
  .refine((c) => agree(c.rope_scaling?.scaling, c.rope_parameters?.scaling), {
    path: ['rope_parameters'],
    error: 'the same scaling as in rope_scaling',
  })
  .refine((c) => agreesWithContext(c.rope_scaling?.scaling ?? c.rope_parameters?.scaling, c), {
    path: ['rope_scaling', 'original_max_position_embeddings'],
    error: 'max_position_embeddings, where rope_type is dynamic, and heads wider than 2',
  })
  .transform(({ rope_parameters: rope, rope_scaling, head_dim, attention_bias, ...rest }) => {
    const {
      sliding_window: _,
      use_sliding_window: __,
      max_window_layers: ___,
      layer_types: ____,
      ...config
    } = rest;
    const width = config.hidden_size / config.num_attention_heads;
    const scaling = rope_scaling?.scaling ?? rope?.scaling;
    return withoutUndefined({
      ...config,
      ...(head_dim && head_dim !== width && { head_dim }),
      ...(attention_bias && { attention_bias }),
      num_key_value_heads: config.num_key_value_heads ?? config.num_attention_heads,
      rope_theta: config.rope_theta ?? rope_scaling?.theta ?? rope?.theta ?? 10000,
      rope_scaling: completed(scaling, config.max_position_embeddings),
    });
  }) satisfies z.ZodType<LlamaConfig>;

const mamba = z
  .object({
    model_type: z.literal('mamba'),
    vocab_size: size,
    hidden_size: size,
    num_hidden_layers: layers,
    expand: size.default(2),
    intermediate_size: size.optional(),
    state_size: size.default(16),
    conv_kernel: size.default(4),
    time_step_rank: z
      .union([size, z.literal('auto')], 'a whole number from 1, or auto')
      .default('auto'),
    layer_norm_epsilon: epsilon.default(1e-5),
    use_bias: flag.default(false),
    use_conv_bias: flag.default(true),
    hidden_act: z.literal('silu').optional(),
    tie_word_embeddings: flag.optional(),
    time_step_min: z.number().positive().optional(),
    time_step_max: z.number().positive().optional(),
    selective: flag.optional(),
    discretisation: z.enum(['simplified', 'zero-order hold']).optional(),
    rms_norm: only(true),
  })
  .transform(({ expand, ...config }) =>
    withoutUndefined({
      ...config,
      intermediate_size: config.intermediate_size ?? expand * config.hidden_size,
      time_step_rank:
        config.time_step_rank === 'auto'
          ? Math.ceil(config.hidden_size / 16)
          : config.time_step_rank,
    }),
  ) satisfies z.ZodType<MambaConfig>;

const encoderDecoder = z
  .object({
    model_type: z.literal('encoder-decoder'),
    d_model: size,
    nhead: size,
    num_encoder_layers: layers,
    num_decoder_layers: layers,
    dim_feedforward: size,
    activation: z.enum(['relu', 'gelu']).default('relu'),
    norm_first: flag.default(false),
    layer_norm_eps: epsilon.default(1e-5),
    source_vocab_size: size,
    target_vocab_size: size,
    dropout: rate.optional(),
    pad_token_id: z.number().int().min(0).optional(),
    batch_first: flag.optional(),
    bias: only(true),
  })
  .refine((c) => c.d_model % c.nhead === 0, {
    path: ['nhead'],
    error: 'a number of heads that divides d_model',
  })
  .transform(withoutUndefined) satisfies z.ZodType<EncoderDecoderConfig>;

export interface Configs {
  gpt2: Gpt2Config;
  llama: LlamaConfig;
  mamba: MambaConfig;
  'encoder-decoder': EncoderDecoderConfig;
}

export const configSchemas = { gpt2, llama, mamba, 'encoder-decoder': encoderDecoder };

/** Absent rather than undefined, as JSON would have it. */
function withoutUndefined<Config extends object>(config: Config): Config {
  const given = Object.entries(config).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Config;
}
