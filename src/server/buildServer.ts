/** The server, not yet listening: its plugins, its routes, and what its errors look like. */
import compress from '@fastify/compress';
import cors from '@fastify/cors';
import rateLimit from '@fastify/rate-limit';
import websocket from '@fastify/websocket';
import Fastify, { LogController } from 'fastify';
import {
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import { Computer } from './compute/Computer';
import { describeServer } from './describeServer';
import { countOpen, countRequests, guardConnections, guardLeaving, refuseBytes } from './guard';
import { Metrics } from './Metrics';
import { problem } from './problems/Problem';
import { problemOf } from './problems/problemOf';
import { gradientRoutes } from './routes/gradientRoutes';
import { healthRoutes } from './routes/healthRoutes';
import { modelRoutes } from './routes/modelRoutes';
import { known, sessionRoutes } from './routes/sessionRoutes';
import { socketRoutes } from './routes/socketRoutes';
import { stepRoutes } from './routes/stepRoutes';
import { streamRoutes } from './routes/streamRoutes';
import { tensorRoutes } from './routes/tensorRoutes';
import { messageSchema } from './schemas/messages';
import { requestSchemas } from './schemas/requests';
import type { Context, Server, ServerSettings } from './Server';
import { Seal } from './session/Seal';
import { SessionTable } from './session/SessionTable';
import { Streams } from './streams/Streams';

/** Session ids travel in paths. */
const headerBytes = 64 * 1024;
/** Of a message over a WebSocket. */
const messageBytes = 64 * 1024;
/** Seconds after which a connection on which nothing moves is closed: longer than any forward pass takes. */
const silence = 120;
/** RFC 6455, 7.4.1. */
const goingAway = 1001;

export async function buildServer(settings: ServerSettings): Promise<Server> {
  const { limits, log, grace } = settings;
  const server: Server = Fastify({
    logger: { level: log },
    // An address holds a session id: countRequests says what there is to say.
    logController: new LogController({ disableRequestLogging: true }),
    connectionTimeout: 1000 * silence,
    bodyLimit: limits.body,
    routerOptions: { maxParamLength: limits.id + 1 },
    http: { maxHeaderSize: headerBytes },
    forceCloseConnections: 'idle',
    return503OnClosing: false, // guardLeaving says it as a problem
    clientErrorHandler: refuseBytes,
  }).withTypeProvider<ZodTypeProvider>();
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  server.removeContentTypeParser('text/plain'); // JSON is what is read
  const context = contextOf(settings);
  server.addHook('preClose', () => {
    context.draining = true;
  });
  server.addHook('onClose', () => context.computer.close());
  setErrors(server);
  guardConnections(server, limits);
  guardLeaving(server, context);
  countOpen(server, context);
  countRequests(server, context);

  if (limits.rate > 0) {
    await server.register(rateLimit, { max: limits.rate, timeWindow: '1 minute' });
  }
  if (settings.origins.length > 0) await server.register(cors, { origin: [...settings.origins] });
  await server.register(compress, { encodings: ['gzip', 'deflate'], threshold: 1024 });
  await server.register(websocket, {
    options: { maxPayload: messageBytes },
    preClose: async function () {
      context.draining = true;
      await Promise.all([context.streams.over(grace), context.requests.over(grace)]);
      for (const client of server.websocketServer.clients) client.close(goingAway);
      server.server.closeAllConnections(); // what is still open after the grace has had its time
    },
  });
  await describeServer(server);
  await server.register(async (routes) => {
    const typed = routes.withTypeProvider<ZodTypeProvider>() as Server;
    for (const add of all) add(typed, context);
  });
  await context.computer.ready();
  return server;
}

const all = [
  sessionRoutes,
  stepRoutes,
  streamRoutes,
  socketRoutes,
  tensorRoutes,
  gradientRoutes,
  modelRoutes,
  healthRoutes,
];

function contextOf(settings: ServerSettings): Context {
  const { limits, secret, models } = settings;
  const sessions = new SessionTable(new Seal(secret, limits.id), limits);
  const computer = new Computer({ ...settings, folderOf: (model) => known(models, model) });
  const streams = new Streams(limits.streams);
  return {
    ...{ settings, sessions, computer, streams },
    requests: new Streams(Infinity),
    schemas: requestSchemas(limits),
    messages: messageSchema(limits),
    metrics: new Metrics({ sessions, computer, streams }),
    draining: false,
  };
}

function setErrors(server: Server): void {
  server.setErrorHandler((error, request, reply) => {
    const found = problemOf(error, request);
    if (found.status >= 500 && found.kind === 'broken') request.log.error(error);
    if (found.retryAfter !== undefined) reply.header('retry-after', found.retryAfter);
    return reply
      .code(found.status)
      .type('application/problem+json')
      .send(Buffer.from(JSON.stringify(found.toJSON(request.url.slice(0, 200))))); // a string would get a charset
  });
  server.setNotFoundHandler(({ method, url }) => {
    throw problem('unknown-path', {
      what: `${method} ${url.slice(0, 100)}`,
      expected: 'an address of /openapi.json',
      got: 'another one',
      hint: 'GET /docs shows all',
    });
  });
}
