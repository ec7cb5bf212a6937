/** guard: what stands before every route: how many may come, what they may bring, and how the server takes its leave. */
import type { FastifyInstance } from 'fastify';
import type { Socket } from 'node:net';
import type { Limits } from './limits';
import { problem, type Problem } from './problems/Problem';
import type { Context } from './Server';

/** Says no on the bare socket, before there is a request. */
function refuse(socket: Socket, found: Problem): void {
  const body = JSON.stringify(found.toJSON());
  const head = [
    `HTTP/1.1 ${found.status} ${found.toJSON().title}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...(found.retryAfter === undefined ? [] : [`Retry-After: ${found.retryAfter}`]),
    'Connection: close',
  ];
  if (socket.writable) socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  else socket.destroy();
}

/** For what is not even HTTP. */
export function refuseBytes(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const tooLarge = error.code === 'HPE_HEADER_OVERFLOW';
  const facts = tooLarge
    ? { what: 'the headers of the request', expected: 'at most 64 KiB', got: 'more' }
    : { what: 'the request', expected: 'HTTP/1.1', got: 'something else' };
  refuse(socket, problem(tooLarge ? 'headers-too-large' : 'bad-request', facts));
}

export function guardConnections({ server }: FastifyInstance, { connections }: Limits): void {
  let open = 0;
  server.prependListener('connection', (socket: Socket) => {
    open++;
    socket.once('close', () => open--);
    if (open <= connections) return;
    const facts = {
      what: 'a connection',
      expected: `at most ${connections} at once`,
      got: `${open}`,
      hint: 'close some, or let one serve many requests',
    };
    refuse(socket, problem('busy', facts, 1));
  });
}

/** So that the server can wait for them; a WebSocket is counted by its conversation. */
export function countOpen(server: FastifyInstance, { requests }: Context): void {
  server.addHook('onRequest', async ({ headers }, { raw }) => {
    if (headers.upgrade === undefined) raw.once('close', requests.enter());
  });
}

/** A draining server finishes what it has begun, and sends everybody else elsewhere. */
export function guardLeaving(server: FastifyInstance, context: Context): void {
  server.addHook('onRequest', async ({ url }, reply) => {
    if (!context.draining || url === '/metrics') return;
    reply.header('connection', 'close');
    throw problem(
      'draining',
      {
        what: 'a new request',
        expected: 'one that came earlier',
        got: 'one while the server shuts down',
        hint: 'ask again: another replica, or the next start, has the same sessions if --secret is set',
      },
      1,
    );
  });
}

export function countRequests(server: FastifyInstance, { metrics }: Context): void {
  server.addHook('onResponse', async ({ method, routeOptions, log }, reply) => {
    const { statusCode: status, elapsedTime: ms } = reply;
    const route = routeOptions.url ?? 'none';
    metrics.count(method, route, status, ms);
    log.info({ method, route, status, ms: Math.round(ms * 10) / 10 }, 'answered');
  });
}
