/** The same over a WebSocket, both ways. */
import { z } from 'zod';
import type { Context, Server } from '../Server';
import { Conversation } from '../streams/Conversation';

export function socketRoutes(server: Server, context: Context): void {
  server.route({
    method: 'GET',
    url: '/ws/:session_id',
    websocket: true,
    schema: {
      summary: 'A conversation over a WebSocket',
      description:
        'Say {"type": "subscribe"}, {"type": "step", "data": {"step": 5}}, {"type": "trace"} or {"type": "ping"}; answers are {"type": …, "data": …}, with type start, step, complete, trace, pong or error.',
      tags: ['numbers'],
      params: z.strictObject({ session_id: z.string().min(1).max(context.settings.limits.id) }),
    },
    handler: (socket, request) => {
      const { session_id: id } = request.params as { session_id: string };
      new Conversation(socket, request, id, context);
    },
  });
}
