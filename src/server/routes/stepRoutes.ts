/** The numbers: one step, all of them, or some at a time. */
import type { FastifyRequest } from 'fastify';
import { tensorOf, type Run } from '../compute/Run';
import { problem } from '../problems/Problem';
import { chunkSchema, stepSchema, traceSchema } from '../schemas/answers';
import type { Context, Server } from '../Server';
import type { LiveSession } from '../session/SessionTable';
import type { StepForm } from '../steps/writeStep';
import { languageOf } from './languageOf';
import { problemsOf } from './problemsOf';
import { sendJson } from './sendJson';
import { formAccepted, sendBytes, sendSafetensors } from './tensorRoutes';

/** Steps in a chunk, when neither the request nor the session says. */
const usualChunk = 100;

export function stepRoutes(server: Server, { schemas, sessions, computer }: Context): void {
  server.post(
    '/api/step',
    {
      schema: {
        summary: 'One step of the computation',
        tags: ['numbers'],
        body: schemas.step,
        response: { 200: stepSchema, ...problemsOf(404, 406, 410, 422, 503) },
      },
    },
    async (request, reply) => {
      const { session_id, step, precision } = request.body;
      const { content } = sessions.find(session_id);
      const run = await computer.runOf(content);
      checkStep(step, run);
      const tensor = tensorOf(run, run.steps[step]?.name ?? '');
      if (formAccepted(request, 'json', 'bytes') === 'bytes' && tensor) {
        return sendBytes(reply, run, tensor) as never;
      }
      const form = formOf(request, content, { precision });
      const body = await computer.write(content, run, { part: 'step', at: step }, form);
      return sendJson(reply, content.viz.enable_compression, body);
    },
  );

  server.post(
    '/api/trace',
    {
      schema: {
        summary: 'All steps at once',
        tags: ['numbers'],
        body: schemas.trace,
        response: { 200: traceSchema, ...problemsOf(404, 406, 410, 422, 503) },
      },
    },
    async (request, reply) => {
      const { session_id, include_metadata: metadata, precision } = request.body;
      const session = sessions.find(session_id);
      const { content } = session;
      const run = await computer.runOf(content);
      if (formAccepted(request, 'json', 'safetensors') === 'safetensors') {
        return sendSafetensors(reply, run) as never;
      }
      const form = formOf(request, content, { precision, metadata });
      const inside = await computer.write(content, run, { part: 'trace' }, form);
      return sendJson(reply, content.viz.enable_compression, traceAnswer(session, run, inside));
    },
  );

  server.post(
    '/api/chunk',
    {
      schema: {
        summary: 'Some steps at a time',
        tags: ['numbers'],
        body: schemas.chunk,
        response: { 200: chunkSchema, ...problemsOf(404, 410, 422, 503) },
      },
    },
    async (request, reply) => {
      const { session_id, chunk_size, chunk_id } = request.body;
      const { content } = sessions.find(session_id);
      const run = await computer.runOf(content);
      const size = chunk_size ?? content.viz.chunk_size ?? usualChunk;
      const total = Math.ceil(run.steps.length / size);
      if (chunk_id >= total) throw outside('chunk', chunk_id, total);
      const from = chunk_id * size;
      const to = Math.min(from + size, run.steps.length);
      const form = formOf(request, content, {});
      const data = await computer.write(content, run, { part: 'steps', from, to }, form);
      const body = Buffer.concat([
        Buffer.from(`{"chunk_id":${chunk_id},"total_chunks":${total},"data":`),
        data,
        Buffer.from(`,"has_more":${chunk_id + 1 < total}}`),
      ]);
      return sendJson(reply, content.viz.enable_compression, body);
    },
  );
}

export interface Wishes {
  readonly precision?: number | null | undefined;
  readonly metadata?: boolean;
}

/** What the request asks for, or else the session. */
export function formOf(
  { headers }: Pick<FastifyRequest, 'headers'>,
  { viz }: LiveSession['content'],
  { precision, metadata }: Wishes,
): StepForm {
  return {
    precision: precision ?? viz.precision,
    metadata: metadata ?? viz.show_metadata,
    language: languageOf(headers['accept-language']),
  };
}

export function traceAnswer({ id, content }: LiveSession, run: Run, inside: Uint8Array): Buffer {
  const head = {
    session_id: id,
    input_text: content.text,
    tokens: run.tokens,
    token_texts: run.texts,
    total_steps: run.steps.length,
  };
  return Buffer.concat([
    Buffer.from(`${JSON.stringify(head).slice(0, -1)},`),
    inside,
    Buffer.from(`,"execution_time_ms":${Number(run.milliseconds.toFixed(3))}}`),
  ]);
}

export function checkStep(step: number, { steps }: Run): void {
  if (step >= steps.length) throw outside('step', step, steps.length);
}

function outside(name: string, got: number, count: number) {
  return problem('invalid', {
    what: `${name} of this session`,
    expected: `a whole number from 0 to ${count - 1}`,
    got: `${got}`,
  });
}
