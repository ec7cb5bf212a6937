/** Sends JSON that is written already; `compressed` is the session's own wish. */
import type { FastifyReply } from 'fastify';

export function sendJson(reply: FastifyReply, compressed: boolean, body: Uint8Array): FastifyReply {
  if (!compressed) reply.request.headers['x-no-compression'] = 'true';
  const { buffer, byteOffset, byteLength } = body;
  return reply
    .type('application/json; charset=utf-8')
    .send(Buffer.from(buffer, byteOffset, byteLength) as never); // routes' types speak of the object it is
}
