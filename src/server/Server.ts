/** What routes work with, and how a server is set. */
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Computer } from './compute/Computer';
import type { Limits } from './limits';
import type { Metrics } from './Metrics';
import type { messageSchema } from './schemas/messages';
import type { RequestSchemas } from './schemas/requests';
import type { Streams } from './streams/Streams';
import type { SessionTable } from './session/SessionTable';

export interface ServerSettings {
  readonly limits: Limits;
  /** Of sessions' seals; the same on every replica. */
  readonly secret?: string | undefined;
  /** Trained models by name: their folders. */
  readonly models: ReadonlyMap<string, string>;
  readonly threads: number;
  /** Bytes of models that each thread keeps. */
  readonly modelBytes: number;
  /** Origins that may ask from a page; none when empty. */
  readonly origins: readonly string[];
  /** Seconds that streams may go on when the server is told to end. */
  readonly grace: number;
  /** A level of pino's. */
  readonly log: string;
}

/** What the routes share. */
export interface Context {
  readonly settings: ServerSettings;
  readonly schemas: RequestSchemas;
  readonly sessions: SessionTable;
  readonly computer: Computer;
  readonly streams: Streams;
  /** Requests that have come and are not answered. */
  readonly requests: Streams;
  readonly messages: ReturnType<typeof messageSchema>;
  readonly metrics: Metrics;
  /** Turns true when the server is told to end: it finishes what it has begun. */
  draining: boolean;
}

export type Server = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;
