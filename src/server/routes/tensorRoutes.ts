/** Tensors by the names of the engine's glossary: as JSON, as their bytes, or all of them as a safetensors file. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { z } from 'zod';
import {
  encodeTensor,
  inFileOrder,
  safetensorsHeader,
} from '../../engine/formats/writeSafetensors';
import { Tensor } from '../../engine/tensor/Tensor';
import { tensorOf, valuesOf, type LaidTensor, type Run } from '../compute/Run';
import { problem } from '../problems/Problem';
import { tensorSchema, tensorsSchema } from '../schemas/answers';
import type { Context, Server } from '../Server';
import { JsonBytes } from '../steps/JsonBytes';
import { unknownTensor } from '../problems/unknownTensor';
import { problemsOf } from './problemsOf';
import { sendJson } from './sendJson';

export const bytesType = 'application/octet-stream';
export const safetensorsType = 'application/vnd.safetensors';

export type Form = 'json' | 'bytes' | 'safetensors';

/** What the client accepts first of what there is; JSON when it does not mind. */
export function formAccepted({ headers }: Pick<FastifyRequest, 'headers'>, ...forms: Form[]): Form {
  const accept = (headers.accept ?? '*/*').toLowerCase();
  for (const part of accept.slice(0, 1000).split(',')) {
    const type = part.split(';')[0]?.trim() ?? '';
    if (type === bytesType && forms.includes('bytes')) return 'bytes';
    if (/^application\/(vnd\.|x-)?safetensors$/.test(type) && forms.includes('safetensors')) {
      return 'safetensors';
    }
    if (['*/*', 'application/*', 'application/json'].includes(type)) return 'json';
  }
  throw problem('wrong-accept', {
    what: 'the header Accept',
    expected: `application/json${forms.includes('bytes') ? `, ${bytesType}` : ''}${forms.includes('safetensors') ? `, ${safetensorsType}` : ''}`,
    got: accept.slice(0, 100),
  });
}

export function tensorRoutes(server: Server, { sessions, computer, settings }: Context): void {
  const { limits } = settings;
  const id = z.string().min(1).max(limits.id);

  server.get(
    '/api/tensors/:session_id',
    {
      schema: {
        summary: 'Every tensor of the forward pass; as a safetensors file with its Accept',
        tags: ['tensors'],
        params: z.strictObject({ session_id: id }),
        response: { 200: tensorsSchema, ...problemsOf(404, 406, 410, 422, 503) },
      },
    },
    async (request, reply) => {
      const { content } = sessions.find(request.params.session_id);
      const form = formAccepted(request, 'json', 'safetensors');
      const run = await computer.runOf(content);
      if (form === 'safetensors') return sendSafetensors(reply, run) as never;
      return {
        tensors: run.tensors.map(({ name, letters, shape, dtype }) => {
          return { name, axes: letters, shape: [...shape], dtype };
        }),
      };
    },
  );

  server.get(
    '/api/tensors/:session_id/:name',
    {
      schema: {
        summary: 'One tensor, its batch axis included: as JSON, or as little-endian bytes',
        tags: ['tensors'],
        params: z.strictObject({ session_id: id, name: z.string().min(1).max(200) }),
        querystring: z.strictObject({
          precision: z.coerce.number().int().min(1).max(8).optional(),
        }),
        response: { 200: tensorSchema, ...problemsOf(404, 406, 410, 422, 503) },
      },
    },
    async (request, reply) => {
      const { session_id, name } = request.params;
      const { content } = sessions.find(session_id);
      const form = formAccepted(request, 'json', 'bytes');
      const run = await computer.runOf(content);
      const tensor = tensorOf(run, name);
      if (!tensor) throw unknownTensor(name);
      if (form === 'bytes') return sendBytes(reply, run, tensor) as never;
      const json = new JsonBytes(request.query.precision ?? content.viz.precision);
      const { letters, shape, dtype } = tensor;
      const head = { name, axes: letters, shape, dtype };
      json.raw(`${JSON.stringify(head).slice(0, -1)},"data":`);
      json.nested(valuesOf(run, tensor), shape).raw('}');
      return sendJson(reply, content.viz.enable_compression, json.finish());
    },
  );
}

/** Its shape and type are in the headers. */
export function sendBytes(reply: FastifyReply, run: Run, tensor: LaidTensor): FastifyReply {
  const values = valuesOf(run, tensor);
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return reply
    .type(bytesType)
    .header('x-tensor-name', tensor.name)
    .header('x-tensor-axes', tensor.letters)
    .header('x-tensor-shape', tensor.shape.join(','))
    .header('x-tensor-dtype', tensor.dtype)
    .send(Buffer.from(bytes));
}

/** Tensor by tensor, as the reader takes them. */
export function sendSafetensors(reply: FastifyReply, run: Run): FastifyReply {
  const plan = inFileOrder(
    run.tensors.map((laid) => {
      const { name, shape } = laid;
      const tensor = () => new Tensor(Float32Array.from(valuesOf(run, laid)), shape);
      const whole = () => new Tensor(Int32Array.from(valuesOf(run, laid)), shape);
      const read = laid.dtype === 'int32' ? whole : tensor;
      return { name, shape, read, dtype: laid.dtype === 'int32' ? 'I64' : 'F32' } as const;
    }),
  );
  const file = function* () {
    yield safetensorsHeader(plan, { format: 'pt', model_type: run.facts.model_type });
    for (const { read, dtype } of plan) yield encodeTensor(read(), dtype);
  };
  return reply.type(safetensorsType).send(Readable.from(file(), { objectMode: false }));
}
