/**
 * Server-sent events at the reader's pace: the next one is made when the one before has left. A reader who leaves ends the
 * making, and one who reads nothing for too long is left.
 */
import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import type { Context } from '../Server';

export type Events = AsyncGenerator<Uint8Array, void, void>;

export function sendEvents(reply: FastifyReply, { streams, settings }: Context, events: Events) {
  const leave = streams.enter();
  const { raw, request } = reply;
  const seconds = settings.limits.unread;
  request.headers['x-no-compression'] = 'true'; // gzip would hold events back
  reply.type('text/event-stream; charset=utf-8');
  reply.header('cache-control', 'no-cache, no-transform').header('x-accel-buffering', 'no');
  const give = () => setTimeout(() => raw.destroy(), 1000 * seconds);
  const body = Readable.from(atReadersPace(events, give), {
    objectMode: false,
    highWaterMark: 2 ** 16,
  });
  let ending: NodeJS.Timeout | undefined;
  body.once('end', () => (ending = give())); // what was made may still lie unread
  const over = () => {
    body.destroy();
    clearTimeout(ending);
    leave();
  };
  raw.once('close', over);
  return reply.send(body);
}

async function* atReadersPace(events: Events, give: () => NodeJS.Timeout): Events {
  for await (const event of events) {
    const timer = give();
    try {
      yield event;
    } finally {
      clearTimeout(timer);
    }
  }
}

/** `id`, when given, is what a reader who comes back says that it has seen. */
export function event(type: string, data: string | Uint8Array, id?: number): Buffer {
  const head = id === undefined ? '' : `id: ${id}\n`;
  return Buffer.concat([
    Buffer.from(`${head}data: {"type":"${type}","data":`),
    typeof data === 'string' ? Buffer.from(data) : data,
    Buffer.from('}\n\n'),
  ]);
}
