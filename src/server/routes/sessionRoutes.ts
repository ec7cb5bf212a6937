/** Sessions: opened, listed, ended. */
import { z } from 'zod';
import { rowsOf } from '../steps/Rows';
import { JsonBytes } from '../steps/JsonBytes';
import { sparsityOf } from '../steps/writeStep';
import type { Run } from '../compute/Run';
import type { Context, Server } from '../Server';
import { deletedSchema, initSchema, sessionsSchema } from '../schemas/answers';
import { problem } from '../problems/Problem';
import type { LiveSession } from '../session/SessionTable';
import type { SessionContent } from '../session/SessionContent';
import { problemsOf } from './problemsOf';
import { sendJson } from './sendJson';

export function sessionRoutes(server: Server, context: Context): void {
  const { schemas, sessions, computer, settings } = context;
  const { limits } = settings;

  server.post(
    '/api/init',
    {
      schema: {
        summary: 'Open a session: a text, and the model that reads it',
        tags: ['sessions'],
        body: schemas.init,
        response: { 200: initSchema, ...problemsOf(422, 429, 503) },
      },
    },
    async ({ body }, reply) => {
      const { text, seed, model } = body;
      const { viz_config: viz, ...config } = body.config;
      if (typeof model === 'string') known(settings.models, model);
      const content: SessionContent = {
        ...{ text, seed, viz: viz ?? schemas.viz.parse({}) },
        ...(typeof model === 'string' ? { model } : { config }),
      };
      const run = await computer.runOf(content); // what cannot be computed opens no session
      const session = sessions.open(content);
      return sendJson(reply, content.viz.enable_compression, opened(session, run));
    },
  );

  server.get(
    '/api/sessions',
    {
      schema: {
        summary: 'The sessions that this server has served, the latest first',
        tags: ['sessions'],
        querystring: z.strictObject({
          from: z.coerce.number().int().min(0).default(0),
          count: z.coerce.number().int().min(1).max(1_000).default(100),
        }),
        response: { 200: sessionsSchema, ...problemsOf(422) },
      },
    },
    async ({ query }) => ({
      sessions: sessions.list(query.from, query.count).map(({ id, content, created, used }) => ({
        session_id: id,
        text: content.text,
        ...(content.model !== undefined && { model: content.model }),
        created_at: new Date(created).toISOString(),
        last_used: new Date(used).toISOString(),
      })),
      total: sessions.size,
    }),
  );

  server.delete(
    '/api/session/:session_id',
    {
      schema: {
        summary: 'End a session',
        tags: ['sessions'],
        params: z.strictObject({ session_id: z.string().min(1).max(limits.id) }),
        response: { 200: deletedSchema, ...problemsOf(404, 410) },
      },
    },
    async ({ params }) => {
      const { id } = sessions.delete(params.session_id);
      return { message: 'Session deleted', session_id: id };
    },
  );
}

export function known(models: ReadonlyMap<string, string>, model: string): string {
  const folder = models.get(model);
  if (folder !== undefined) return folder;
  throw problem('unknown-model', {
    what: `model ${JSON.stringify(model.slice(0, 80))}`,
    expected: `one of ${[...models.keys()].join(', ')}`,
    got: 'none of them',
    hint: 'the server is started with other models by --model NAME',
  });
}

/** The answer to init, whose arrays are of the precision that the session asks for. */
function opened({ id, content }: LiveSession, run: Run): Uint8Array {
  const json = new JsonBytes(content.viz.precision);
  const head = {
    session_id: id,
    tokens: run.tokens,
    token_texts: run.texts,
    total_steps: run.steps.length,
  };
  const rows = (...names: string[]) => {
    const found = names.map((name) => rowsOf(run, name)).find((one) => one);
    json.nested(found?.values ?? [], found?.shape ?? [0]);
  };
  json.raw(JSON.stringify(head).slice(0, -1)).raw(',"initial_state":{"embeddings":');
  rows('token_embedding', 'encoder.token_embedding');
  json.raw(',"positional_encodings":');
  rows('position_embedding', 'encoder.position_encoding');
  json.raw('}');
  const { experts, chosen } = run.facts;
  const rest = {
    sparse_info: sparsityOf(run),
    moe_info:
      experts === undefined ? undefined : { enabled: true, n_experts: experts, top_k: chosen },
    model: content.model,
    target_tokens: run.target?.tokens,
    target_token_texts: run.target?.texts,
  };
  const text = JSON.stringify(rest);
  return json.raw(text === '{}' ? '}' : `,${text.slice(1)}`).finish();
}
