/** Trained models: which there are, and how they go on with a text. */
import { generateSchema, modelsSchema } from '../schemas/answers';
import type { Context, Server } from '../Server';
import { event, sendEvents, type Events } from '../streams/sendEvents';
import type { Wish } from '../compute/writeTokens';
import { problemsOf } from './problemsOf';
import { known } from './sessionRoutes';
import { readConfig } from '../../host/config/readConfig';
import { join } from 'node:path';

export function modelRoutes(server: Server, context: Context): void {
  const { schemas, settings, computer } = context;

  server.get(
    '/api/models',
    {
      schema: {
        summary: 'The trained models that sessions may name',
        tags: ['models'],
        response: { 200: modelsSchema },
      },
    },
    async () => {
      const models = await Promise.all(
        Array.from(settings.models, async ([name, folder]) => {
          const { config } = await readConfig(join(folder, 'config.json'));
          return { name, model_type: config.model_type, config: { ...config } };
        }),
      );
      return { models };
    },
  );

  server.post(
    '/api/generate',
    {
      schema: {
        summary: 'A trained model goes on with a text: server-sent events, token by token',
        description:
          'Events start, token (id, text, probability, and the likeliest tokens of that place), complete. The same seed draws the same text.',
        tags: ['models'],
        body: schemas.generate,
        produces: ['text/event-stream'],
        response: { 200: generateSchema, ...problemsOf(404, 422, 429, 503) },
      },
    },
    async ({ body }, reply) => {
      const { model, top_k: topK, top_p: topP, ...rest } = body;
      const folder = known(settings.models, model);
      const wish: Wish = {
        ...rest,
        folder,
        ...(typeof topK === 'number' && { topK }),
        ...(typeof topP === 'number' && { topP }),
      };
      const written = computer.generate(wish);
      const first = await written.next(); // what cannot be begun is a problem, not a stream
      const events = tokenEvents(first, written, { model, prompt: body.prompt });
      return sendEvents(reply, context, events) as never;
    },
  );
}

type Writing = ReturnType<Context['computer']['generate']>;

async function* tokenEvents(
  first: Awaited<ReturnType<Writing['next']>>,
  rest: Writing,
  start: { readonly model: string; readonly prompt: string },
): Events {
  try {
    yield event('start', JSON.stringify(start));
    for (let next = first; !next.done; next = await rest.next()) {
      const { value } = next;
      yield 'token' in value
        ? event('token', JSON.stringify(value.token))
        : event('complete', JSON.stringify(value));
    }
  } finally {
    await rest.return();
  }
}
