/** How the server is, and what it keeps. */
import { z } from 'zod';
import { cacheSchema, clearedSchema, detailedHealthSchema, healthSchema } from '../schemas/answers';
import type { Context, Server } from '../Server';

export function healthRoutes(server: Server, context: Context): void {
  const { sessions, computer, metrics } = context;
  server.get(
    '/health',
    { schema: { summary: 'Is it there?', tags: ['health'], response: { 200: healthSchema } } },
    async () => ({ status: 'healthy' as const }),
  );

  server.get(
    '/metrics',
    {
      schema: {
        summary: 'For Prometheus',
        tags: ['health'],
        produces: ['text/plain'],
        response: { 200: z.string() },
      },
    },
    async (_, reply) => reply.type(metrics.contentType).send(await metrics.text()),
  );

  server.get(
    '/api/health',
    {
      schema: {
        summary: 'How is it?',
        tags: ['health'],
        response: { 200: detailedHealthSchema },
      },
    },
    async () => {
      const { rss, heapUsed } = process.memoryUsage();
      return {
        status: 'healthy' as const,
        uptime_seconds: process.uptime(),
        active_sessions: sessions.size,
        memory: { rss, heap_used: heapUsed },
        compute: computer.work,
        cache: computer.stats(),
      };
    },
  );

  server.get(
    '/api/cache/stats',
    { schema: { summary: 'What is kept', tags: ['health'], response: { 200: cacheSchema } } },
    async () => computer.stats(),
  );

  server.delete(
    '/api/cache/clear',
    {
      schema: {
        summary: 'Let go of everything that is kept',
        tags: ['health'],
        response: { 200: clearedSchema },
      },
    },
    async () => ({ message: 'Cache cleared', cleared: computer.clear() }),
  );
}
