/** What answers hold. Large ones are written by hand (steps/writeStep.ts); a test holds them to these schemas. */
import { z } from 'zod';

const count = z.number().int().min(0);
/** −∞, a masked score, is null; every number is finite. */
const element = z.union([z.number(), z.null()]);
const array = z
  .array(z.union([element, z.array(z.any())]))
  .describe(
    'arrays inside arrays, as deep as the tensor has axes; null is −∞, a score that is masked',
  );
const matrix = z.array(z.array(z.number()));

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    instance: z.string().optional(),
    what: z.string(),
    expected: z.string(),
    got: z.string(),
    hint: z.string().optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457' });

const sparsity = z.object({
  pattern: z.string(),
  sparsity_ratio: z.number(),
  total_elements: count,
  zero_elements: count,
});

const gate = z.object({ expert_id: count, gate_probability: z.number() });

export const stepSchema = z
  .object({
    step: count,
    step_type: z.string(),
    layer_index: count,
    description: z.string(),
    name: z.string().describe('of the tensor, in the engine’s glossary'),
    stack: z.enum(['encoder', 'decoder']).optional(),
    input_data: array,
    output_data: array,
    metadata: z.record(z.string(), z.unknown()).optional(),
    sparsity_info: sparsity.extend({ mask_matrix: matrix }).optional(),
    moe_routing: z
      .object({
        top_k_experts: z.array(gate.extend({ output: array })),
        gate_logits: z.array(z.number()),
        combined_output: array,
        per_token: z.array(z.array(gate)),
      })
      .optional(),
  })
  .meta({ id: 'Step' });

export const initSchema = z
  .object({
    session_id: z.string(),
    tokens: z.array(count),
    token_texts: z.array(z.string()),
    total_steps: count,
    initial_state: z.object({ embeddings: matrix, positional_encodings: matrix }),
    sparse_info: sparsity.optional(),
    moe_info: z.object({ enabled: z.boolean(), n_experts: count, top_k: count }).optional(),
    model: z.string().optional(),
    target_tokens: z.array(count).optional(),
    target_token_texts: z.array(z.string()).optional(),
  })
  .meta({ id: 'Session' });

export const traceSchema = z
  .object({
    session_id: z.string(),
    input_text: z.string(),
    tokens: z.array(count),
    token_texts: z.array(z.string()),
    total_steps: count,
    computation_trace: z.array(stepSchema),
    final_output: array,
    execution_time_ms: z.number(),
  })
  .meta({ id: 'Trace' });

export const chunkSchema = z
  .object({
    chunk_id: count,
    total_chunks: count,
    data: z.array(stepSchema),
    has_more: z.boolean(),
  })
  .meta({ id: 'Chunk' });

export const sessionsSchema = z.object({
  sessions: z.array(
    z.object({
      session_id: z.string(),
      text: z.string(),
      model: z.string().optional(),
      created_at: z.string(),
      last_used: z.string(),
    }),
  ),
  total: count,
});

export const deletedSchema = z.object({ message: z.string(), session_id: z.string() });
export const clearedSchema = z.object({ message: z.string(), cleared: count });

export const cacheSchema = z.object({
  size: count,
  max_size: count,
  hits: count,
  misses: count,
  hit_rate: z.number(),
  bytes: count,
  runs: count,
  run_bytes: count,
  max_run_bytes: count,
});

export const healthSchema = z.object({ status: z.literal('healthy') });

export const detailedHealthSchema = z.object({
  status: z.literal('healthy'),
  uptime_seconds: z.number(),
  active_sessions: count,
  memory: z.object({ rss: count, heap_used: count }),
  compute: z.object({
    threads: count,
    queue: count,
    computed: count,
    milliseconds: z.number(),
  }),
  cache: cacheSchema,
});

const laid = z.object({
  name: z.string(),
  axes: z.string().describe('letters of the engine’s glossary: B H T S'),
  shape: z.array(count),
  dtype: z.enum(['float32', 'int32']),
});

export const tensorsSchema = z.object({ tensors: z.array(laid) }).meta({ id: 'Tensors' });
export const tensorSchema = laid.extend({ data: array }).meta({ id: 'Tensor' });

export const gradientSchema = z
  .object({
    name: z.string(),
    loss: z.number(),
    axes: z.string(),
    shape: z.array(count),
    norm: z.number(),
    gradient: array,
  })
  .meta({ id: 'Gradient' });

export const modelsSchema = z.object({
  models: z.array(
    z.object({
      name: z.string(),
      model_type: z.string(),
      config: z.record(z.string(), z.unknown()),
    }),
  ),
});

export const generateSchema = z.string().describe('server-sent events');
