/** All steps, one after the other, as server-sent events. The id of an event is its step, so that a reader can go on. */
import { z } from 'zod';
import type { Run } from '../compute/Run';
import { problem } from '../problems/Problem';
import type { Context, Server } from '../Server';
import type { SessionContent } from '../session/SessionContent';
import type { StepForm } from '../steps/writeStep';
import { event, sendEvents, type Events } from '../streams/sendEvents';
import { problemsOf } from './problemsOf';
import { formOf } from './stepRoutes';

export function streamRoutes(server: Server, context: Context): void {
  const { sessions, computer, settings } = context;

  server.get(
    '/api/stream/:session_id',
    {
      schema: {
        summary: 'All steps as server-sent events: start, step, …, complete',
        description:
          'Each event is `data: {"type": …, "data": …}`; a step’s data are those of /api/step. With Last-Event-ID the stream goes on after that step; after the last there is nothing more (204).',
        tags: ['numbers'],
        params: z.strictObject({ session_id: z.string().min(1).max(settings.limits.id) }),
        headers: z.looseObject({ 'last-event-id': z.string().max(20).optional() }),
        produces: ['text/event-stream'],
        response: {
          200: z.string().describe('server-sent events'),
          204: z.null().describe('there is nothing after Last-Event-ID'),
          ...problemsOf(404, 410, 422, 429, 503),
        },
      },
    },
    async (request, reply) => {
      const { content } = sessions.find(request.params.session_id);
      const from = nextOf(request.headers['last-event-id']);
      const run = await computer.runOf(content);
      if (from > run.steps.length) return reply.code(204).send(null);
      const form = formOf(request, content, {});
      return sendEvents(reply, context, stepEvents(context, content, { run, form, from })) as never;
    },
  );
}

interface Reading {
  readonly run: Run;
  readonly form: StepForm;
  readonly from: number;
}

async function* stepEvents(
  { computer }: Context,
  content: SessionContent,
  { run, form, from }: Reading,
): Events {
  const total = run.steps.length;
  yield event('start', JSON.stringify({ total_steps: total, ...(from > 0 && { from }) }));
  for (let at = from; at < total; at++) {
    yield event('step', await computer.write(content, run, { part: 'step', at }, form), at);
  }
  yield event('complete', JSON.stringify({ message: 'Streaming completed' }), total);
}

function nextOf(last: string | undefined): number {
  if (last === undefined || last === '') return 0;
  if (/^\d{1,15}$/.test(last)) return Number(last) + 1;
  throw problem('invalid', {
    what: 'the header Last-Event-ID',
    expected: 'the id of an event of this stream: a whole number',
    got: JSON.stringify(last),
  });
}
