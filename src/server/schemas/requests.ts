/** The bodies of requests, as types, checks and documentation in one. */
import { z } from 'zod';
import type { Limits } from '../limits';
import { configSchemas } from './configSchema';

const precision = z.number().int().min(1).max(8);

export function requestSchemas(limits: Limits) {
  const config = configSchemas(limits);
  const id = z.string().min(1).max(limits.id).describe('what POST /api/init gave');
  const step = z.number().int().min(0);
  return {
    init: z.strictObject({
      text: z.string().min(1).max(limits.text),
      config: config.model.prefault({}).describe('of a model that is drawn from the seed'),
      model: z
        .string()
        .min(1)
        .max(200)
        .nullish()
        .describe('a trained model of GET /api/models; then only viz_config of config counts'),
      seed: z
        .number()
        .int()
        .min(0)
        .max(2 ** 53 - 1)
        .default(0),
    }),
    step: z.strictObject({
      session_id: id,
      step,
      precision: precision.nullish(),
    }),
    trace: z.strictObject({
      session_id: id,
      include_metadata: z.boolean().default(true),
      precision: precision.nullish(),
    }),
    chunk: z.strictObject({
      session_id: id,
      chunk_size: z.number().int().min(1).max(10_000).nullish(),
      chunk_id: z.number().int().min(0).default(0),
    }),
    gradients: z
      .strictObject({
        session_id: id,
        step: step.nullish(),
        name: z.string().min(1).max(200).nullish().describe('of any tensor of the session'),
        precision: precision.nullish(),
      })
      .refine(({ step: at, name }) => (typeof at === 'number') !== (typeof name === 'string'), {
        path: ['step'],
        error: 'either step or name',
      }),
    generate: z.strictObject({
      model: z.string().min(1).max(200).default('shakespeare-gpt'),
      prompt: z.string().max(limits.text).default(''),
      tokens: z.number().int().min(0).max(limits.generated).default(100),
      temperature: z.number().min(0).max(100).default(0.8),
      top_k: z.number().int().min(1).max(limits.vocabulary).nullish(),
      top_p: z.number().gt(0).max(1).nullish(),
      seed: z
        .number()
        .int()
        .min(0)
        .max(2 ** 53 - 1)
        .default(1),
      top: z.number().int().min(0).max(20).default(5).describe('likeliest tokens that are told'),
    }),
    viz: config.viz,
  };
}

export type RequestSchemas = ReturnType<typeof requestSchemas>;
