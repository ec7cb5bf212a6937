/** Every address answers what /openapi.json says that it does. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { served, type Served } from './served';
import { operationsOf, type Operation } from './validation';

let host: Served;
let operations: readonly Operation[];
beforeAll(async () => {
  host = await served();
  operations = (await operationsOf(host)).operations;
});
afterAll(() => host.server.close());

const mixed = {
  text: 'the cat sat',
  config: {
    ...{ n_vocab: 300, n_embd: 16, n_layer: 2, n_head: 2, max_seq_len: 32 },
    attention_type: 'sparse',
    sparse_config: { pattern: 'blocked', block_size: 2 },
    moe_config: { enabled: true, n_experts: 3, top_k: 2, gate_noise: 0.2, gate_dropout: 0.1 },
  },
};

it('whatever is asked', async () => {
  const texts: Record<string, object> = {
    plain: { text: 'hello world', config: { n_vocab: 300, n_embd: 16, n_layer: 1, n_head: 2 } },
    mixed,
    gpt: { text: 'ROMEO:', model: 'shakespeare-gpt' },
    llama: { text: 'ROMEO:', model: 'shakespeare-llama' },
    mamba: { text: 'A·B', model: 'selective-copy' },
    translator: { text: 'three hundred', model: 'number-translator' },
  };
  const asked = new Set<string>();
  for (const body of Object.values(texts)) {
    const session_id = await host.open(body);
    const bodies: Record<string, object> = {
      '/api/init': body,
      '/api/step': { session_id, step: 3, precision: 8 },
      '/api/trace': { session_id, include_metadata: false },
      '/api/chunk': { session_id, chunk_id: 0 },
      '/api/gradients': { session_id, step: 4 },
      '/api/generate': { tokens: 2 },
    };
    const paths: Record<string, string> = { session_id, name: 'final_layer_norm' };
    if (body === texts['translator']) paths['name'] = 'decoder.final_layer_norm';
    for (const { method, path, validate } of operations) {
      if (path.startsWith('/ws/') || (method === 'DELETE' && path.includes('{'))) continue;
      const url = path.replace(/\{(\w+)\}/g, (_, name: string) => paths[name] ?? '');
      const payload = bodies[path];
      const response = await host.server.inject({
        method: method as 'GET',
        url,
        ...(payload && { payload }),
      });
      expect([path, response.statusCode, response.body.slice(0, 200)]).toEqual([
        path,
        200,
        expect.any(String),
      ]);
      const check = validate(200);
      if (!check) continue;
      const valid = check(response.json());
      expect([path, valid, check.errors ?? []]).toEqual([path, true, []]);
      asked.add(path);
    }
  }
  expect(asked.size).toBeGreaterThan(11);
});

it('documents every problem that it gives', async () => {
  const wrong = [
    { method: 'POST', url: '/api/init', payload: { text: '' }, status: 422, path: '/api/init' },
    {
      method: 'POST',
      url: '/api/step',
      payload: { session_id: 'x', step: 0 },
      status: 404,
      path: '/api/step',
    },
    { method: 'GET', url: '/api/tensors/x', status: 404, path: '/api/tensors/{session_id}' },
  ] as const;
  for (const { status, path, ...request } of wrong) {
    const response = await host.server.inject(request);
    expect(response.statusCode).toBe(status);
    expect(response.headers['content-type']).toContain('application/problem+json');
    const check = operations.find((one) => one.path === path)?.validate(status);
    expect(check?.(response.json())).toBe(true);
  }
});

it('shows itself at /docs and /redoc, with nothing from elsewhere', async () => {
  const page = await host.server.inject('/redoc');
  expect(page.statusCode).toBe(200);
  for (const { path } of operations) expect(page.body).toContain(path);
  const docs = await host.server.inject('/docs/');
  expect([docs.statusCode, docs.body]).toEqual([200, expect.stringContaining('swagger-ui')]);
  for (const { body } of [page, docs]) expect(body).not.toMatch(/(src|href)="https?:/);
});
