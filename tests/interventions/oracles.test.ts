/** Interventions against the same change made otherwise: in a mask, a weight, a setting, another text. */
import { describe, expect, it } from 'vitest';
import { gradients } from '../../src/engine/autograd/gradients';
import { watch } from '../../src/engine/autograd/watch';
import { average } from '../../src/engine/interventions/average';
import { intervene, type Interventions } from '../../src/engine/interventions/intervene';
import { put } from '../../src/engine/interventions/put';
import { turning } from '../../src/engine/interventions/turning';
import { encoderDecoder } from '../../src/engine/models/encoderDecoder/encoderDecoder';
import { gpt2 } from '../../src/engine/models/gpt2/gpt2';
import { llama as runLlama } from '../../src/engine/models/llama/llama';
import { mamba as runMamba } from '../../src/engine/models/mamba/mamba';
import { MambaState } from '../../src/engine/models/mamba/MambaState';
import type { Model } from '../../src/engine/models/Model';
import { encoderLayer } from '../../src/engine/nn/encoderLayer';
import { fusedScan, openScan } from '../../src/engine/nn/openScan';
import { Params } from '../../src/engine/nn/Params';
import { crossEntropy } from '../../src/engine/ops/crossEntropy';
import { mul } from '../../src/engine/ops/mul';
import { sum } from '../../src/engine/ops/sum';
import { Rng } from '../../src/engine/random/Rng';
import { normalDoubles, uniformTensor } from '../../src/engine/random/randomTensor';
import { runModel, type AnyModel } from '../../src/engine/questions/runModel';
import { flat } from '../../src/engine/tensor/flat';
import { Tensor } from '../../src/engine/tensor/Tensor';
import { tensorFrom } from '../../src/engine/tensor/tensorFrom';
import { Recorder } from '../../src/engine/trace/Recorder';
import { noTrace } from '../../src/engine/trace/Trace';
import { gpt, llama, mamba, pair, rows, translator } from './everyModel';

const run = (model: AnyModel, interventions: Interventions, input = rows) =>
  flat(intervene(interventions, (trace) => runModel(model, input, trace)));

/** The model with some entries of one parameter put to 0. */
function zeroed<Config>(
  { config, params }: Model<Config>,
  name: string,
  isZero: (row: number, column: number) => boolean,
): Model<Config> {
  const { data, shape } = params[name] ?? new Tensor(new Float32Array(), [0, 0]);
  const width = shape[1] ?? 1;
  const values = Float32Array.from(data, (x, i) => (isZero(Math.floor(i / width), i % width) ? 0 : x)); // prettier-ignore
  return { config, params: { ...params, [name]: new Tensor(values, shape) } };
}

const close = (a: ArrayLike<number>, b: ArrayLike<number>, within: number) =>
  expect(Math.max(...Array.from(a, (x, i) => Math.abs(x - (b[i] as number))))).toBeLessThan(within);

describe('attention', () => {
  it('a wire cut is a mask', () => {
    const x = uniformTensor(new Rng(3), [2, 4, 6], -1, 1);
    const params = new Params(translator.params).within('transformer.encoder.layers.0');
    const mask = new Int32Array(2 * 16);
    mask[1 * 16 + 2 * 4 + 3] = 1; // head 1, query 2, key 3
    const masked = encoderLayer(x, params, translator.config, { mask: new Tensor(mask, [1, 2, 4, 4]) }); // prettier-ignore
    const rule = put(-Infinity, ({ H, T, S }) => H === 1 && T === 2 && S === 3);
    const cut = intervene({ attention_scores: rule }, (trace) =>
      encoderLayer(x, params, translator.config, {}, trace),
    );
    expect(flat(cut)).toEqual(flat(masked));
    expect(flat(cut)).not.toEqual(flat(encoderLayer(x, params, translator.config)));
  });

  it('a hidden position of the memory is padding', () => {
    const source = rows.map((row) => row.with(4, 0)); // id 0 is padding
    const shown = { ...pair, source };
    const neverPad = { ...translator, config: { ...translator.config, pad_token_id: 99 } };
    const hidden = put(-Infinity, ({ S }) => S === 4);
    const byHand = intervene(
      { 'encoder.block.*.attention_scores': hidden, 'decoder.block.*.cross_attention_scores': hidden },
      (trace) => encoderDecoder(neverPad, shown, {}, trace),
    ); // prettier-ignore
    expect(flat(byHand)).toEqual(flat(encoderDecoder(translator, shown)));
  });

  it('a head switched off is rows of Wₒ at 0', () => {
    const [H, C] = [gpt.config.n_head, gpt.config.n_embd];
    const D = C / H;
    const off = run(gpt, { 'block.1.attention_output': put(0, (at) => at.H === 1) });
    const without = zeroed(gpt, 'transformer.h.1.attn.c_proj.weight', (row) => row >= D);
    close(off, flat(gpt2(without, rows)), 1e-6);
    expect(off).not.toEqual(flat(gpt2(gpt, rows)));
  });

  it('no mask: no score is hidden, and every row sums to 1', () => {
    const trace = new Recorder();
    const open: Interventions = {
      'block.*.masked_scores': (_, { earlier }) => earlier('attention_scores'),
    };
    intervene(open, (along) => gpt2(gpt, rows, {}, along), trace);
    const pattern = trace.get('block.0.attention_weights');
    expect(Math.min(...flat(pattern))).toBeGreaterThan(0);
    for (const total of flat(sum(pattern, { axis: -1 }))) expect(total).toBeCloseTo(1, 6);
    const masked = new Recorder();
    gpt2(gpt, rows, {}, masked);
    expect(flat(trace.get('block.0.attention_scores'))).toEqual(flat(masked.get('block.0.attention_scores'))); // prettier-ignore
  });
});

