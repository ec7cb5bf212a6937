import { describe, expect, it } from 'vitest';
import { Rng } from '../../random/Rng';
import { flat } from '../../tensor/flat';
import type { Tensor } from '../../tensor/Tensor';
import { Recorder } from '../../trace/Recorder';
import { initialMamba } from './initialMamba';
import { mamba } from './mamba';
import type { MambaConfig } from './MambaConfig';
import { mambaShapes } from './mambaShapes';
import { MambaState } from './MambaState';

const config: MambaConfig = {
  model_type: 'mamba',
  vocab_size: 11,
  hidden_size: 16,
  intermediate_size: 32,
  state_size: 8,
  conv_kernel: 4,
  num_hidden_layers: 2,
  time_step_rank: 2,
  layer_norm_epsilon: 1e-5,
  use_bias: false,
  use_conv_bias: true,
};
const model = initialMamba(config, new Rng(7));
const ids = [
  [3, 1, 4, 1, 5, 9, 2, 6],
  [2, 7, 1, 8, 2, 8, 1, 8],
];

describe('mamba', () => {
  const trace = new Recorder();
  const logits = mamba(model, ids, {}, trace);

  it('gives one logit per position and token, and names its steps', () => {
    expect(logits.shape).toEqual([2, 8, 11]);
    const names = 'in_projection convolution delta Bsel Csel state scan_output gate out_projection';
    for (const name of names.split(' ')) expect(trace.names).toContain(`block.1.${name}`);
    expect(trace.letters('block.0.state')).toBe('B T E N');
  });

  it('leaves earlier logits the same to the bit when a later token changes', () => {
    const changed = mamba(
      model,
      ids.map((row) => row.with(-1, 0)),
    );
    for (let t = 0; t < 7; t++) {
      expect(changed.part(0, t).toNested()).toEqual(logits.part(0, t).toNested());
    }
  });

  it('reads each text of a batch as if it were alone', () => {
    const alone = mamba(model, ids.slice(1));
    expect(alone.part(0).toNested()).toEqual(logits.part(1).toNested());
  });

  it.each([[[1, 1, 1, 1, 1, 1, 1, 1]], [[3, 1, 4]], [[2, 6]]])(
    'reads on from its state, %j tokens at a time, to the same bits',
    (lengths) => {
      const cache = new MambaState();
      let read = 0;
      for (const length of lengths) {
        const rows = ids.map((row) => row.slice(read, read + length));
        const part = mamba(model, rows, { cache });
        for (let t = 0; t < length; t++) {
          for (const b of [0, 1]) {
            expect(part.part(b, t).toNested()).toEqual(logits.part(b, read + t).toNested());
          }
        }
        read += length;
      }
      expect(cache.length).toBe(8);
    },
  );

  it('remembers in a state whose size does not depend on the length', () => {
    const sizes = [1, 8, 64].map((length) => {
      const cache = new MambaState();
      mamba(model, [Array.from({ length }, (_, t) => t % 11)], { cache });
      return cache.bytes;
    });
    expect(sizes).toEqual(Array(3).fill(2 * 32 * (3 + 8) * 4));
  });

  it('explains a cache of another batch, and keeps it whole', () => {
    const cache = new MambaState();
    mamba(model, ids, { cache });
    expect(() => mamba(model, [[1]], { cache })).toThrow(/as many texts as before, 2/);
    expect(cache.length).toBe(8);
  });

  it('explains parameters of another shape', () => {
    const wider = { ...config, hidden_size: 24 };
    expect(() => mamba({ config: wider, params: model.params }, ids)).toThrow(/embeddings.weight/);
  });

  it('without selection has the same Δ at every step', () => {
    const invariant = initialMamba({ ...config, selective: false }, new Rng(7));
    const steps = new Recorder();
    mamba(invariant, ids, {}, steps);
    const delta = steps.get('block.0.delta');
    for (let t = 0; t < 8; t++) {
      expect(delta.part(1, t).toNested()).toEqual(delta.part(0, 0).toNested());
    }
    const size = (params: Readonly<Record<string, Tensor>>) =>
      Object.values(params).reduce((sum, { size: n }) => sum + n, 0);
    const ratio = size(invariant.params) / size(model.params);
    expect(Math.abs(ratio - 1)).toBeLessThan(0.05);
  });
});

describe('initialMamba', () => {
  it('makes every parameter of mambaShapes', () => {
    const shapes = Object.entries(model.params).map(([name, { shape }]) => [name, shape]);
    expect(Object.fromEntries(shapes)).toEqual(mambaShapes(config));
  });

  it('starts A at −1, −2, …, −N, and Δ within its span', () => {
    const logs = model.params['backbone.layers.1.mixer.A_log']?.part(31).toNested() as number[];
    logs.forEach((log, n) => expect(Math.exp(log)).toBeCloseTo(n + 1, 5));
    const bias = model.params['backbone.layers.0.mixer.dt_proj.bias'];
    const deltas = [...(bias ? flat(bias) : [])].map((x) => Math.log1p(Math.exp(x)));
    expect(deltas).toHaveLength(32);
    expect(Math.min(...deltas)).toBeGreaterThanOrEqual(0.001 - 1e-9);
    expect(Math.max(...deltas)).toBeLessThanOrEqual(0.1 + 1e-7);
  });
});
