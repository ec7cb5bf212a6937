/** What the server refuses because it is too much, in one place. `npm run serve -- --help` names those that can be set. */
export interface Limits {
  /** Characters of a text. */
  readonly text: number;
  /** Tokens that are read at once. */
  readonly tokens: number;
  readonly vocabulary: number;
  readonly width: number;
  readonly layers: number;
  readonly heads: number;
  readonly experts: number;
  /** Learned values of a seeded model, its embedding left out: only the rows of the text are drawn. */
  readonly parameters: number;
  /** Parameters times tokens: what one request may ask a thread to multiply. */
  readonly work: number;
  /** Numbers that the steps of one session hold. */
  readonly values: number;
  /** Bytes of a request's body. */
  readonly body: number;
  /** Bytes of an answer. */
  readonly answer: number;
  /** Characters of a session id. */
  readonly id: number;
  readonly sessions: number;
  /** Streams and WebSockets that are open at once. */
  readonly streams: number;
  /** Sockets. */
  readonly connections: number;
  /** Tasks that wait for a thread. */
  readonly queue: number;
  /** Seconds without a request after which a session ends. */
  readonly idle: number;
  /** Seconds after which a session ends all the same. */
  readonly life: number;
  /** Seconds that a reader may leave what was sent to it unread. */
  readonly unread: number;
  /** Requests a minute from one address; 0: any number. */
  readonly rate: number;
  /** Bytes of computed steps that are kept. */
  readonly cache: number;
  /** Answers that are kept as they were sent. */
  readonly answers: number;
  /** Tokens of one generation. */
  readonly generated: number;
}

export const defaultLimits: Limits = {
  text: 4_000,
  tokens: 1_024,
  vocabulary: 131_072,
  width: 4_096,
  layers: 64,
  heads: 64,
  experts: 64,
  parameters: 512_000_000,
  work: 5e10,
  values: 64_000_000,
  body: 2 ** 20,
  answer: 128 * 2 ** 20,
  id: 12_000,
  sessions: 10_000,
  streams: 512,
  connections: 2_048,
  queue: 256,
  idle: 30 * 60,
  life: 24 * 60 * 60,
  unread: 15,
  rate: 0,
  cache: 512 * 2 ** 20,
  answers: 100,
  generated: 1_000,
};
