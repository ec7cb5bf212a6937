/** The server, not yet listening: its plugins, its routes, and what its errors look like. */
import compress from '@fastify/compress';
import cors from '@fastify/cors';
import swagger from '@fastify/swagger';
import Fastify from 'fastify';
import {
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import { Computer } from './compute/Computer';
import { problem } from './problems/Problem';
import { problemOf } from './problems/problemOf';
import { healthRoutes } from './routes/healthRoutes';
import { known, sessionRoutes } from './routes/sessionRoutes';
import { stepRoutes } from './routes/stepRoutes';
import { requestSchemas } from './schemas/requests';
import type { Context, Server, ServerSettings } from './Server';
import { Seal } from './session/Seal';
import { SessionTable } from './session/SessionTable';

/** Session ids travel in paths. */
const headerBytes = 64 * 1024;

export async function buildServer(settings: ServerSettings): Promise<Server> {
  const { limits, secret, models, log } = settings;
  const server: Server = Fastify({
    logger: { level: log },
    bodyLimit: limits.body,
    routerOptions: { maxParamLength: limits.id + 1 },
    http: { maxHeaderSize: headerBytes },
    forceCloseConnections: 'idle',
  }).withTypeProvider<ZodTypeProvider>();
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  const context: Context = {
    settings,
    schemas: requestSchemas(limits),
    sessions: new SessionTable(new Seal(secret, limits.id), limits),
    computer: new Computer({ ...settings, folderOf: (model) => known(models, model) }),
  };
  server.addHook('onClose', () => context.computer.close());

  server.setErrorHandler((error, request, reply) => {
    const found = problemOf(error);
    if (found.status >= 500) request.log.error(error);
    if (found.retryAfter !== undefined) reply.header('retry-after', found.retryAfter);
    return reply
      .code(found.status)
      .type('application/problem+json')
      .send(JSON.stringify(found.toJSON(request.url.slice(0, 200))));
  });
  server.setNotFoundHandler(({ method, url }) => {
    throw problem('unknown-path', {
      what: `${method} ${url.slice(0, 100)}`,
      expected: 'an address of /openapi.json',
      got: 'another one',
      hint: 'GET /docs shows all',
    });
  });

  await server.register(swagger, {
    openapi: {
      info: {
        title: 'Forward Pass: the trace server',
        description: 'Every step of a Transformer’s forward pass, computed.',
        version: '2.0.0',
      },
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  });
  if (settings.origins.length > 0) await server.register(cors, { origin: [...settings.origins] });
  await server.register(compress, { encodings: ['gzip', 'deflate'], threshold: 1024 });
  await server.register(async (routes) => {
    const typed = routes.withTypeProvider<ZodTypeProvider>() as Server;
    for (const add of [sessionRoutes, stepRoutes, healthRoutes]) add(typed, context);
    typed.get('/openapi.json', { schema: { hide: true } }, async () => server.swagger() as never);
  });
  return server;
}
