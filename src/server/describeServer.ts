/** The interface described: /openapi.json, to try at /docs, to read at /redoc; all from here. */
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { referencePage, type OpenApi } from './routes/referencePage';
import type { Server } from './Server';

const description =
  'Every step of a Transformer’s forward pass, computed. A session id carries its inputs, sealed, so that any server with the same --secret can serve it. Numbers are finite; null is −∞, a score that is masked. Descriptions are English, or Chinese with Accept-Language: zh.';

export async function describeServer(server: Server): Promise<void> {
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Forward Pass: the trace server', description, version: '2.0.0' },
    },
    transform: jsonSchemaTransform,
    transformObject: (document) => withProblems(jsonSchemaTransformObject(document) as Described),
  });
  await server.register(swaggerUi, { routePrefix: '/docs' });
  server.get('/openapi.json', { schema: { hide: true } }, async () => server.swagger() as never);
  server.get('/redoc', { schema: { hide: true } }, async (_, reply) => {
    reply.type('text/html; charset=utf-8');
    return referencePage(server.swagger() as unknown as OpenApi) as never;
  });
}

interface Described {
  readonly paths?: Record<string, Record<string, { responses?: Record<string, Answer> }>>;
}

interface Answer {
  content?: Record<string, unknown>;
}

/** What is refused is not application/json but application/problem+json. */
function withProblems(document: Described): Described {
  for (const method of Object.values(document.paths ?? {}).flatMap((path) => Object.values(path))) {
    for (const [status, answer] of Object.entries(method.responses ?? {})) {
      const [schema] = Object.values(answer.content ?? {});
      if (Number(status) >= 400 && schema) answer.content = { 'application/problem+json': schema };
    }
  }
  return document;
}
