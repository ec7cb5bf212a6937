/**
 * Whatever comes, the server answers: never a fault of its own, always in a form that it documents, and without growing.
 * FORWARD_PASS_FUZZ=10000 sends more requests than the few that every run of the tests sends.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { served, type Served } from '../served';
import { operationsOf } from '../validation';
import { requestsOf } from './requestsOf';

const count = Number(process.env['FORWARD_PASS_FUZZ'] ?? 300);

let host: Served;
beforeAll(async () => {
  host = await served({
    ...{ text: 100, tokens: 48, width: 64, layers: 3, parameters: 200_000, sessions: 20_000 },
    ...{ generated: 12, body: 50_000, cache: 4 * 2 ** 20, work: 1e8 },
  });
});
afterAll(() => host.server.close());

it(`answers ${count} requests`, async () => {
  const { api, operations } = await operationsOf(host);
  const asked = operations.filter(({ path }) => !path.startsWith('/ws/'));
  const seeds = [
    {
      text: 'hello',
      config: {
        n_vocab: 300,
        n_embd: 16,
        n_layer: 2,
        n_head: 2,
        attention_type: 'sparse',
        moe_config: { enabled: true, n_experts: 3 },
      },
    },
    { text: 'ROMEO:', model: 'shakespeare-gpt' },
    { text: '三百', model: 'number-translator' },
  ];
  const fresh = () => Promise.all(seeds.map((body) => host.open(body)));
  const sessions = await fresh();
  const statuses = new Map<number, number>();
  const sizes: number[] = [];
  const check = fc.asyncProperty(
    requestsOf(asked, api.components.schemas, sessions),
    async (request) => {
      const { operation, method, url, headers, payload } = request;
      const response = await host.server.inject({
        method: method as 'GET',
        ...{ url, headers },
        ...(payload !== undefined && { payload }),
      });
      const { statusCode: status } = response;
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      expect([status < 500, status, response.body.slice(0, 300)]).toEqual([
        true,
        status,
        expect.any(String),
      ]);
      const type = String(response.headers['content-type'] ?? '');
      const packed = response.headers['content-encoding'] !== undefined;
      if (status >= 400) expect(type).toBe('application/problem+json');
      if (type.includes('json') && !packed) {
        const answer = response.json<unknown>();
        const validate = operation.validate(status);
        expect([validate?.(answer) ?? true, validate?.errors ?? []]).toEqual([true, []]);
      }
      const number = [...statuses.values()].reduce((a, b) => a + b);
      if (number % Math.ceil(count / 10) === 0) sizes.push(process.memoryUsage.rss() / 2 ** 20);
    },
  );
  await fc.assert(check, { numRuns: count, seed: 14 });
  expect(statuses.get(200)).toBeGreaterThan(count / 10);
  expect([...statuses.keys()].filter((status) => status >= 400).length).toBeGreaterThan(3);
  if (count >= 10_000) {
    console.log('statuses', Object.fromEntries(statuses), 'MiB', sizes.map(Math.round).join(' '));
    const [early = 0, late = Infinity] = [sizes[4], sizes.at(-1)];
    expect(late - early).toBeLessThan(64);
  }
}, 1_800_000);
