/** What a client may say over a WebSocket. */
import { z } from 'zod';
import type { Limits } from '../limits';

export function messageSchema(limits: Limits) {
  const id = z.string().min(1).max(limits.id).nullish();
  const precision = z.number().int().min(1).max(8).nullish();
  return z.discriminatedUnion('type', [
    z.object({
      type: z.literal('subscribe'),
      session_id: id,
      data: z.object({ from: z.number().int().min(0).default(0), precision }).nullish(),
    }),
    z.object({
      type: z.literal('step'),
      session_id: id,
      data: z.object({ step: z.number().int().min(0), precision }),
    }),
    z.object({
      type: z.literal('trace'),
      session_id: id,
      data: z.object({ include_metadata: z.boolean().default(true), precision }).nullish(),
    }),
    z.object({ type: z.literal('ping'), session_id: id, data: z.unknown().optional() }),
  ]);
}

export type Message = z.infer<ReturnType<typeof messageSchema>>;
