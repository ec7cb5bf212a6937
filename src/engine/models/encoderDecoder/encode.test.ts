// What holds of every encoder, on one that has learned nothing, and how its seeded values begin.
import { describe, expect, it } from 'vitest';
import { Rng } from '../../random/Rng';
import { flat } from '../../tensor/flat';
import { rowsOf } from '../../tensor/rowsOf';
import type { Tensor } from '../../tensor/Tensor';
import { Recorder } from '../../trace/Recorder';
import { encode } from './encode';
import { numberTranslator } from './EncoderDecoderConfig';
import { initialEncoderDecoder } from './initialEncoderDecoder';

const config = {
  ...numberTranslator,
  ...{ d_model: 16, nhead: 4, dim_feedforward: 32, source_vocab_size: 64 },
};
const model = initialEncoderDecoder(config, new Rng(7));
const ids = [5, 9, 12, 31];
const run = (rows: readonly (readonly number[])[]) => {
  const trace = new Recorder();
  return { memory: encode(model, rows, {}, trace), trace };
};
const average = (
  row: { reduce: (f: (a: number, b: number) => number, start: number) => number },
  n: number,
) => row.reduce((a, b) => a + b, 0) / n;
const rows = (x: Tensor) => rowsOf(flat(x), x.length(-1));

describe('encode', () => {
  const { memory, trace } = run([ids]);

  it('gives back the shape it was given, block after block', () => {
    const shape = trace.get('embedding_sum').shape;
    expect(memory.shape).toEqual(shape);
    for (const l of [0, 1]) expect(trace.get(`block.${l}.layer_norm_2`).shape).toEqual(shape);
  });

  it('makes rows of attention that sum to 1', () => {
    for (const row of rows(trace.get('block.0.attention_weights'))) {
      expect(average(row, 1)).toBeCloseTo(1, 6);
    }
  });

  it('normalises each row to mean 0 and variance 1 before γ, β', () => {
    for (const row of rows(trace.get('block.1.layer_norm_1_normalised'))) {
      const C = row.length;
      expect(Math.abs(average(row, C))).toBeLessThan(1e-6);
      expect(row.reduce((total, v) => total + v * v, 0) / C).toBeCloseTo(1, 4);
    }
  });

  it('changes every row when two words are swapped', () => {
    const swapped = run([[9, 5, 12, 31]]).memory;
    rows(memory).forEach((row, t) => {
      const other = rows(swapped)[t] ?? [];
      expect(
        Math.max(
          ...Array.from({ length: row.length }, (_, c) =>
            Math.abs((row[c] ?? 0) - (other[c] ?? 0)),
          ),
        ),
      ).toBeGreaterThan(1e-3);
    });
  });

  it('is the same to the bit when run again, traced or not', () => {
    expect(encode(model, [ids]).data).toEqual(memory.data);
  });

  it('does not see padding', () => {
    const padded = { ...model, config: { ...config, pad_token_id: 0 } };
    const both = encode(padded, [
      [...ids, 0, 0],
      [1, 2, 3, 4, 5, 6],
    ]);
    rows(memory).forEach((row, t) => {
      row.forEach((value, c) => expect(both.at(0, t, c)).toBeCloseTo(value, 6));
    });
  });

  it('explains wrong input', () => {
    expect(() => encode(model, [[]])).toThrow(/an empty row/);
    expect(() => encode(model, [[64]])).toThrow(/from 0 to 63[\s\S]*64/);
    expect(() => encode(model, [[1.5]])).toThrow(/whole number/);
    expect(() => encode(model, [[1], [1, 2]])).toThrow(/pad shorter rows/);
    expect(() => encode({ config, params: {} }, [ids])).toThrow(/"source_embedding.weight"/);
    const deeper = { ...model, config: { ...config, num_encoder_layers: 3 } };
    expect(() => encode(deeper, [ids])).toThrow(/"transformer.encoder.layers.2/);
  });
});

describe('initialEncoderDecoder', () => {
  it('keeps the values of a layer when another is added', () => {
    const deeper = initialEncoderDecoder({ ...config, num_encoder_layers: 5 }, new Rng(7));
    for (const [name, tensor] of Object.entries(model.params)) {
      expect(deeper.params[name]?.data).toEqual(tensor.data);
    }
  });

  it('draws matrices in ±√(6 / (fan in + fan out))', () => {
    const { data = [] } = model.params['transformer.encoder.layers.0.linear1.weight'] ?? {};
    const bound = Math.sqrt(6 / (config.d_model + config.dim_feedforward));
    const largest = Math.max(...[...data].map(Math.abs));
    expect(largest).toBeLessThanOrEqual(bound);
    expect(largest).toBeGreaterThan(0.99 * bound);
  });

  it('draws embeddings that have variance 1 once scaled by √C', () => {
    const values = [
      ...run([Array.from({ length: 64 }, (_, id) => id)]).trace.get('scaled_embedding').data,
    ];
    const variance = values.reduce((total, v) => total + v * v, 0) / values.length;
    expect(Math.abs(variance - 1)).toBeLessThan(0.1);
  });
});
