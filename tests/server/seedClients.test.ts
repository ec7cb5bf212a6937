/** Clients that were written for this interface, line by line: what they send, and every field that they read. */
import WebSocket from 'ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { numbersOf, served, type Served, type StepJson } from './served';

let host: Served;
let base = '';
beforeAll(async () => {
  host = await served();
  base = await host.server.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => host.server.close());

const basic = { n_vocab: 50257, n_embd: 768, n_layer: 2, n_head: 12, d_k: 64, max_seq_len: 512 };

async function post<Answer>(path: string, body: unknown): Promise<Answer> {
  const response = await fetch(base + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as Answer;
}

interface Init {
  readonly session_id: string;
  readonly tokens: number[];
  readonly token_texts: string[];
  readonly total_steps: number;
  readonly initial_state: {
    readonly embeddings: number[][];
    readonly positional_encodings: number[][];
  };
  readonly sparse_info?: {
    readonly sparsity_ratio: number;
    readonly total_elements: number;
    readonly zero_elements: number;
    readonly pattern: string;
  };
  readonly moe_info?: {
    readonly enabled: boolean;
    readonly n_experts: number;
    readonly top_k: number;
  };
}

const standard = [
  ...['layer_norm_1', 'q_projection', 'k_projection', 'v_projection', 'attention_scores'],
  ...['attention_weights', 'attention_output', 'attention_projection', 'residual_1'],
  ...['layer_norm_2', 'ffn_hidden', 'ffn_relu', 'ffn_output', 'residual_2'],
];

describe('the curl examples', () => {
  it('init and step', async () => {
    const init = await post<Init>('/api/init', { text: 'hello world', config: basic });
    expect(init.token_texts).toEqual(['hello', ' world']);
    expect(init.tokens).toEqual([31373, 995]); // GPT-2's
    expect(init.total_steps).toBe(2 * standard.length);
    expect(init.initial_state.embeddings.map((row) => row.length)).toEqual([768, 768]);
    expect(init.initial_state.positional_encodings.map((row) => row.length)).toEqual([768, 768]);
    const step = await post<StepJson>('/api/step', { session_id: init.session_id, step: 0 });
    expect(step).toMatchObject({ step: 0, step_type: 'layer_norm_1', layer_index: 0 });
    const { mean, variance, eps } = step.metadata ?? {};
    expect([mean, variance, eps]).toEqual([expect.any(Number), expect.any(Number), 1e-5]);
    expect(numbersOf(step.input_data)).toHaveLength(2 * 768);
    expect(numbersOf(step.output_data)).toHaveLength(2 * 768);
  });

  it('with experts and a sparse mask: trace, chunk, stream', async () => {
    const init = await post<Init>('/api/init', {
      text: 'hello world',
      config: {
        ...basic,
        attention_type: 'sparse',
        sparse_config: { pattern: 'sliding_window', window_size: 3 },
        moe_config: { enabled: true, n_experts: 4, top_k: 2 },
        viz_config: { render_mode: '3d', precision: 4 },
      },
    });
    expect(init.sparse_info).toEqual({
      ...{ pattern: 'sliding_window', sparsity_ratio: 0.25, total_elements: 4, zero_elements: 1 },
    });
    expect(init.moe_info).toEqual({ enabled: true, n_experts: 4, top_k: 2 });
    const { session_id } = init;
    const trace = await post<Record<string, unknown>>('/api/trace', {
      ...{ session_id, include_metadata: true, precision: 4 },
    });
    expect(trace).toMatchObject({
      ...{ session_id, input_text: 'hello world', tokens: init.tokens },
      ...{ token_texts: init.token_texts, total_steps: init.total_steps },
    });
    expect(trace['execution_time_ms']).toBeGreaterThan(0);
    expect(numbersOf(trace['final_output'])).toHaveLength(2 * 768);
    const steps = trace['computation_trace'] as StepJson[];
    const kinds = new Set(steps.map((step) => step.step_type));
    const experts = [0, 1, 2, 3].map((n) => `expert_${n}_output`);
    const sparse = ['sparse_mask', 'masked_attention', 'sparse_attention_output'];
    const moe = ['moe_gate_logits', 'moe_gate_probs', ...experts, 'moe_combined_output'];
    const dense = standard.filter((kind) => !kind.startsWith('ffn'));
    expect([...kinds].sort()).toEqual([...dense, ...sparse, ...moe].sort());

    const chunk = await post<{
      chunk_id: number;
      total_chunks: number;
      data: StepJson[];
      has_more: boolean;
    }>('/api/chunk', { session_id, chunk_size: 50, chunk_id: 0 });
    expect(chunk).toMatchObject({ chunk_id: 0, total_chunks: 1, has_more: false });
    expect(chunk.data).toEqual(steps);

    const stream = await (await fetch(`${base}/api/stream/${session_id}`)).text();
    const events = stream.split('\n').filter((line) => line.startsWith('data: '));
    const said = events.map(
      (line) => JSON.parse(line.slice(6)) as { type: string; data: StepJson },
    );
    expect(said.map(({ type }) => type)).toEqual(['start', ...steps.map(() => 'step'), 'complete']);
    expect(said.slice(1, -1).map(({ data }) => data)).toEqual(steps);
  });
});

describe('the Python clients', () => {
  it('the basic one walks over all steps', async () => {
    const data = await post<Init>('/api/init', { text: 'hello world', config: basic });
    const seen: string[] = [];
    for (let step = 0; step < data.total_steps; step++) {
      const one = await post<StepJson>('/api/step', { session_id: data.session_id, step });
      expect(one.description).not.toBe('');
      seen.push(one.step_type);
    }
    expect(seen).toEqual([...standard, ...standard]);
  });

  it('the advanced one reads routing and sparsity, chunk by chunk', async () => {
    const data = await post<Init>('/api/init', {
      text: 'hello world transformer',
      config: {
        ...basic,
        attention_type: 'sparse',
        sparse_config: { pattern: 'global_local', window_size: 3, global_tokens: [0, 2] },
        moe_config: { enabled: true, n_experts: 8, top_k: 2, gate_noise: 0.1 },
        viz_config: {
          render_mode: 'timeline',
          animate_transitions: true,
          precision: 4,
          chunk_size: 50,
        },
      },
    });
    const { session_id } = data;
    let id = 0;
    let [routed, masked] = [0, 0];
    for (;;) {
      const chunk = await post<{
        chunk_id: number;
        total_chunks: number;
        data: StepJson[];
        has_more: boolean;
      }>('/api/chunk', { session_id, chunk_size: 20, chunk_id: id });
      for (const step of chunk.data) {
        if ('moe_routing' in step) {
          expect(step.moe_routing?.top_k_experts.map(({ expert_id }) => expert_id)).toHaveLength(2);
          routed++;
        }
        if ('sparsity_info' in step) {
          expect(step.sparsity_info?.sparsity_ratio.toFixed(4)).toMatch(/^0\.\d+$/);
          masked++;
        }
      }
      if (!chunk.has_more) break;
      id++;
    }
    expect(id).toBe(2); // 50 steps
    expect([routed, masked]).toEqual([2, 8]);
  });

  it('the one that speaks over a WebSocket', async () => {
    const { session_id, total_steps } = await post<Init>('/api/init', {
      text: 'hello world',
      config: basic,
    });
    const socket = new WebSocket(`${base.replace('http', 'ws')}/ws/${session_id}`);
    await new Promise((resolve) => socket.once('open', resolve));
    socket.send(JSON.stringify({ type: 'subscribe', session_id }));
    const types: string[] = [];
    await new Promise<void>((resolve) => {
      socket.on('message', (raw) => {
        const data = JSON.parse(String(raw)) as { type: string; data: StepJson };
        types.push(data.type === 'step' ? `${data.data.step}` : data.type);
        if (data.type === 'complete') resolve();
      });
    });
    socket.close();
    const steps = Array.from({ length: total_steps }, (_, step) => `${step}`);
    expect(types).toEqual(['start', ...steps, 'complete']);
  });
});

it('ends and lists sessions, tells its health, and lets go of what it keeps', async () => {
  const { session_id } = await post<Init>('/api/init', {
    text: 'hello',
    config: { n_embd: 8, n_head: 2, n_layer: 1 },
  });
  const list = (await (await fetch(`${base}/api/sessions`)).json()) as {
    sessions: { session_id: string }[];
  };
  expect(list.sessions[0]?.session_id).toBe(session_id);
  const ended = await fetch(`${base}/api/session/${session_id}`, { method: 'DELETE' });
  expect(ended.status).toBe(200);
  const after = await fetch(`${base}/api/session/${session_id}`, { method: 'DELETE' });
  expect(after.status).toBe(410);
  for (const path of ['/health', '/api/health']) {
    expect(await (await fetch(base + path)).json()).toMatchObject({ status: 'healthy' });
  }
  const stats = (await (await fetch(`${base}/api/cache/stats`)).json()) as Record<string, number>;
  expect(stats['max_size']).toBe(100);
  const cleared = await fetch(`${base}/api/cache/clear`, { method: 'DELETE' });
  expect((await cleared.json()) as object).toMatchObject({ cleared: expect.any(Number) as number });
  expect(await (await fetch(`${base}/api/cache/stats`)).json()).toMatchObject({ size: 0, runs: 0 });
});
