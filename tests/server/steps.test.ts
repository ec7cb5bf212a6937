/** What steps say besides their numbers, held to what it means. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSafetensors } from '../../src/engine/formats/readSafetensors';
import { flat } from '../../src/engine/tensor/flat';
import { numbersOf, served, type Served, type StepJson } from './served';

let host: Served;
beforeAll(async () => {
  host = await served();
});
afterAll(() => host.server.close());

const config = { n_vocab: 512, n_embd: 24, n_layer: 2, n_head: 3, max_seq_len: 64 };
const text = 'one two three four five six';

async function steps(more: object, headers = {}): Promise<StepJson[]> {
  const session_id = await host.open({ text, config: { ...config, ...more }, seed: 3 });
  const body = { session_id, precision: 8 };
  const trace = await host.post<{ computation_trace: StepJson[] }>('/api/trace', body, headers);
  return trace.computation_trace;
}

const find = (all: readonly StepJson[], type: string, layer = 0) => {
  const found = all.find((step) => step.step_type === type && step.layer_index === layer);
  if (!found) throw new Error(`no ${type}`);
  return found;
};

describe('a norm', () => {
  it('has the mean and variance of each row of its input', async () => {
    const { input_data, output_data, metadata = {} } = find(await steps({}), 'layer_norm_1', 1);
    (input_data as number[][]).forEach((row, t) => {
      const mean = row.reduce((a, b) => a + b, 0) / row.length;
      const variance = row.reduce((sum, x) => sum + (x - mean) ** 2, 0) / row.length;
      expect((metadata['mean_per_row'] as number[])[t]).toBeCloseTo(mean, 6);
      expect((metadata['variance_per_row'] as number[])[t]).toBeCloseTo(variance, 6);
      const out = (output_data as number[][])[t] ?? []; // γ = 1, β = 0 before training
      row.forEach((x, c) => expect(out[c]).toBeCloseTo((x - mean) / Math.sqrt(variance + 1e-5), 4));
    });
  });
});

describe('attention', () => {
  it('shares out what it may see, with the entropy of each row', async () => {
    const all = await steps({});
    const scores = find(all, 'attention_scores').output_data as number[][][];
    const { output_data, input_data, metadata = {} } = find(all, 'attention_weights');
    const entropies = metadata['entropy_per_row'] as number[][];
    (output_data as number[][][]).forEach((head, h) =>
      head.forEach((row, t) => {
        const seen = (scores[h]?.[t] ?? []).slice(0, t + 1);
        const total = seen.reduce((sum, score) => sum + Math.exp(score), 0);
        row.forEach((share, s) => {
          expect(share).toBeCloseTo(s > t ? 0 : Math.exp(seen[s] ?? 0) / total, 6);
          expect((input_data as (number | null)[][][])[h]?.[t]?.[s] === null).toBe(s > t); // −∞
        });
        const entropy = -row.reduce((sum, p) => sum + (p > 0 ? p * Math.log(p) : 0), 0);
        expect(entropies[h]?.[t]).toBeCloseTo(entropy, 5);
      }),
    );
    expect(find(all, 'attention_scores').metadata).toMatchObject({ d_k: 8, axes: 'H T S' });
  });
});

describe('a sparse mask', () => {
  const sees: Record<string, readonly [object, (t: number, s: number) => boolean]> = {
    dense: [{}, () => true],
    sliding_window: [{ window_size: 2 }, (t, s) => t - s < 2],
    global_local: [{ window_size: 1, global_tokens: [1] }, (t, s) => t === s || t === 1 || s === 1],
    blocked: [{ block_size: 2 }, (t, s) => Math.floor(t / 2) === Math.floor(s / 2)],
  };
  it.each(Object.keys(sees))('%s hides what it says', async (pattern) => {
    const [more, rule] = sees[pattern] ?? [{}, () => true];
    const all = await steps({
      attention_type: 'sparse',
      sparse_config: { pattern, ...more },
    });
    const { sparsity_info: info, output_data } = find(all, 'sparse_mask');
    const mask = info?.mask_matrix ?? [];
    const T = mask.length;
    const expected = Array.from({ length: T }, (_, t) =>
      Array.from({ length: T }, (_, s) => (s <= t && rule(t, s) ? 1 : 0)),
    );
    expect(mask).toEqual(expected);
    expect(output_data).toEqual(expected);
    const zeros = expected.flat().filter((one) => one === 0).length;
    expect(info?.sparsity_ratio).toBeCloseTo(zeros / T ** 2, 6);
    const masked = find(all, 'masked_attention').output_data as (number | null)[][][];
    for (const head of masked) {
      expect(head.map((row) => row.map((score) => (score === null ? 0 : 1)))).toEqual(expected);
    }
  });

  it('random draws the same for the same seed; custom is as it is written', async () => {
    const random = {
      attention_type: 'sparse',
      sparse_config: { pattern: 'random', random_ratio: 0.2 },
    };
    const [one, two] = [await steps(random), await steps(random)];
    const mask = find(one, 'sparse_mask').output_data as number[][];
    expect(mask).toEqual(find(two, 'sparse_mask').output_data);
    const extra = Math.ceil(0.2 * mask.length);
    mask.forEach((row, t) => {
      expect(row[t]).toBe(1);
      expect(row.reduce((a, b) => a + b, 0)).toBe(1 + Math.min(t, extra));
    });
    const T = mask.length;
    const custom_mask = Array.from({ length: T }, (_, t) =>
      Array.from({ length: T }, (_, s) => (s === t || (s * t) % 3 === 0 ? 1 : 0)),
    );
    const custom = await steps({
      attention_type: 'sparse',
      sparse_config: { pattern: 'custom', custom_mask },
    });
    const causal = custom_mask.map((row, t) => row.map((one_, s) => (s <= t ? one_ : 0)));
    expect(find(custom, 'sparse_mask').output_data).toEqual(causal);
  });
});

describe('experts', () => {
  const moe_config = { enabled: true, n_experts: 4, top_k: 2 };

  it('add up to the output, each by its gate', async () => {
    const all = await steps({ moe_config });
    const { moe_routing: routing, output_data } = find(all, 'moe_combined_output', 1);
    const { per_token, top_k_experts, gate_logits, combined_output } = routing as typeof routing & {
      per_token: { expert_id: number; gate_probability: number }[][];
    };
    expect(combined_output).toEqual(output_data);
    const outputs = [0, 1, 2, 3].map(
      (n) => find(all, `expert_${n}_output`, 1).output_data as number[][],
    );
    (output_data as number[][]).forEach((row, t) => {
      const gates = per_token[t] ?? [];
      expect(gates).toHaveLength(2);
      expect(gates.reduce((sum, gate) => sum + gate.gate_probability, 0)).toBeCloseTo(1, 6);
      row.forEach((value, c) => {
        const sum = gates.reduce(
          (part, { expert_id: e, gate_probability: g }) => part + g * (outputs[e]?.[t]?.[c] ?? NaN),
          0,
        );
        expect(value).toBeCloseTo(sum, 5);
      });
    });
    const share = (e: number) =>
      per_token
        .flat()
        .reduce((sum, gate) => sum + (gate.expert_id === e ? gate.gate_probability : 0), 0) /
      per_token.length;
    const ranked = [0, 1, 2, 3].sort((a, b) => share(b) - share(a)).slice(0, 2);
    expect(top_k_experts.map(({ expert_id }) => expert_id)).toEqual(ranked);
    top_k_experts.forEach(({ expert_id, gate_probability, output }) => {
      expect(gate_probability).toBeCloseTo(share(expert_id), 5);
      expect(output).toEqual(outputs[expert_id]);
    });
    const logits = find(all, 'moe_gate_logits', 1).output_data as number[][];
    gate_logits.forEach((mean, e) =>
      expect(mean).toBeCloseTo(
        logits.reduce((sum, row) => sum + (row[e] ?? 0), 0) / logits.length,
        5,
      ),
    );
  });

  it('are chosen with noise from the seed, when that is asked for', async () => {
    const noisy = { moe_config: { ...moe_config, gate_noise: 5 } };
    const [plain, one, two] = [await steps({ moe_config }), await steps(noisy), await steps(noisy)];
    const probs = (all: readonly StepJson[]) => find(all, 'moe_gate_probs').output_data;
    expect(probs(one)).toEqual(probs(two));
    expect(probs(one)).not.toEqual(probs(plain));
    expect(find(one, 'moe_gate_logits').output_data).toEqual(
      find(plain, 'moe_gate_logits').output_data,
    );
  });
});

describe('the same request', () => {
  it('gives the same numbers; another seed or another text others', async () => {
    const first = (body: object) =>
      host
        .open(body)
        .then((session_id) => host.post<StepJson>('/api/step', { session_id, step: 1 }));
    const body = { text, config, seed: 3 };
    const [a, b] = [await first(body), await first(body)];
    expect(a).toEqual(b);
    expect((await first({ ...body, seed: 4 })).output_data).not.toEqual(a.output_data);
    const longer = await first({ ...body, text: `${text} seven` });
    expect((longer.output_data as number[][][])[0]?.slice(0, 5)).toEqual(
      (a.output_data as number[][][])[0]?.slice(0, 5),
    ); // causal, and rows of the embedding do not depend on each other
  });

  it('is told in English or in Chinese', async () => {
    const english = find(await steps({}), 'layer_norm_1').description;
    const chinese = find(
      await steps({}, { 'accept-language': 'zh-CN' }),
      'layer_norm_1',
    ).description;
    expect(english).toMatch(/^[\x20-\x7e]+$/);
    expect(chinese).toMatch(/归一化/);
  });

  it('has the decimals and the metadata that are asked for', async () => {
    const session_id = await host.open({
      text,
      config: { ...config, viz_config: { precision: 2, show_metadata: false } },
    });
    const step = await host.post<StepJson>('/api/step', { session_id, step: 1 });
    expect(step).not.toHaveProperty('metadata');
    expect(
      numbersOf(step.output_data).every((value) => /^-?\d+(\.\d{1,2})?$/.test(`${value}`)),
    ).toBe(true);
    const body = { session_id, include_metadata: true, precision: 3 };
    const trace = await host.post<{ computation_trace: StepJson[] }>('/api/trace', body);
    expect(trace.computation_trace[1]).toHaveProperty('metadata');
    expect(
      numbersOf(trace.computation_trace[1]?.output_data).some((value) =>
        /\.\d{3}$/.test(`${value}`),
      ),
    ).toBe(true);
  });
});

describe('gradients', () => {
  it('of the logits are shares less what came, over the positions', async () => {
    const session_id = await host.open({ text: 'ROMEO:', model: 'shakespeare-gpt' });
    const { gradient, loss } = await host.post<{ gradient: number[][]; loss: number }>(
      '/api/gradients',
      {
        ...{ session_id, name: 'logits', precision: 8 },
      },
    );
    const url = `/api/tensors/${session_id}/logits?precision=8`;
    const { data } = await host.get<{ data: number[][][] }>(url);
    const { tokens } = await host.post<{ tokens: number[] }>('/api/trace', { session_id });
    const told = tokens.slice(1);
    let mean = 0;
    data[0]?.forEach((row, t) => {
      const total = row.reduce((sum, logit) => sum + Math.exp(logit), 0);
      if (t < told.length)
        mean -= Math.log(Math.exp(row[told[t] ?? -1] ?? NaN) / total) / told.length;
      row.forEach((logit, id) => {
        const expected =
          t < told.length ? (Math.exp(logit) / total - (id === told[t] ? 1 : 0)) / told.length : 0;
        expect(gradient[t]?.[id]).toBeCloseTo(expected, 6);
      });
    });
    expect(loss).toBeCloseTo(mean, 5);
  });

  it('of a sum and of what was added to it are the same', async () => {
    const session_id = await host.open({ text, config, seed: 3 });
    const of = (name: string) =>
      host.post<{ gradient: unknown; norm: number }>('/api/gradients', {
        session_id,
        name,
        precision: 8,
      });
    const [sum, part] = [await of('block.1.residual_1'), await of('block.1.attention_projection')];
    expect(sum.norm).toBeGreaterThan(0);
    expect(part.gradient).toEqual(sum.gradient);
  });
});

describe('bytes', () => {
  it('of a tensor and of all of them are the numbers', async () => {
    const session_id = await host.open({ text, config, seed: 3 });
    const url = `/api/tensors/${session_id}`;
    const file = await host.server.inject({
      url,
      headers: { accept: 'application/vnd.safetensors' },
    });
    const { tensors } = readSafetensors(new Uint8Array(file.rawPayload));
    const { tensors: list } = await host.get<{ tensors: { name: string; shape: number[] }[] }>(url);
    expect(Object.keys(tensors).sort()).toEqual(list.map(({ name }) => name).sort());
    const name = 'block.1.attention_weights';
    const one = await host.server.inject({
      url: `${url}/${name}`,
      headers: { accept: 'application/octet-stream' },
    });
    const bytes = new Uint8Array(one.rawPayload);
    const written = tensors[name];
    expect(new Float32Array(bytes.buffer)).toEqual(written && flat(written));
    expect(one.headers['x-tensor-shape']).toBe(written?.shape.join(','));
    const payload = { session_id, step: 19 };
    const step = await host.server.inject({
      method: 'POST',
      url: '/api/step',
      payload,
      headers: { accept: 'application/octet-stream' },
    });
    expect([step.headers['x-tensor-name'], new Uint8Array(step.rawPayload)]).toEqual([name, bytes]);
    const refused = await host.server.inject({ url, headers: { accept: 'image/png' } });
    expect(refused.statusCode).toBe(406);
  });
});
