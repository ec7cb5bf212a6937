/** What the server says is what `npm run trace` writes, to the last digit that was asked for. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSafetensors } from '../../src/engine/formats/readSafetensors';
import { flat } from '../../src/engine/tensor/flat';
import { openModelFolder } from '../../src/host/modelFolder/openModelFolder';
import { writeModelFolder } from '../../src/host/modelFolder/writeModelFolder';
import { readTokenizer } from '../../src/host/tokenizers/readTokenizer';
import { traceModel } from '../../src/host/trace/traceModel';
import { drawLayers, gpt2ConfigOf, wholeModel } from '../../src/server/compute/seededModel';
import { servedModels } from '../../src/server/servedModels';
import { numbersOf, served, type Served, type StepJson } from './served';

const place = await mkdtemp(join(tmpdir(), 'forward-pass-server-'));
afterAll(() => rm(place, { recursive: true }));

const small = {
  n_vocab: 300,
  n_embd: 32,
  n_layer: 2,
  n_head: 4,
  max_seq_len: 32,
  attention_type: 'sparse',
  sparse_config: { pattern: 'global_local', window_size: 2, global_tokens: [0, 3] },
  moe_config: { enabled: true, n_experts: 5, top_k: 2 },
} as const;

let host: Served;
beforeAll(async () => {
  host = await served();
});
afterAll(() => host.server.close());

async function traced(folder: string, ids: readonly number[]) {
  const out = join(place, 'trace.safetensors');
  await traceModel(await openModelFolder(folder), { ids }, out, {
    grad: false,
    report: () => undefined,
  });
  return readSafetensors(await readFile(out)).tensors;
}

/** Every step's numbers beside those of the file, rounded. */
function compare(
  steps: readonly StepJson[],
  tensors: Awaited<ReturnType<typeof traced>>,
  precision: number,
) {
  expect(steps.length).toBeGreaterThan(20);
  for (const { name, output_data: output } of steps) {
    const tensor = tensors[name];
    const written = tensor ? [...flat(tensor)] : [];
    const shown = name.endsWith('sparse_mask')
      ? written.map((hidden) => 1 - hidden)
      : written.map((value) => Number(value.toFixed(precision)) + 0);
    expect([name, numbersOf(output)]).toEqual([name, shown]);
  }
}

describe('the numbers of a session', () => {
  it.each([1, 4, 8])(
    'are those of shakespeare-gpt’s trace, with %s decimals',
    async (precision) => {
      const text = 'ROMEO: But soft';
      const id = await host.open({ text, model: 'shakespeare-gpt' });
      const trace = await host.post<{ computation_trace: StepJson[]; tokens: number[] }>(
        '/api/trace',
        {
          session_id: id,
          precision,
        },
      );
      const folder = (await servedModels([])).get('shakespeare-gpt') ?? '';
      const { model } = await openModelFolder(folder);
      expect(trace.tokens).toEqual((await readTokenizer(folder, model.config)).encode(text));
      expect(trace.computation_trace).toHaveLength(4 * 14);
      compare(trace.computation_trace, await traced(folder, trace.tokens), precision);
    },
  );

  it('are those of the seeded model’s trace, when its whole vocabulary is written to a folder', async () => {
    const id = await host.open({ text: 'the cat sat', config: small, seed: 7 });
    const trace = await host.post<{ computation_trace: StepJson[]; tokens: number[] }>(
      '/api/trace',
      {
        session_id: id,
        precision: 6,
      },
    );
    const part = {
      ...small,
      sparse_config: { ...sparseDefaults, ...small.sparse_config, global_tokens: [0, 3] },
      moe_config: { ...small.moe_config, gate_noise: 0, gate_dropout: 0 },
    };
    const config = gpt2ConfigOf(part, 7, trace.tokens.length);
    const folder = join(place, 'seeded');
    await writeModelFolder(folder, wholeModel(config, drawLayers(config, 7), 7));
    compare(trace.computation_trace, await traced(folder, trace.tokens), 6);
  });
});

const sparseDefaults = { window_size: 3, block_size: 4, random_ratio: 0.1 };