describe('rotation', () => {
  const freeze = (isFrozen: (pair: number) => boolean) =>
    run(llama, { 'block.*_rotated': turning(llama.config, { angle: (pair, theta) => (isFrozen(pair) ? 0 : theta) }) }); // prettier-ignore

  it('changes nothing at the angles of the model', () => {
    expect(freeze(() => false)).toEqual(flat(runLlama(llama, rows)));
  });

  it('frozen hands are queries and keys as they were', () => {
    const pairs = (count: number): Interventions => ({
      'block.*.q_rotated': put((_, { earlier }) => earlier('q_projection'), ({ D }) => D < 2 * count), // prettier-ignore
      'block.*.k_rotated': put((_, { earlier }) => earlier('k_projection'), ({ D }) => D < 2 * count), // prettier-ignore
    });
    expect(freeze((pair) => pair < 2)).toEqual(run(llama, pairs(2)));
    expect(freeze(() => true)).toEqual(run(llama, pairs(4)));
    expect(freeze(() => true)).not.toEqual(run(llama, pairs(3)));
  });

  it('one speed is base 1; all but the first frozen is an infinite base', () => {
    const base = (rope_theta: number) => flat(runLlama({ ...llama, config: { ...llama.config, rope_theta } }, rows)); // prettier-ignore
    expect(run(llama, { 'block.*_rotated': turning(llama.config, { angle: () => 1 }) })).toEqual(base(1)); // prettier-ignore
    expect(freeze((pair) => pair > 0)).toEqual(base(Infinity));
  });

  it('other places with the same distances give the same answer', () => {
    const moved = run(llama, { 'block.*_rotated': turning(llama.config, { start: 3 }) });
    close(moved, flat(runLlama(llama, rows)), 1e-5);
    const queriesOnly = run(llama, { 'block.*.q_rotated': turning(llama.config, { start: 3 }) });
    expect(Math.abs((queriesOnly[20] ?? 0) - (moved[20] ?? 0))).toBeGreaterThan(1e-3);
  });
});

describe('neurons and other runs', () => {
  it('a neuron switched off is a row of the way back at 0', () => {
    const off = run(gpt, { 'block.0.ffn_activation': put(0, ({ F }) => F === 5) });
    const without = zeroed(gpt, 'transformer.h.0.mlp.c_proj.weight', (row) => row === 5);
    close(off, flat(gpt2(without, rows)), 1e-6);
    expect(off).not.toEqual(flat(gpt2(gpt, rows)));
  });

  it('carried over: with all of another run behind a step, the answer is that run’s', () => {
    const others = rows.map((row) => row.toReversed());
    const other = new Recorder();
    const theirs = runModel(llama, others, other);
    const carried = run(llama, { 'block.0.residual_2': () => other.get('block.0.residual_2') });
    expect(carried).toEqual(flat(theirs));
    const values = run(llama, { 'block.1.v_projection': () => other.get('block.1.v_projection') });
    expect(values).not.toEqual(flat(theirs));
    expect(values).not.toEqual(flat(runLlama(llama, rows)));
  });
});

