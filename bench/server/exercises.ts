/** What both servers are asked: the same requests, of a small model and of GPT-2 small's shape. */
import autocannon from 'autocannon';
import type { ServerUnderTest } from './ServerUnderTest';

export interface Exercise {
  readonly name: string;
  readonly connections: number;
  /** The n-th request, after what it needs is there. */
  prepare(server: ServerUnderTest): Promise<(n: number) => { path: string; body: object }>;
}

export interface Measured {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly failed: number;
}

/** Eight tokens for either server. */
const words = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

function text(n: number): string {
  return Array.from({ length: 8 }, (_, i) => words[Math.floor(n / 10 ** i) % 10]).join(' ');
}

export const shapes = {
  'width 64, 2 layers': { n_embd: 64, n_layer: 2, n_head: 4 },
  'GPT-2 small': { n_embd: 768, n_layer: 12, n_head: 12 },
} as const;

export function exercisesOf(config: object, connections: number, sessions: number): Exercise[] {
  const init = (n: number) => ({ path: '/api/init', body: { text: text(n), config } });
  const many = (server: ServerUnderTest, count: number) =>
    inTurn(count, async (n) => open(server, init(n).body));
  return [
    {
      ...{ name: 'init, a new text each time', connections },
      prepare: async () => (n) => init(n + sessions),
    },
    {
      ...{ name: 'step', connections },
      prepare: async (server) => {
        const { id, steps } = await open(server, init(0).body);
        return (n) => ({ path: '/api/step', body: { session_id: id, step: n % steps } });
      },
    },
    {
      ...{ name: 'trace, one session', connections },
      prepare: async (server) => {
        const { id } = await open(server, init(0).body);
        return () => ({ path: '/api/trace', body: { session_id: id, precision: 4 } });
      },
    },
    {
      ...{ name: `trace, ${sessions} sessions in turn`, connections },
      prepare: async (server) => {
        const ids = (await many(server, sessions)).map(({ id }) => id);
        return (n) => ({
          path: '/api/trace',
          body: { session_id: ids[n % ids.length], precision: 4 },
        });
      },
    },
  ];
}

export async function measure(
  exercise: Exercise,
  server: ServerUnderTest,
  seconds: number,
): Promise<Measured> {
  const request = await exercise.prepare(server);
  let n = 0;
  const result = await autocannon({
    url: server.base,
    connections: exercise.connections,
    duration: seconds,
    timeout: 60,
    requests: [
      {
        method: 'POST',
        setupRequest: (given) => {
          const { path, body } = request(n++);
          const headers = { 'content-type': 'application/json' };
          return { ...given, path, headers, body: JSON.stringify(body) };
        },
      },
    ],
  });
  return {
    perSecond: result['2xx'] / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    failed: result.non2xx + result.errors + result.timeouts,
  };
}

/** The numbers in one trace, by step: both servers must give as many. */
export async function traceShape(server: ServerUnderTest, config: object): Promise<string> {
  const { id } = await open(server, { text: text(0), config });
  const trace = await post<{ computation_trace: { step_type: string; output_data: unknown }[] }>(
    server,
    '/api/trace',
    { session_id: id },
  );
  const size = (nested: unknown): number =>
    Array.isArray(nested) ? nested.reduce((sum: number, one) => sum + size(one), 0) : 1;
  return trace.computation_trace
    .map(({ step_type: type, output_data: output }) => `${type} ${size(output)}`)
    .join(', ');
}

async function open(server: ServerUnderTest, body: object) {
  const opened = await post<{ session_id: string; total_steps: number }>(server, '/api/init', body);
  return { id: opened.session_id, steps: opened.total_steps };
}

async function post<Answer>(
  { base }: ServerUnderTest,
  path: string,
  body: object,
): Promise<Answer> {
  const headers = { 'Content-Type': 'application/json' };
  const request = { method: 'POST', headers, body: JSON.stringify(body) };
  const response = await fetch(base + path, request);
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Answer;
}

async function inTurn<Value>(count: number, make: (n: number) => Promise<Value>): Promise<Value[]> {
  const all: Value[] = [];
  for (let n = 0; n < count; n++) all.push(await make(n));
  return all;
}
