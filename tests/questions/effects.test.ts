/** What interventions do to the answer: of models written by hand, and against the same sum made otherwise. */
import { describe, expect, it } from 'vitest';
import { nextTokenProbabilities } from '../../src/engine/generation/nextTokenProbabilities';
import { intervene, type Interventions } from '../../src/engine/interventions/intervene';
import { put } from '../../src/engine/interventions/put';
import { silentScan } from '../../src/engine/interventions/silentScan';
import { causalModel } from '../../src/engine/models/causalModel';
import { mamba as runMamba } from '../../src/engine/models/mamba/mamba';
import { crossEntropy } from '../../src/engine/ops/crossEntropy';
import { divergence, divergences } from '../../src/engine/questions/divergence';
import { futureShare } from '../../src/engine/questions/futureShare';
import { movedShares } from '../../src/engine/questions/movedShare';
import { scanNeeds } from '../../src/engine/questions/scanNeeds';
import { flat } from '../../src/engine/tensor/flat';
import { Tensor } from '../../src/engine/tensor/Tensor';
import { tensorFrom } from '../../src/engine/tensor/tensorFrom';
import { Recorder } from '../../src/engine/trace/Recorder';
import { noTrace, type Trace } from '../../src/engine/trace/Trace';
import { gpt, llama, mamba, rows } from '../interventions/everyModel';

describe('divergence', () => {
  const off = { 'block.0.ffn_activation': put(0, ({ F }) => F === 2) };

  it('is Σ p ln(p / q) at every position, row after row', () => {
    const of = (interventions: typeof off | undefined, b: number, t: number) => {
      const logits = intervene(interventions ?? {}, (trace) => causalModel(gpt, rows, {}, trace));
      return nextTokenProbabilities(flat(logits.part(b, t)));
    };
    const found = divergence(gpt, rows, off);
    expect(found).toHaveLength(12);
    for (const [b, t] of [
      [0, 0],
      [0, 5],
      [1, 3],
    ] as const) {
      // prettier-ignore
      const [p, q] = [of(undefined, b, t), of(off, b, t)];
      const expected = p.reduce((sum, share, v) => sum + share * Math.log(share / (q[v] as number)), 0); // prettier-ignore
      expect(found[b * 6 + t]).toBeCloseTo(expected, 5);
    }
    expect(Math.max(...found)).toBeGreaterThan(1e-3);
  });

  it('is 0 where nothing changes, and keeps many apart', () => {
    const late = { 'block.1.ffn_activation': put(3, ({ T }) => T === 5) };
    const [none, changed] = divergences(llama, rows, [{}, late]);
    expect([...(none ?? [])]).toEqual(Array.from({ length: 12 }, () => 0));
    for (const t of [0, 1, 2, 3, 4]) expect(changed?.[t]).toBe(0);
    expect(changed?.[5]).toBeGreaterThan(1e-4);
  });
});

describe('movedShares', () => {
  it('is half of what all tokens gain and lose, at every position, and 0 where nothing changes', () => {
    const off = { 'block.0.ffn_activation': put(0, ({ F }) => F === 2) };
    const [none, moved] = movedShares(gpt, rows, [{}, off]);
    expect([...(none ?? [])]).toEqual(Array.from({ length: 12 }, () => 0));
    const shares = (rules: Interventions, b: number, t: number) => {
      const logits = intervene(rules, (trace) => causalModel(gpt, rows, {}, trace));
      return nextTokenProbabilities(flat(logits.part(b, t)));
    };
    const [p, q] = [shares({}, 1, 3), shares(off, 1, 3)];
    const gained = p.reduce((sum, share, v) => sum + Math.max(0, (q[v] ?? NaN) - share), 0);
    expect(gained).toBeGreaterThan(1e-3);
    expect(moved?.[6 + 3]).toBeCloseTo(gained, 6);
  });
});

describe('futureShare', () => {
  it('is what softmax gives to later keys when nothing is hidden', () => {
    const trace = new Recorder();
    causalModel(gpt, rows, {}, trace);
    const scores = trace.get('block.0.attention_scores').toNested() as number[][][][];
    const shares = futureShare(gpt, rows, 0);
    expect(shares.shape).toEqual([2, 2, 6]);
    const row = (scores[1]?.[0]?.[2] ?? []).map(Math.exp);
    const later = row.slice(3).reduce((a, b) => a + b, 0);
    expect(shares.at(1, 0, 2)).toBeCloseTo(later / row.reduce((a, b) => a + b, 0), 6);
    for (const head of [0, 1]) expect(shares.at(0, head, 5)).toBe(0);
  });
});

describe('scanNeeds', () => {
  const targets = tensorFrom(rows, 'int32');
  const loss = (trace: Trace) => crossEntropy(runMamba(mamba, rows, {}, trace), targets);

  it('is the loss with that channel’s C at 0, for each of them', () => {
    const needs = scanNeeds(mamba, loss);
    expect(needs).toHaveLength(16);
    expect(needs.map(({ need }) => need)).toEqual(needs.map(({ need }) => need).sort((a, b) => b - a)); // prettier-ignore
    const trained = loss(noTrace).item();
    for (const { layer, channel, need } of needs) {
      const opened = { [`block.${layer}.state`]: put(0, ({ E }) => E === channel) };
      expect(need).toBeCloseTo(intervene(opened, loss).item() - trained, 5);
    }
    expect((needs[0]?.need ?? 0) - (needs.at(-1)?.need ?? 0)).toBeGreaterThan(1e-3);
  });

  it('a silent scan of all channels leaves D · x', () => {
    const trace = new Recorder();
    const rule = Object.fromEntries(
      Array.from({ length: 8 }, (_, e) => [`block.0.scan_output${'*'.repeat(e)}`, silentScan(mamba, 0, e)]), // prettier-ignore
    );
    intervene(rule, (along) => runMamba(mamba, rows, {}, along), trace);
    const x = trace.get('block.0.convolution_activation');
    const D = flat(mamba.params['backbone.layers.0.mixer.D'] ?? new Tensor(new Float32Array(8), [8])); // prettier-ignore
    for (const e of [0, 7]) {
      expect(trace.get('block.0.scan_output').at(1, 4, e)).toBeCloseTo(x.at(1, 4, e) * (D[e] ?? 0), 6); // prettier-ignore
    }
  });
});