describe('mamba', () => {
  const channel = 3;

  it('Δ of a channel that no token changes is a bias alone', () => {
    const name = 'backbone.layers.0.mixer.dt_proj.weight';
    const biasOnly = zeroed(mamba, name, (row) => row === channel);
    const bias = mamba.params['backbone.layers.0.mixer.dt_proj.bias'];
    const delta = Math.log1p(Math.exp(flat(bias ?? tensorFrom([0]))[channel] ?? 0));
    const put0 = run(mamba, { 'block.0.delta': put(delta, ({ E }) => E === channel) });
    close(put0, flat(runMamba(biasOnly, rows)), 1e-6);
    const frozen = run(mamba, { 'block.0.delta': average('T') });
    expect(frozen).not.toEqual(flat(runMamba(mamba, rows)));
  });

  it('a decay of 0 forgets: so does a state of 0 from which the next tokens are read', () => {
    const [first, second] = [rows.map((row) => row.slice(0, 3)), rows.map((row) => row.slice(3))];
    const forgets = run(mamba, { 'block.1.decay': put(0, ({ T }) => T === 3) });
    const cache = new MambaState();
    const empty = { 'block.1.state': put(0, ({ T }) => T === 2) };
    intervene(empty, (trace) => runMamba(mamba, first, { cache }, trace));
    const after = runMamba(mamba, second, { cache });
    const whole = new Tensor(forgets, [2, 6, 9]);
    const plain = runMamba(mamba, rows);
    for (const text of [0, 1]) {
      for (const t of [0, 1, 2]) {
        close(flat(whole.part(text, 3 + t)), flat(after.part(text, t)), 3e-6);
        close(flat(whole.part(text, t)), flat(plain.part(text, t)), 3e-6);
      }
      const far = flat(plain.part(text, 3)).map((x, v) => Math.abs(x - whole.at(text, 3, v)));
      expect(Math.max(...far)).toBeGreaterThan(2e-4);
    }
  });

  it.each(['simplified', 'zero-order hold'] as const)(
    'open as fused, with gradients: %s',
    (rule) => {
      const rng = new Rng(rule);
      const [B, T, E, N] = [2, 5, 3, 4];
      for (const selected of [
        [B, T, N],
        [E, N],
      ]) {
        // prettier-ignore
        const inputs = watch({
        x: normalDoubles(rng, [B, T, E]),
        delta: uniformTensor(rng, [B, T, E], 0.01, 1, 'float64'),
        A: uniformTensor(rng, [E, N], -2, -0.01, 'float64'),
        Bsel: normalDoubles(rng, selected),
        Csel: normalDoubles(rng, selected),
        initial: normalDoubles(rng, [B, E, N]),
      });
        const weights = normalDoubles(rng, [B, T, E]);
        const [fused, open] = [fusedScan, openScan].map((scan) => {
          const { output, state } = scan({ ...inputs, discretisation: rule }, noTrace);
          return { output, state, slopes: gradients(sum(mul(output, weights)), inputs) };
        });
        close(flat(open?.output ?? weights), flat(fused?.output ?? weights), 1e-12);
        close(flat(open?.state ?? weights), flat(fused?.state ?? weights), 1e-12);
        for (const name of Object.keys(inputs)) {
          const [one, other] = [fused, open].map((scan) => flat((scan?.slopes as Record<string, Tensor>)[name] ?? weights)); // prettier-ignore
          close(one ?? [], other ?? [0], 1e-12);
        }
      }
    },
  );
});

describe('gradients', () => {
  it('are those of the model without the head', () => {
    const targets = tensorFrom(rows, 'int32');
    const name = 'transformer.h.0.attn.c_proj.weight';
    const D = gpt.config.n_embd / gpt.config.n_head;
    const of = (model: typeof gpt, interventions: Interventions) => {
      const params = watch(model.params);
      const pass = { config: model.config, params };
      const logits = intervene(interventions, (trace) => gpt2(pass, rows, {}, trace));
      return gradients(crossEntropy(logits, targets), params);
    };
    const off = of(gpt, { 'block.0.attention_output': put(0, ({ H }) => H === 0) });
    const without = of(
      zeroed(gpt, name, (row) => row < D),
      {},
    );
    for (const [parameter, gradient] of Object.entries(off)) {
      const other = without[parameter] ?? gradient;
      // the rows of Wₒ themselves: at 0 they would still learn, behind a silent head they cannot
      const from = parameter === name ? D * gpt.config.n_embd : 0;
      close(flat(gradient).slice(from), flat(other).slice(from), 1e-6);
      if (from > 0) expect(Math.max(...flat(gradient).slice(0, from).map(Math.abs))).toBe(0);
    }
  });
});
